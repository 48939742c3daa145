using System.CommandLine;
using System.Diagnostics;
using BnLab.Experiments.Notebooks;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab reproduce</c>: all runs, one after the other, and their results beside the published numbers.</summary>
internal static class ReproduceCommand
{
    private const string ManifestName = "reproduce";

    private static readonly Setting<bool> Fast = Setting.Flag("--fast", "Fewer points, seeds and epochs where that still shows the point: two minutes on two cores.");
    private static readonly Setting<bool> Resume = Setting.Flag("--resume", "Leave out the runs that are complete in the folder, made by the same commands.");

    public static Command Create(OtherCommands others)
    {
        var reproduce = new ExampleCommand(
            "reproduce", "Run all checks, trainings, sweeps and studies, and make one page of them.", "reproduce --fast --out reproduced")
            .With(Fast, Resume, StudyOptions.Data).With(DrawingOptions.All).With(GlobalOptions.All);
        reproduce.SetAction((parse, cancellation) => RunAsync(others, parse, cancellation));
        return reproduce;
    }

    private static async Task<int> RunAsync(OtherCommands others, ParseResult parse, CancellationToken cancellation)
    {
        var console = new Terminal(parse);
        string target = parse.Get(GlobalOptions.Out);
        bool resume = parse.Get(Resume);
        using var folder = RunFolder.Open(target);
        long start = Stopwatch.GetTimestamp();
        var runs = new List<RunManifest>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < ReproduceStep.All.Count; i++)
        {
            var step = ReproduceStep.All[i];
            string[] arguments = step.ArgumentsFor(parse, parse.Get(Fast), target);
            var manifest = resume && step.Manifest(target) is { } earlier && ReproduceStep.IsFinished(earlier, arguments) ? earlier : null;
            bool isNew = manifest is null;
            if (manifest is null)
            {
                console.Note($"{i + 1} of {ReproduceStep.All.Count}: {string.Join(' ', parse.Get(Fast) ? [.. step.Arguments, .. step.InAHurry] : step.Arguments)}");
                int exitCode = await step.RunAsync(others, parse, arguments, resume, told, cancellation);
                if (cancellation.IsCancellationRequested || exitCode == ExitCode.Interrupted)
                {
                    console.Warn("interrupted; --resume goes on with the runs that are left.");
                    return ExitCode.Interrupted;
                }

                if (exitCode is not (ExitCode.Done or ExitCode.Broken)) return exitCode; // the run has reported why
                manifest = step.Manifest(target)
                    ?? throw new InvalidDataException($"{Path.Combine(target, step.Name)}: expected the manifest of {step.Name}, which has just run.");
            }

            console.Print(ReproduceStep.Mark(manifest), step.Line(manifest, isNew));
            runs.Add(manifest);
        }

        console.Print("");
        var (table, published) = parse.Get(StudyOptions.Seed) == Notebook.Seed ? PublishedTable.Make(target) : (null, null);
        var result = new ExperimentResult(ManifestName, [], table is null ? [] : [table], [])
        {
            Checks = published is null ? [] : [published],
        };
        int code = ExperimentRun.Finish(parse, console, folder, result, data: null, Stopwatch.GetElapsedTime(start).TotalSeconds);
        string report = ReportCommand.Write(target, target, console);
        console.Print("");
        foreach (string line in Summary(runs, published)) console.Print(line);
        console.Print($"report     {report}");
        return int.Max(code, ExitCode.Of([.. runs.SelectMany(run => run.Checks)], [.. runs.SelectMany(run => run.Claims)], parse.Get(GlobalOptions.Strict)));
    }

    /// <summary>What all runs together say: checks, claims by outcome, and the published numbers.</summary>
    internal static IEnumerable<string> Summary(IReadOnlyList<RunManifest> runs, Check? published)
    {
        int checks = runs.Sum(run => run.Checks.Count), broken = runs.Sum(run => run.Checks.Count(check => !check.Passed));
        yield return string.Create(CultureInfo.InvariantCulture, $"checks     {checks - broken} ok, {broken} BROKEN");
        var counts = runs.SelectMany(run => run.Claims).CountBy(claim => claim.Outcome).ToDictionary();
        yield return "claims     " + string.Join(", ", Enum.GetValues<Outcome>().Select(
            outcome => string.Create(CultureInfo.InvariantCulture, $"{counts.GetValueOrDefault(outcome)} {outcome.OfSeveral()}")));
        if (published is not null) yield return $"published  {published.Measured}";
    }
}
