using System.CommandLine;
using System.Diagnostics;
using BnLab.Experiments;
using BnLab.Runs;

namespace BnLab.Cli;

/// <summary><c>bnlab reproduce</c>: everything, one run after the other, and what came out beside what was published.</summary>
internal static class ReproduceCommand
{
    private const string ManifestName = "reproduce";

    private static readonly Setting<bool> Fast = Setting.Flag("--fast", "Fewer points, seeds and epochs where that still shows the point: two minutes on two cores.");
    private static readonly Setting<bool> Resume = Setting.Flag("--resume", "Leave out the runs that are complete in the folder, made by the same commands.");

    public static Command Create()
    {
        var reproduce = new ExampleCommand(
            "reproduce", "Run all checks, trainings, sweeps and studies, and make one page of them.", "reproduce --fast --out reproduced")
            .With(Fast, Resume, StudyOptions.Data).With(DrawingOptions.All).With(GlobalOptions.All);
        reproduce.SetAction((parse, cancellation) => RunAsync(parse, parse.Get(Fast), parse.Get(Resume), cancellation));
        return reproduce;
    }

    private static async Task<int> RunAsync(ParseResult parse, bool fast, bool resume, CancellationToken cancellation)
    {
        var console = new Terminal(parse);
        string target = parse.Get(GlobalOptions.Out);
        using var folder = RunFolder.Open(target);
        long start = Stopwatch.GetTimestamp();
        var runs = new List<(string Name, IReadOnlyList<Verdict> Verdicts)>();
        for (int i = 0; i < ReproduceStep.All.Count; i++)
        {
            var step = ReproduceStep.All[i];
            string[] arguments = Arguments(parse, step, fast, Path.Combine(target, step.Name));
            var manifest = resume ? Finished(target, step, arguments) : null;
            bool isNew = manifest is null;
            if (manifest is null)
            {
                console.Note($"{i + 1} of {ReproduceStep.All.Count}: {string.Join(' ', arguments)}");
                int exitCode = await RunStepAsync(parse, step, arguments, resume, cancellation);
                if (cancellation.IsCancellationRequested || exitCode == ExitCode.Interrupted)
                {
                    console.Warn("interrupted; --resume goes on with the runs that are left.");
                    return ExitCode.Interrupted;
                }

                if (exitCode is not (ExitCode.Done or ExitCode.ClaimFailed)) return exitCode; // it has said why
                manifest = Manifest(target, step) ?? throw new InvalidDataException($"{Path.Combine(target, step.Name)}: expected the manifest of {step.Name}, which has just run.");
            }

            console.Print(Line(step, manifest, isNew));
            runs.Add((step.Name, manifest.Verdicts));
        }

        console.Print("");
        var verdicts = new List<Verdict> { Collected(runs) };
        var tables = new List<Table>();
        if (parse.Get(StudyOptions.Seed) == Published.Seed)
        {
            var (table, verdict) = PublishedTable.Make(target);
            tables.Add(table);
            verdicts.Add(verdict);
        }

        var result = new ExperimentResult(ManifestName, [], tables, [], verdicts);
        int code = ExperimentRun.Finish(parse, console, folder, result, data: null, Stopwatch.GetElapsedTime(start).TotalSeconds);
        console.Note($"wrote {ReportCommand.Write(target, target, console)}");
        return code;
    }

    /// <summary>What the runs claim, in one verdict that names those in which not all held.</summary>
    internal static Verdict Collected(IReadOnlyList<(string Name, IReadOnlyList<Verdict> Verdicts)> runs)
    {
        int claims = runs.Sum(run => run.Verdicts.Count), held = runs.Sum(run => run.Verdicts.Count(verdict => verdict.Passed));
        var failed = runs.Where(run => run.Verdicts.Any(verdict => !verdict.Passed)).Select(run => run.Name).ToList();
        string where = failed.Count == 0 ? "" : $"; not all in {string.Join(", ", failed)}";
        return new("Every claim of every run holds", string.Create(CultureInfo.InvariantCulture, $"{held} of {claims}{where}"), "all", held == claims) { IsCollected = true };
    }

    private static string[] Arguments(ParseResult parse, ReproduceStep step, bool fast, string folder)
    {
        var arguments = new List<string>(step.Arguments);
        if (fast) arguments.AddRange(step.InAHurry);
        if (Has(step, StudyOptions.Data)) arguments.AddRange("--data", parse.Get(StudyOptions.Data));
        arguments.AddRange("--seed", parse.Get(StudyOptions.Seed).ToString(CultureInfo.InvariantCulture), "--out", folder);
        arguments.AddRange(DrawingOptions.Typed(parse));
        return [.. arguments];
    }

    private static bool Has(ReproduceStep step, Setting setting) =>
        CommandLine.Parse([step.Arguments[0]], out _).CommandResult.Command.Options.Any(option => option.Name == setting.Name);

    /// <summary>Runs a command as the shell would, but for its results, which stand in its folder.</summary>
    private static async Task<int> RunStepAsync(ParseResult parse, ReproduceStep step, string[] arguments, bool resume, CancellationToken cancellation)
    {
        string[] all =
        [
            .. arguments, "--quiet", .. resume && Has(step, StudyOptions.Resume) ? ["--resume"] : Array.Empty<string>(),
            .. parse.Get(GlobalOptions.Verbose) ? ["--verbose"] : Array.Empty<string>(),
        ];
        await using var error = new PrefixWriter(step.Name, line => Terminal.Tell(parse.InvocationConfiguration.Error, line));
        return await CommandLine.RunAsync(all, TextWriter.Null, error, cancellation); // or a Ctrl-C between two runs would not be heard
    }

    /// <summary>The manifest of a run that need not be made again.</summary>
    private static RunManifest? Finished(string target, ReproduceStep step, string[] arguments)
    {
        var manifest = Manifest(target, step);
        return manifest is { Complete: true } && manifest.Machine.Version == Machine.Version
            && manifest.CommandLine.Where(token => token is not ("--quiet" or "--resume" or "--verbose")).SequenceEqual(arguments, StringComparer.Ordinal) ? manifest : null;
    }

    private static RunManifest? Manifest(string target, ReproduceStep step)
    {
        string path = Path.Combine(target, step.Name, $"{step.Arguments[0]}.json");
        try
        {
            return ManifestReader.Read(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return null; // not run yet, or not to the end: it is run again
        }
    }

    private static string Line(ReproduceStep step, RunManifest manifest, bool isNew)
    {
        int held = manifest.Verdicts.Count(verdict => verdict.Passed);
        string claims = manifest.Verdicts.Count == 0 ? "no claims" : $"{held} of {manifest.Verdicts.Count} claims hold";
        string time = isNew ? string.Create(CultureInfo.InvariantCulture, $"{manifest.Seconds:0.0} s") : "done before";
        return $"{(held == manifest.Verdicts.Count ? "ok     " : "FAILED ")} {step.Name,-28} {claims}, {time}";
    }
}
