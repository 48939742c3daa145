using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>The command of a sweep: its own options, and those that all sweeps have.</summary>
internal static class SweepCommand
{
    private static readonly string[] NetNames = [.. NetPlan.All.Select(net => net.Name)];

    /// <summary>How many seeds.</summary>
    public static Option<int> Seeds { get; } = Named(ValueOption.Integer("--seeds", 1, "Repeat every training with so many seeds, from --seed on; figures show means with 95 % bands."), "K");

    /// <summary>Whether to go on with the journal of an interrupted run.</summary>
    public static Option<bool> Resume { get; } = new("--resume") { Description = "Go on where an interrupted run of the same command stopped." };

    /// <summary>Which part of the sweep.</summary>
    public static Option<Shard> Part { get; } = Named(ValueOption.Shard("--shard", "Run only the i-th of n parts of the trainings; 'bnlab merge' joins the parts' journals."), "i/n");

    /// <summary>A command with its options and those that all sweeps have.</summary>
    public static StudyCommand Create(CatalogueEntry entry, IReadOnlyList<Option> own, TrainingOptions training, Func<ParseResult, Sweep> define)
    {
        var command = ExperimentRun.Command(entry);
        foreach (var option in own) command.Options.Add(option);
        command.Options.Add(Seeds);
        training.AddTo(command);
        command.Options.Add(Resume);
        command.Options.Add(Part);
        command.SetAction((parse, cancellation) => StudyRun.RunAsync(
            parse, define(parse), new(parse.GetRequiredValue(TrainingOptions.Data), parse.GetRequiredValue(Part), parse.GetValue(Resume)), cancellation));
        return new(command, define);
    }

    /// <summary>Which nets are trained, in the notebook's order: the order of the random draws.</summary>
    public static Option<IReadOnlyList<string>> Nets(IReadOnlyList<NetPlan> byDefault) => Named(
        ValueOption.Choices("--net", [.. byDefault.Select(net => net.Name)], NetNames, $"Nets to train: {string.Join(", ", NetNames)}. May be repeated."), "NET");

    /// <summary>An option with a name for its value.</summary>
    public static Option<TValue> Named<TValue>(Option<TValue> option, string helpName)
    {
        option.HelpName = helpName;
        return option;
    }
}
