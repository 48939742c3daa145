using System.CommandLine;
using System.Runtime.CompilerServices;
using BnLab.Experiments.Forward;
using BnLab.Output.Plotting;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab doctor</c>: describes program and machine, and finds what would fail. Its output goes with a bug report.</summary>
internal static class DoctorCommand
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly string[] Variables = ["TERM", "NO_COLOR", "LANG", "LC_ALL"];

    public static Command Create()
    {
        var doctor = new ExampleCommand(
            "doctor", "Look at program, machine, data sets and folders, and try a small run: what to send with a bug report. The exit code is 2 if something would fail.",
            "doctor").With(GlobalOptions.Out, GlobalOptions.Json, GlobalOptions.Verbose);
        doctor.SetAction(parse =>
        {
            var console = new Terminal(parse);
            var problems = new List<string>();
            List<KeyValuePair<string, string>> facts =
            [
                .. ThisMachine(), .. ThisTerminal(), .. FoundSets(console, problems),
                new("figures", SmallRun(problems)),
                new("--out", OutputFolder(parse.Get(GlobalOptions.Out), problems)),
            ];
            facts.Add(new("problems", problems.Count == 0 ? "none" : string.Join(", ", problems)));
            console.Print(facts);
            return problems.Count == 0 ? ExitCode.Done : ExitCode.Broken;
        });
        return doctor;
    }

    private static IEnumerable<KeyValuePair<string, string>> ThisMachine()
    {
        var machine = Machine.Describe(WidestLanes.Bits);
        string features = ProcessorFeatures.Names.Count == 0 ? "no vector instructions" : string.Join(", ", ProcessorFeatures.Names);
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        return
        [
            new("bnlab", Machine.Version),
            new("build", $"{Machine.Build} ({Machine.Configuration})"),
            new("program", AppContext.BaseDirectory),
            new("runtime", machine.Runtime),
            new("compiled", RuntimeFeature.IsDynamicCodeCompiled ? "as it runs, for this processor" : $"natively; needs a processor with {WidestLanes.Bits}-bit vectors"),
            new("sdk", Machine.Sdks is { Count: > 0 } sdks ? string.Join(", ", sdks) : "none beside the runtime (it takes one to build bnlab, none to run it)"),
            new("system", $"{machine.System} ({System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier})"),
            new("processor", machine.Processor),
            new("vectors", string.Create(Culture, $"{machine.VectorBits} bits in use; {features}")),
            new("cores", machine.Cores.ToString(Culture)),
            new("memory", string.Create(Culture, $"{memory:0.0} GiB")),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> ThisTerminal()
    {
        string streams = string.Join(
            ", ", Stream("stdin", Console.IsInputRedirected), Stream("stdout", Console.IsOutputRedirected), Stream("stderr", Console.IsErrorRedirected));
        string size = Terminal.Window is var (columns, lines) ? string.Create(Culture, $"{columns} × {lines}") : "no size";
        string culture = CultureInfo.CurrentCulture.Name;
        return
        [
            new("terminal", $"{streams}; {size}"),
            new("texts", $"{Console.OutputEncoding.WebName}, {(culture.Length == 0 ? "invariant culture" : culture)}"),
            new("environment", string.Join(", ", Variables.Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}"))),
        ];

        static string Stream(string name, bool isRedirected) => $"{name} {(isRedirected ? "redirected" : "a terminal")}";
    }

    /// <summary>Reads every data set that is found, so that a damaged one shows here and not in the middle of a lesson.</summary>
    private static IEnumerable<KeyValuePair<string, string>> FoundSets(Terminal console, List<string> problems)
    {
        string? named = Environment.GetEnvironmentVariable(DataSets.Variable);
        yield return new(DataSets.Variable, string.IsNullOrEmpty(named) ? "not set" : named);
        foreach (var set in DataSetInfo.All) yield return new(set.Name, Attempt(set.Name, problems, () => Find(console, set)));
    }

    private static string Find(Terminal console, DataSetInfo set)
    {
        if (set.Find() is not { } path) return $"not found in {Path.GetFullPath(set.DefaultPlace)} or ${DataSets.Variable}; synthetic images take its place";
        var images = console.Stages.Run("data reading", () => set.Read(path));
        return string.Create(Culture, $"{Path.GetFullPath(path)}: {images.Count:N0} images, SHA-256 {console.Stages.Run("checksum", images.Sha256)}");
    }

    /// <summary>Runs the smallest experiment and draws its figure.</summary>
    private static string SmallRun(List<string> problems) => Attempt("figures", problems, () =>
    {
        var result = ForwardExperiment.Check("batchnorm", seed: 231);
        if (result.Checks.FirstOrDefault(check => !check.Passed) is { } broken)
            throw new InvalidDataException($"'forward' is broken: {Outcomes.Line(broken)}");
        var figure = result.Figures[0].Figure;
        int bytes = new ScottPlotRenderer().Png(figure, FigureSize.For(figure)).Length;
        return string.Create(Culture, $"all {result.Checks.Count} checks of 'forward' are ok, its figure has {bytes:N0} bytes");
    });

    private static string OutputFolder(string path, List<string> problems) => Attempt("--out", problems, () =>
    {
        using var folder = RunFolder.Open(path);
        return $"{Path.GetFullPath(path)}: can be written to";
    });

    /// <summary>What an examination found, or why it failed.</summary>
    private static string Attempt(string fact, List<string> problems, Func<string> examine)
    {
        try
        {
            return examine();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problems.Add(fact);
            return $"FAILED: {e.Message.ReplaceLineEndings(" ")}";
        }
    }
}
