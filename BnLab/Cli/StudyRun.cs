using System.CommandLine;
using System.Diagnostics;

namespace BnLab.Cli;

/// <summary>Runs a study with its journal: finished trainings are kept, and the report is made when none is missing.</summary>
internal static class StudyRun
{
    public static ExampleCommand Command(StudyExperiment experiment)
    {
        var command = ExperimentRun.CommandOf(experiment);
        command.SetAction((parse, cancellation) =>
        {
            var values = new Values(experiment.Options, parse.All());
            return RunAsync(parse, experiment.Define(values), values, experiment.PreferredData, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, Study study, Values values, DataSetInfo? preferred, CancellationToken cancellation)
    {
        var shard = values.Get(StudyOptions.Part);
        bool isResumed = values.Get(StudyOptions.Resume);
        if (shard.Count > study.Count) throw new OptionException("--shard", shard, $"at most {study.Count} parts, one for each training");
        var console = new Terminal(parse);
        study.Clock = StageTimer.Clock;
        DataSetIdentity? data = null;
        if (study.NeedsImages)
        {
            var images = ExperimentRun.Open(console, values.Get(StudyOptions.Data), preferred);
            study.Validate(images);
            study.Open = () => images;
            data = ExperimentRun.Identity(console, images);
        }

        var key = new RunKey(
            study.Name, Machine.Build, values.Texts(setting => !setting.ChangesNoNumber), data, study.Count, study.Streams, shard.Number, shard.Count);
        using var folder = RunFolder.Open(parse.Get(GlobalOptions.Out));
        string path = Path.Combine(folder.Path, Journal.FileName(key));
        string? putAside = null;
        using var journal = isResumed ? Journal.Resume(path, key) : Journal.Begin(path, key, out putAside);
        study.Checkpoints = Checkpoints(console, study, folder.Path, journal, isResumed);
        TellOfJournal(console, journal, path, isResumed, putAside);
        long start = Stopwatch.GetTimestamp();
        await TrainAsync(console, study, journal, cancellation);
        var time = Stopwatch.GetElapsedTime(start);
        console.Stages.Tell("experiment", time);
        if (journal.Finished.Count < key.Count)
        {
            console.Warn(
                journal.Finished.Count > 0 ? $"interrupted; {journal.Finished.Count} of {key.Count} trainings are in {path}: --resume goes on with the others."
                : study.Checkpoints?.Paths.FirstOrDefault() is { } checkpoint ? $"interrupted; --resume goes on from {checkpoint}."
                : "interrupted before a training was finished: nothing was written.");
            return ExitCode.Interrupted;
        }

        if (shard.Count > 1)
        {
            console.Note($"part {shard}: all {key.Count} trainings are in {path}; 'bnlab merge' joins the {shard.Count} parts.");
            return ExitCode.Done;
        }

        var result = study.Report([.. journal.Finished.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
        int exitCode = ExperimentRun.Finish(parse, console, folder, result, data, time.TotalSeconds);
        study.Checkpoints?.DeleteAll();
        journal.Delete();
        return exitCode;
    }

    private static CheckpointFolder? Checkpoints(Terminal console, Study study, string folder, Journal journal, bool resume)
    {
        var names = Enumerable.Range(0, study.Count).Where(journal.Key.Has).Select(study.CheckpointOf).OfType<string>().ToList();
        return names.Count == 0 ? null : new(folder, journal.Key, names, resume, console.Note);
    }

    private static void TellOfJournal(Terminal console, Journal journal, string path, bool isResumed, string? putAside)
    {
        if (putAside is not null)
        {
            console.Warn(
                $"beginning anew; what an earlier run had finished is now in {putAside}. "
                + $"To go on with that instead, rename it to {Path.GetFileName(path)} and use --resume.");
        }

        if (!isResumed) return;
        var (done, count) = (journal.Finished.Count, journal.Key.Count);
        console.Note(
            done == 0 ? $"no finished trainings in {path}: beginning with the first."
            : done == count ? $"all {count} trainings are done."
            : $"{done} of {count} trainings are done; going on with the others.");
    }

    private static async Task TrainAsync(Terminal console, Study study, Journal journal, CancellationToken cancellation)
    {
        var done = journal.Finished.Keys.ToHashSet(); // a copy: the journal grows while its trainings run
        if (done.Count == journal.Key.Count) return;
        var progress = new StudyProgress(console, study, journal.Key.Count, done.Count);
        await progress.ShowAsync(report => study.Run(
            training => journal.Key.Has(training) && !done.Contains(training), progress.HasTheScreen ? null : console,
            training =>
            {
                journal.Append(training.Number, training.Result, training.IsKept);
                if (training.IsKept && study.CheckpointOf(training.Number) is { } checkpoint) study.Checkpoints!.Delete(checkpoint);
                report(training);
            },
            cancellation));
    }
}
