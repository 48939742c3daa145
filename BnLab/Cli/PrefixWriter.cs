using System.Text;

namespace BnLab.Cli;

/// <summary>Where a run of <c>reproduce</c> writes its messages: each is told with the run's name in front of it.</summary>
internal sealed class PrefixWriter(string step, Action<string> tell) : TextWriter
{
    private const string Program = "bnlab: ";

    private readonly StringBuilder _line = new();

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
