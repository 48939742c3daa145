using System.Text;

namespace BnLab.Cli;

/// <summary>The stderr of a run of <c>reproduce</c>: it puts the run's name before each message.</summary>
/// <param name="hasBars">Whether the run may draw its progress on the terminal.</param>
internal sealed class PrefixWriter(string step, Action<string> tell, bool hasBars = false) : TextWriter
{
    private const string Program = "bnlab: ";

    private readonly StringBuilder _line = new();

    public bool HasBars => hasBars;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }

        string line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        tell($"{step}: {(line.StartsWith(Program, StringComparison.Ordinal) ? line[Program.Length..] : line)}");
    }

    protected override void Dispose(bool disposing)
    {
        if (_line.Length > 0) Write('\n');
        base.Dispose(disposing);
    }
}
