using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace BnLab.Cli;

/// <summary>Prints results on stdout and everything else on stderr, as <c>--quiet</c> and <c>--json</c> ask.</summary>
internal sealed class Terminal(ParseResult parse) : IProgress<TrainingLine>
{
    private const int WidestText = 140; // longer lines are hard to read

    private readonly TextWriter _out = parse.InvocationConfiguration.Output;
    private readonly TextWriter _error = parse.InvocationConfiguration.Error;
    private readonly bool _json = parse.Get(GlobalOptions.Json);
    private readonly bool _quiet = parse.Get(GlobalOptions.Quiet);

    /// <summary>Reports the times of stages on stderr with <c>--verbose</c>, else nothing.</summary>
    public StageTimer Stages { get; } = new(parse.Get(GlobalOptions.Verbose) ? line => Tell(parse.InvocationConfiguration.Error, line) : null);

    /// <summary>Columns and lines of the terminal; null if stdout is no terminal or its size is not known.</summary>
    public static (int Columns, int Lines)? Window => Console.IsOutputRedirected ? null : Size;

    /// <summary>The columns that text on stdout may take.</summary>
    public static int Columns => Window is { Columns: > 0 and var width } ? int.Min(width, WidestText) : WrappedText.Width;

    private static (int Columns, int Lines)? Size
    {
        get
        {
            try
            {
                return (Console.WindowWidth, Console.WindowHeight);
            }
            catch (Exception e) when (e is IOException or PlatformNotSupportedException)
            {
                return null;
            }
        }
    }

    /// <summary>Where coloured text is written; null if there are no colours: no terminal, or NO_COLOR.</summary>
    private static IAnsiConsole? Colours(TextWriter output)
    {
        if (output is not StdoutWriter { IsConsole: true } || Window is null) return null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        return console.Profile.Capabilities.ColorSystem == ColorSystem.NoColors ? null : console;
    }

    /// <summary>Where a progress bar is drawn; null if stderr is no terminal, or with <c>--quiet</c>, unless <c>reproduce</c> gave that.</summary>
    public IAnsiConsole? Bars() => Console.IsErrorRedirected || (_error is not PrefixWriter { HasBars: true } && (_quiet || !ReferenceEquals(_error, Console.Error)))
        ? null
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Where a bar is drawn the cursor is hidden: for a process that ends meanwhile.</summary>
    public static void ShowCursor()
    {
        if (!Console.IsErrorRedirected) Console.Error.Write("\e[?25h");
    }

    public void Print(string line)
    {
        if (!_quiet && !_json) _out.Write(line + Environment.NewLine);
    }

    /// <summary>A line behind an outcome in its colour.</summary>
    public void Print(string mark, string line)
    {
        if (_quiet || _json) return;
        Outcomes.WriteMark(mark, _out, Colours(_out));
        _out.Write(new string(' ', 8 - mark.Length) + line + Environment.NewLine);
    }

    public void Report(TrainingLine value) => Print(value.ToString());

    /// <summary>What the notebook prints, the short tables, and the checks and claims. A broken check is reported even with <c>--quiet</c>.</summary>
    public void Print(ExperimentResult result)
    {
        foreach (var line in result.Printed) Print(Printed(line));
        foreach (var table in result.Tables.Where(table => table.IsPrinted))
        {
            foreach (string line in TextTable.Lines(table, Columns)) Print(line);
            Print("");
        }

        if (!_quiet && !_json) Outcomes.Print(result, _out, Columns, Colours(_out));
        else foreach (var check in result.Checks.Where(check => !check.Passed)) Warn(Outcomes.Line(check));
    }

    /// <summary>What Python's <c>print</c> writes: the parts with a space between, arrays as NumPy prints them.</summary>
    public static string Printed(PrintedLine line) => string.Join(' ', line.Parts.Select(part => part switch
    {
        double[] array => NumpyText.Vector(array),
        double[,] matrix => NumpyText.Matrix(matrix),
        double number => NumpyText.Scalar(number),
        _ => part.ToString(),
    }));

    /// <summary>Facts as aligned lines, or as an object with <c>--json</c>. They are the command's result, so <c>--quiet</c> does not hide them.</summary>
    public void Print(IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        int width = facts.Max(fact => fact.Key.Length) + 2;
        string text = _json
            ? ManifestJson.Text(facts)
            : string.Concat(facts.Select(fact => fact.Key.PadRight(width) + fact.Value + Environment.NewLine));
        _out.Write(text);
    }

    /// <summary>With <c>--json</c> only.</summary>
    public void Manifest(RunManifest manifest)
    {
        if (!_json) return;
        using var buffer = new MemoryStream();
        ManifestJson.Write(manifest, buffer);
        _out.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>What <c>--quiet</c> hides.</summary>
    public void Note(string line)
    {
        if (!_quiet) Warn(line);
    }

    /// <summary>What the user must know, also with <c>--quiet</c>.</summary>
    public void Warn(string line) => Tell(_error, line);

    /// <summary>A line on stderr, broken between words where that is a terminal; nothing if it is closed.</summary>
    public static void Tell(TextWriter error, string line)
    {
        string text = $"bnlab: {SanitizedText.Printable(line.ReplaceLineEndings(" "))}";
        try
        {
            if (ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && Size is { Columns: > 0 and var width })
                text = string.Join(Environment.NewLine, WrappedText.Lines(text, "", "  ", int.Min(width, WidestText)));
            error.WriteLine(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // stderr is closed; results are still written.
        }
    }
}
