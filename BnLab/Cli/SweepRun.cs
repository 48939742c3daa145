using System.CommandLine;
using System.Diagnostics;
using BnLab.Data;
using BnLab.Experiments;
using BnLab.Runs;

namespace BnLab.Cli;

/// <summary>A sweep with its journal: what was finished is kept, and the report is made when nothing is missing.</summary>
internal static class SweepRun
{
    public static async Task<int> RunAsync(ParseResult parse, Sweep sweep, CancellationToken cancellation)
    {
        var shard = parse.GetRequiredValue(SweepCommand.Part);
        if (shard.Count > sweep.Count) throw new OptionException("--shard", shard, $"at most {sweep.Count} parts, one for each training");
        await Task.Yield(); // or Ctrl-C would not be heard while the data are read
        var console = new Terminal(parse);
        var images = ExperimentRun.Open(console, parse.GetRequiredValue(TrainingOptions.Data));
        sweep.Validate(images);
        var header = console.Stages.Run("checksum", () => RunHeader.Of(parse, sweep.Name, ExperimentRun.Identity(images), sweep.Count, sweep.Trainings.Streams.Count, shard));

        using var folder = RunFolder.Open(parse.GetRequiredValue(GlobalOptions.Out));
        using var journal = OpenJournal(parse, console, Path.Combine(folder.Path, SweepJournal.FileName(header)), header);
        long start = Stopwatch.GetTimestamp();
        await TrainAsync(console, sweep, images, journal, cancellation);
        var time = Stopwatch.GetElapsedTime(start);
        console.Stages.Tell("experiment", time);

        string name = Path.Combine(folder.Path, SweepJournal.FileName(header));
        if (journal.Finished.Count < header.Count)
        {
            console.Warn($"interrupted; {journal.Finished.Count} of {header.Count} trainings are in {name}: --resume goes on with the others.");
            return ExitCode.Interrupted;
        }

        if (shard.Count > 1)
        {
            console.Note($"part {shard}: all {header.Count} trainings are in {name}; 'bnlab merge' joins the {shard.Count} parts.");
            return ExitCode.Done;
        }

        var result = sweep.Report([.. journal.Finished.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
        int exitCode = ExperimentRun.Finish(parse, console, folder, result, header.DataSet, time.TotalSeconds);
        journal.Delete();
        return exitCode;
    }

    private static SweepJournal OpenJournal(ParseResult parse, Terminal console, string path, RunKey header)
    {
        if (!parse.GetValue(SweepCommand.Resume))
        {
            var begun = SweepJournal.Begin(path, header, out string? putAside);
            if (putAside is not null) console.Warn($"beginning anew; what an earlier run had finished is now in {putAside}. To go on with that instead, rename it to {Path.GetFileName(path)} and use --resume.");
            return begun;
        }

        var journal = SweepJournal.Resume(path, header);
        console.Note(
            journal.Finished.Count == 0 ? $"no finished trainings in {path}: beginning with the first."
            : journal.Finished.Count == header.Count ? $"all {header.Count} trainings are done."
            : $"{journal.Finished.Count} of {header.Count} trainings are done; going on with the others.");
        return journal;
    }

    private static async Task TrainAsync(Terminal console, Sweep sweep, ImageSet images, SweepJournal journal, CancellationToken cancellation)
    {
        var done = journal.Finished.Keys.ToHashSet(); // a copy: the journal grows while its trainings run
        if (done.Count == journal.Header.Count) return;
        var progress = new SweepProgress(console, sweep, journal.Header.Count, [.. journal.Finished.Values]);
        await progress.ShowAsync(told => sweep.Run(
            images, training => journal.Header.Has(training) && !done.Contains(training), progress.HasTheScreen ? null : console,
            outcome =>
            {
                journal.Append(outcome);
                told(outcome);
            },
            cancellation));
    }
}
