using System.CommandLine;
using System.Diagnostics;

namespace BnLab.Cli;

/// <summary>What all commands of experiments share: open the data, run, write, report what was written.</summary>
internal static class ExperimentRun
{
    /// <summary>The command of an experiment, without an action.</summary>
    public static ExampleCommand CommandOf(Experiment experiment) => new ExampleCommand(experiment.Name, experiment.Summary, experiment.Example)
        .With([.. experiment.Options.Where(setting => setting.Name != StudyOptions.Seed.Name)]).With(DrawingOptions.All).With(GlobalOptions.All);

    /// <summary>The command of an experiment that needs no data set.</summary>
    public static ExampleCommand Command(DirectExperiment experiment)
    {
        var command = CommandOf(experiment);
        command.SetAction((parse, stop) =>
        {
            var values = new Values(experiment.Options, parse.All());
            return Task.FromResult(Run(parse, new Terminal(parse), () => experiment.Run(values, StageTimer.Clock, stop), data: null));
        });
        return command;
    }

    /// <summary>Warns where the data set is not the preferred one.</summary>
    public static ImageSet Open(Terminal console, string choice, DataSetInfo? preferred = null)
    {
        var (images, note) = console.Stages.Run("data reading", () => DataSets.Open(choice, preferred));
        if (note is not null) console.Warn(note);
        return images;
    }

    public static int Run(ParseResult parse, Terminal console, Func<ExperimentResult> experiment, DataSetIdentity? data)
    {
        using var folder = RunFolder.Open(parse.Get(GlobalOptions.Out));
        long start = Stopwatch.GetTimestamp();
        var result = experiment();
        var time = Stopwatch.GetElapsedTime(start);
        console.Stages.Tell("experiment", time);
        return Finish(parse, console, folder, result, data, time.TotalSeconds);
    }

    /// <summary>Prints and writes the result of an experiment.</summary>
    public static int Finish(
        ParseResult parse, Terminal console, RunFolder folder, ExperimentResult result, DataSetIdentity? data, double? seconds,
        IReadOnlyList<KeyValuePair<string, string>>? options = null)
    {
        console.Print(result);
        foreach (var history in result.Histories)
        {
            if (history.FirstNotFinite is not { } iteration) continue;
            string loss = history.Losses[iteration - 1].ToString(CultureInfo.InvariantCulture);
            console.Warn($"{history.Net}: the loss is {loss} at iteration {iteration}; it is recorded as such, and the figure leaves such points out.");
        }

        if (!result.Complete && result.Tables.All(table => table.Rows.Count == 0))
        {
            console.Warn("interrupted before anything was finished: nothing was written.");
            return ExitCode.Interrupted;
        }

        long start = Stopwatch.GetTimestamp();
        GC.Collect(); // frees the samples and the last nets before figures are drawn: a tenth of a sweep's peak memory
        var drawing = new DrawingOptions(parse, console);
        var files = ResultWriter.Write(result, folder, drawing.Renderer, drawing.Size, console.Stages);
        var manifest = new RunManifest(
            result.Name, [.. parse.Tokens.Select(token => token.Value)], options ?? parse.Texts(),
            data, Machine.Describe(WidestLanes.Bits), seconds, result.Complete, files)
        { Checks = result.Checks, Claims = result.Claims };
        manifest = folder.Write(manifest);
        folder.Publish(console.Note);
        console.Stages.Tell("writing", Stopwatch.GetElapsedTime(start));
        console.Manifest(manifest);
        console.Note($"wrote {string.Join(", ", files.Append($"{result.Name}.json").Select(name => Path.Combine(folder.Path, name)))}");
        if (result.Complete)
        {
            int open = result.Claims.Count(claim => claim.Outcome != Outcome.Holds);
            if (open > 0 && parse.Get(GlobalOptions.Strict)) console.Warn($"--strict: {open} of {result.Claims.Count} claims do not hold or are not decided.");
            return ExitCode.Of(result.Checks, result.Claims, parse.Get(GlobalOptions.Strict));
        }

        console.Warn("interrupted; what was finished is kept.");
        return ExitCode.Interrupted;
    }

    public static DataSetIdentity Identity(Terminal console, ImageSet images) =>
        new(images.Name, images.Source, images.Count, console.Stages.Run("checksum", images.Sha256));
}
