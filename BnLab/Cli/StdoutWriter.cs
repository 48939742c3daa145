using System.Text;

namespace BnLab.Cli;

/// <summary>
/// Stdout. Where a write fails (a full disk, a closed pipe), the message says that it was stdout. Names of files may have escape
/// sequences, which are shown and not obeyed.
/// </summary>
internal sealed class StdoutWriter(TextWriter target) : TextWriter(target.FormatProvider)
{
    public override Encoding Encoding => target.Encoding;

    /// <summary>Whether what is written reaches the process's own stdout.</summary>
    public bool IsConsole => target is StdoutWriter inner ? inner.IsConsole : ReferenceEquals(target, Console.Out);

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        try
        {
            target.Write(value is null ? null : SanitizedText.Printable(value));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"stdout cannot be written to ({e.Message}): expected an open file, pipe or terminal with room.", e);
        }
    }

    public override void WriteLine(string? value) => Write(value + target.NewLine);
}
