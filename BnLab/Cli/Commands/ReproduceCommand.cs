using System.CommandLine;
using System.Diagnostics;

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
        var runs = new List<(string Name, IReadOnlyList<Verdict> Verdicts)>();
        for (int i = 0; i < ReproduceStep.All.Count; i++)
        {
            var step = ReproduceStep.All[i];
            string[] arguments = step.ArgumentsFor(parse, parse.Get(Fast), target);
            var manifest = resume && step.Manifest(target) is { } earlier && ReproduceStep.IsFinished(earlier, arguments) ? earlier : null;
            bool isNew = manifest is null;
            if (manifest is null)
            {
                console.Note($"{i + 1} of {ReproduceStep.All.Count}: {string.Join(' ', arguments)}");
                int exitCode = await step.RunAsync(others, parse, arguments, resume, cancellation);
                if (cancellation.IsCancellationRequested || exitCode == ExitCode.Interrupted)
                {
                    console.Warn("interrupted; --resume goes on with the runs that are left.");
                    return ExitCode.Interrupted;
                }

                if (exitCode is not (ExitCode.Done or ExitCode.ClaimFailed)) return exitCode; // the run has reported why
                manifest = step.Manifest(target)
                    ?? throw new InvalidDataException($"{Path.Combine(target, step.Name)}: expected the manifest of {step.Name}, which has just run.");
            }

            console.Print(step.Line(manifest, isNew));
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

    /// <summary>One verdict on the claims of all runs; it names the runs in which not all hold.</summary>
    internal static Verdict Collected(IReadOnlyList<(string Name, IReadOnlyList<Verdict> Verdicts)> runs)
    {
        int claims = runs.Sum(run => run.Verdicts.Count), held = runs.Sum(run => run.Verdicts.Count(verdict => verdict.Passed));
        var failed = runs.Where(run => run.Verdicts.Any(verdict => !verdict.Passed)).Select(run => run.Name).ToList();
        string where = failed.Count == 0 ? "" : $"; not all in {string.Join(", ", failed)}";
        string measured = string.Create(CultureInfo.InvariantCulture, $"{held} of {claims}{where}");
        return new("Every claim of every run holds", measured, "all", held == claims) { IsCollected = true };
    }
}
