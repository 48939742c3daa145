using System.Text;

namespace BnLab.Cli;

/// <summary>Stdout, whose failures say that it is stdout which has failed: a full disk behind it, or nobody who has opened it.</summary>
internal sealed class StdoutWriter(TextWriter target) : TextWriter(target.FormatProvider)
{
    public override Encoding Encoding => target.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        try
        {
            target.Write(value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"stdout cannot be written to ({e.Message}): expected an open file, pipe or terminal with room.", e);
        }
    }

    public override void WriteLine(string? value) => Write(value + target.NewLine);
}
