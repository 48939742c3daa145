using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab merge</c>: joins the journals of a study's parts into what one machine would have written.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "The journals that the parts of a study (--shard i/n) have left.", Arity = ArgumentArity.OneOrMore };
        var merge = new ExampleCommand(
            "merge", "Join the parts of a study that ran on several machines, and write its tables and figures.",
            "merge plots/sweep-init.1-of-2.journal plots/sweep-init.2-of-2.journal") { files }.With(DrawingOptions.All).With(GlobalOptions.WithoutSeed).With(GlobalOptions.Strict);
        merge.SetAction(parse => Run(parse, parse.GetRequiredValue(files)));
        return merge;
    }

    private static int Run(ParseResult parse, string[] files)
    {
        var parts = files.Select(file => (Path: file, Content: JournalContent.Read(file))).ToList();
        var header = Header(parts);
        var outcomes = Outcomes(parts, header);
        var study = Define(header, parts[0].Path);
        (study.Open, study.Clock) = (() => Images(header.DataSet!, parts[0].Path), StageTimer.Clock);
        using var folder = RunFolder.Open(parse.Get(GlobalOptions.Out));
        return ExperimentRun.Finish(parse, new Terminal(parse), folder, study.Report(outcomes), header.DataSet, seconds: null, Options(parse, header));
    }

    /// <summary>The options that repeat the study on one machine, and those of this command, such as where it writes.</summary>
    private static List<KeyValuePair<string, string>> Options(ParseResult parse, RunKey header) =>
    [
        .. header.Options, .. header.DataSet is { } data ? [new(StudyOptions.Data.Key, Place(data))] : Array.Empty<KeyValuePair<string, string>>(),
        .. parse.Texts().Where(own => header.Options.All(option => option.Key != own.Key)),
    ];

    /// <summary>Where the data set of the parts is, as <c>--data</c> names it.</summary>
    private static string Place(DataSetIdentity data) => data.Name == DataSets.Synthetic ? DataSets.Synthetic : data.Source;

    /// <summary>The data set of the parts, for a report that shows it.</summary>
    private static ImageSet Images(DataSetIdentity data, string path)
    {
        var images = DataSets.Open(Place(data)).Images;
        return images.Sha256() == data.Sha256
            ? images
            : throw new InvalidDataException(
                $"{path}: expected the data set {data.Name} with SHA-256 {data.Sha256} in {data.Source}, but there is another one.");
    }

    /// <summary>The run that all parts belong to.</summary>
    private static RunKey Header(List<(string Path, JournalContent Content)> parts)
    {
        foreach (var (path, content) in parts)
        {
            if (content.Key is null) throw new InvalidDataException($"{path}: expected the journal of a study, but there is no whole line in it.");
        }

        var (first, header) = (parts[0].Path, parts[0].Content.Key!);
        foreach (var (path, content) in parts.Skip(1))
        {
            if (header.Difference(content.Key!) is var (expected, found))
                throw new InvalidDataException($"{path}: expected a part of the study that {first} is of, with {expected}, but this one is of a study with {found}.");
            if (content.Key!.Shards != header.Shards)
                throw new InvalidDataException($"{path}: expected one of {header.Shards} parts, as {first} is, but this is one of {content.Key.Shards}.");
        }

        foreach (var twice in parts.GroupBy(part => part.Content.Key!.Shard).Where(group => group.Count() > 1))
        {
            throw new InvalidDataException(
                $"{twice.Last().Path}: this is part {twice.Key} of {header.Shards}, and {twice.First().Path} is as well; each part is wanted once.");
        }

        return header;
    }

    private static List<string> Outcomes(List<(string Path, JournalContent Content)> parts, RunKey header)
    {
        var given = parts.Select(part => part.Content.Key!.Shard).ToHashSet();
        int[] missing = [.. Enumerable.Range(1, header.Shards).Where(shard => !given.Contains(shard))];
        if (missing.Length > 0)
        {
            throw new InvalidDataException(
                $"part {string.Join(", ", missing)} of {header.Shards} is not among the files: {header.Experiment} --shard {missing[0]}/{header.Shards} makes it.");
        }

        foreach (var (path, content) in parts)
        {
            int count = content.Key!.Count;
            if (content.Finished.Count < count)
            {
                throw new InvalidDataException(
                    $"{path}: expected all {count} trainings of part {content.Key.Shard}, but {content.Finished.Count} are finished: "
                    + "the same command with --resume goes on.");
            }
        }

        return [.. parts.SelectMany(part => part.Content.Finished).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    private static Study Define(RunKey header, string path)
    {
        var experiment = Catalogue.All.FirstOrDefault(entry => entry.Name == header.Experiment) as StudyExperiment;
        var settings = experiment?.Options.ToDictionary(setting => setting.Key, StringComparer.Ordinal) ?? [];
        if (experiment is null || !header.Options.All(option => settings.ContainsKey(option.Key)))
        {
            string options = string.Join(' ', header.Options.Select(option => $"--{option.Key} {option.Value}"));
            throw new InvalidDataException($"{path}: expected the options of a study, but they cannot be read ({header.Experiment} {options}).");
        }

        try
        {
            var values = header.Options.Select(option => KeyValuePair.Create(settings[option.Key].Name, settings[option.Key].Read(option.Value)));
            var study = experiment.Define(new(experiment.Options, values));
            if (study.Count == header.Trainings) return study;
            throw new InvalidDataException($"{path}: expected {study.Count} trainings, as the options of {experiment.Name} say, but the journal is of {header.Trainings}.");
        }
        catch (OptionException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
