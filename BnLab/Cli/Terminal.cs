using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace BnLab.Cli;

/// <summary>Who is told what: results on stdout, everything else on stderr, as <c>--quiet</c> and <c>--json</c> want it.</summary>
internal sealed class Terminal(ParseResult parse) : IProgress<TrainingLine>
{
    private readonly TextWriter _out = parse.InvocationConfiguration.Output;
    private readonly TextWriter _error = parse.InvocationConfiguration.Error;
    private readonly bool _json = parse.Get(GlobalOptions.Json);
    private readonly bool _quiet = parse.Get(GlobalOptions.Quiet);

    /// <summary>Who is told how long the stages of the run take: stderr with <c>--verbose</c>, else nobody.</summary>
    public StageTimer Stages { get; } = new(parse.Get(GlobalOptions.Verbose) ? line => Tell(parse.InvocationConfiguration.Error, line) : null);

    /// <summary>The columns and lines of the terminal that stdout is; null if it is none, or one that does not tell.</summary>
    public static (int Columns, int Lines)? Window
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected ? null : (Console.WindowWidth, Console.WindowHeight);
            }
            catch (Exception e) when (e is IOException or PlatformNotSupportedException)
            {
                return null;
            }
        }
    }

    /// <summary>Where a progress bar is drawn: on stderr, where that is a terminal and a bar is wanted; else null.</summary>
    public IAnsiConsole? Bars() => _quiet || !ReferenceEquals(_error, Console.Error) || Console.IsErrorRedirected
        ? null
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public void Print(string line)
    {
        if (!_quiet && !_json) _out.Write(line + Environment.NewLine);
    }

    /// <summary>A line of the notebook's log.</summary>
    public void Report(TrainingLine value) => Print(value.ToString());

    /// <summary>What the notebook prints, the short tables and the verdicts. A claim that did not hold is told in any case.</summary>
    public void Print(ExperimentResult result)
    {
        foreach (var line in result.Printed) Print(Printed(line));
        foreach (var table in result.Tables.Where(table => table.IsPrinted))
        {
            foreach (string line in TextTable.Lines(table)) Print(line);
            Print("");
        }

        foreach (var verdict in result.Verdicts)
        {
            if (!verdict.Passed && (_quiet || _json)) Warn($"FAILED  {verdict.Claim}: {Measured(verdict)}");
            else foreach (string line in VerdictLines(verdict)) Print(line);
        }
    }

    /// <summary>What Python's <c>print</c> writes: the parts with a space between, arrays as NumPy prints them.</summary>
    private static string Printed(PrintedLine line) => string.Join(' ', line.Parts.Select(part => part switch
    {
        double[] array => NumpyText.Vector(array),
        double[,] matrix => NumpyText.Matrix(matrix),
        double number => NumpyText.Scalar(number),
        _ => part.ToString(),
    }));

    /// <summary>One line where it fits the terminal; else the claim and, below it, what was measured.</summary>
    private static IEnumerable<string> VerdictLines(Verdict verdict)
    {
        const string Indent = "        ";
        string mark = verdict.Passed ? "ok      " : "FAILED  ";
        string line = $"{verdict.Claim}: {Measured(verdict)}";
        int columns = Window is { Columns: > 0 and < WrappedText.Width and var width } ? width : WrappedText.Width;
        return mark.Length + line.Length <= columns
            ? [mark + line]
            : [.. WrappedText.Lines($"{verdict.Claim}:", mark, Indent, columns), .. WrappedText.Lines(Measured(verdict), Indent, Indent, columns)];
    }

    private static string Measured(Verdict verdict) => $"{verdict.Measured} (limit {verdict.Limit})";

    /// <summary>Facts: as aligned lines, or as an object with <c>--json</c>. They are all that their command is for, so never quiet.</summary>
    public void Print(IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        int width = facts.Max(fact => fact.Key.Length) + 2;
        string text = _json
            ? ManifestJson.Text(facts)
            : string.Concat(facts.Select(fact => fact.Key.PadRight(width) + fact.Value + Environment.NewLine));
        _out.Write(text);
    }

    /// <summary>The manifest, where it is asked for.</summary>
    public void Manifest(RunManifest manifest)
    {
        if (!_json) return;
        using var buffer = new MemoryStream();
        ManifestJson.Write(manifest, buffer);
        _out.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Something good to know.</summary>
    public void Note(string line)
    {
        if (!_quiet) Warn(line);
    }

    /// <summary>Something that the user must know, quiet or not.</summary>
    public void Warn(string line) => Tell(_error, line);

    /// <summary>
    /// A line on stderr, or nothing where that is closed: then there is nobody to tell, and no reason to fail. It may quote
    /// a file or a file's name: line ends and what would steer a terminal become spaces.
    /// </summary>
    public static void Tell(TextWriter error, string line)
    {
        try
        {
            error.WriteLine($"bnlab: {string.Concat(line.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Results still go where they go.
        }
    }
}
