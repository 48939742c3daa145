using System.CommandLine;
using System.CommandLine.Help;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>All commands, each made when it is needed: the options of all together take longer than a short run.</summary>
internal sealed class CommandTable
{
    private readonly List<StudyCommand> _studies = [];

    /// <summary>The studies among the commands that were made.</summary>
    public IReadOnlyList<StudyCommand> Studies => _studies;

    // The order of the catalogue, as a reader meets them; what is made of runs, and what is about the program, follow.
    private (string Name, Func<Command> Create)[] All =>
    [
        .. Catalogue.Names.Select(name => (name, (Func<Command>)(() => Create(Catalogue.Named(name))))),
        ("merge", MergeCommand.Create),
        ("data", DataCommand.Create),
        ("predict", PredictCommand.Create),
        ("rerun", RerunCommand.Create),
        ("plot", PlotCommand.Create),
        ("report", ReportCommand.Create),
        ("reproduce", ReproduceCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("completion", CompletionCommand.Create),
        (HelpCommand.Name, HelpCommand.Create),
    ];

    /// <summary>The command that the first argument names; all of them if it names none.</summary>
    public RootCommand Root(IReadOnlyList<string> arguments)
    {
        var all = All;
        var named = Array.FindAll(all, entry => arguments.Count > 0 && entry.Name == arguments[0]);
        var root = new RootCommand("Batch normalization from scratch: train it, check it, measure it.");
        foreach (var (_, create) in named.Length > 0 ? named : all) root.Subcommands.Add(create());
        root.Directives.Clear(); // [suggest] knows less than 'completion words'
        var help = new HelpWithExample();
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.Options.OfType<HelpOption>().Single().Description = "Show this help.";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
        root.SetAction(parse => parse.Tokens.Count == 0
            ? help.Invoke(parse)
            : throw new InvalidDataException("COMMAND is missing; expected one of those that 'bnlab --help' lists, as in 'bnlab train --batchnorm'."));
        return root;
    }

    private Command Create(Experiment experiment)
    {
        if (experiment is DirectExperiment direct) return ExperimentRun.Command(direct);
        var study = StudyCommand.Create((StudyExperiment)experiment);
        _studies.Add(study);
        return study.Command;
    }
}
