using System.CommandLine;
using BnLab.Data;
using BnLab.Experiments;
using BnLab.Runs;

namespace BnLab.Cli;

/// <summary><c>bnlab merge</c>: the journals of a sweep's parts become what one machine would have written.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "The journals that the parts of a sweep (--shard i/n) have left.", Arity = ArgumentArity.OneOrMore };
        var merge = new ExampleCommand(
            "merge", "Join the parts of a sweep that ran on several machines, and write its tables and figures.",
            "merge plots/sweep-init.1-of-2.journal plots/sweep-init.2-of-2.journal") { files }.Using(GlobalOptions.WithoutSeed).Drawing();
        merge.SetAction(parse => Run(parse, parse.GetRequiredValue(files)));
        return merge;
    }

    private static int Run(ParseResult parse, string[] files)
    {
        var parts = files.Select(file => (Path: file, Content: SweepJournalContent.Read(file))).ToList();
        var header = Header(parts);
        var outcomes = Outcomes(parts, header);
        var sweep = Define(header, parts[0].Path);
        using var folder = RunFolder.Open(parse.GetRequiredValue(GlobalOptions.Out));
        return ExperimentRun.Finish(parse, new Terminal(parse), folder, sweep.Report(outcomes), header.DataSet, seconds: null, Options(parse, header));
    }

    /// <summary>The options of the sweep, with which its command makes the same on one machine, and where the results are now.</summary>
    private static List<KeyValuePair<string, string>> Options(ParseResult parse, RunKey header)
    {
        string data = header.DataSet.Name == DataSets.Synthetic ? DataSets.Synthetic : header.DataSet.Source;
        return
        [
            .. header.Options, new(TrainingOptions.Data.Name[2..], data),
            .. OptionText.Effective(parse).Where(own => header.Options.All(option => option.Key != own.Key)),
        ];
    }

    /// <summary>What all parts belong to.</summary>
    private static RunKey Header(List<(string Path, SweepJournalContent Content)> parts)
    {
        foreach (var (path, content) in parts)
        {
            if (content.Header is null) throw new InvalidDataException($"{path}: expected the journal of a sweep, but there is no whole line in it.");
        }

        var (first, header) = (parts[0].Path, parts[0].Content.Header!);
        foreach (var (path, content) in parts.Skip(1))
        {
            if (header.Difference(content.Header!) is var (expected, found))
                throw new InvalidDataException($"{path}: expected a part of the sweep that {first} is of, with {expected}, but this one is of a sweep with {found}.");
            if (content.Header!.Shards != header.Shards)
                throw new InvalidDataException($"{path}: expected one of {header.Shards} parts, as {first} is, but this is one of {content.Header.Shards}.");
        }

        foreach (var twice in parts.GroupBy(part => part.Content.Header!.Shard).Where(group => group.Count() > 1))
            throw new InvalidDataException($"{twice.Last().Path}: this is part {twice.Key} of {header.Shards}, and {twice.First().Path} is as well; each part is wanted once.");
        return header;
    }

    private static List<TrainingOutcome> Outcomes(List<(string Path, SweepJournalContent Content)> parts, RunKey header)
    {
        var given = parts.Select(part => part.Content.Header!.Shard).ToHashSet();
        int[] missing = [.. Enumerable.Range(1, header.Shards).Where(shard => !given.Contains(shard))];
        if (missing.Length > 0)
            throw new InvalidDataException($"part {string.Join(", ", missing)} of {header.Shards} is not among the files: {header.Experiment} --shard {missing[0]}/{header.Shards} makes it.");
        foreach (var (path, content) in parts)
        {
            int count = content.Header!.Count;
            if (content.Outcomes.Count < count)
                throw new InvalidDataException($"{path}: expected all {count} trainings of part {content.Header.Shard}, but {content.Outcomes.Count} are finished: the same command with --resume goes on.");
        }

        return [.. parts.SelectMany(part => part.Content.Outcomes).OrderBy(outcome => outcome.Number)];
    }

    /// <summary>The sweep that the parts' options ask for, read as the command line reads them.</summary>
    private static Sweep Define(RunKey header, string path)
    {
        string[] arguments = [header.Experiment, .. header.Options.SelectMany(option => option.Value switch
        {
            "true" => new[] { $"--{option.Key}" },
            "false" => [],
            _ => [$"--{option.Key}", option.Value],
        })];
        var parse = CommandLine.Parse(arguments, out var sweeps);
        var command = sweeps.SingleOrDefault(sweep => sweep.Command == parse.CommandResult.Command);
        if (command is null || parse.Errors.Count > 0) throw new InvalidDataException($"{path}: expected the options of a sweep, but they cannot be read ({string.Join(' ', arguments)}).");
        return command.Define(parse);
    }
}
