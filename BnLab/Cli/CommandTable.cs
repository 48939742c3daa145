using System.CommandLine;
using System.CommandLine.Help;
using BnLab.Cli.Commands;

namespace BnLab.Cli;

/// <summary>All commands. Only the one that is named is made: to make the options of all takes longer than a short run.</summary>
internal static class CommandTable
{
    /// <summary>The command that the first argument names; all of them if it names none.</summary>
    public static RootCommand Root(IReadOnlyList<string> arguments, OtherCommands others)
    {
        // As help lists them.
        (string Group, (string Name, Func<Command> Create)[] Commands)[] groups =
        [
            ("The assignment", [.. Catalogue.Assignment.Select(Experiment), ("notebook", NotebookCommand.Create), ("reproduce", () => ReproduceCommand.Create(others))]),
            ("Studies", [.. Catalogue.Studies.Select(Experiment)]),
            ("Student mode", [("exercise", ExerciseCommand.Create), ("diagnose", DiagnoseCommand.Create)]),
            ("Runs and figures",
            [
                ("report", ReportCommand.Create), ("plot", PlotCommand.Create), ("predict", PredictCommand.Create),
                ("rerun", () => RerunCommand.Create(others)), ("merge", MergeCommand.Create),
            ]),
            ("The program",
            [
                ("data", DataCommand.Create), ("doctor", DoctorCommand.Create),
                ("completion", () => CompletionCommand.Create(others)), ("help", () => HelpCommand.Create(others)),
            ]),
        ];
        (string Name, Func<Command> Create)[] all = [.. groups.SelectMany(group => group.Commands)];
        var named = Array.FindAll(all, entry => arguments.Count > 0 && entry.Name == arguments[0]);
        var root = new RootCommand("Batch normalization from scratch: train it, check it, measure it.");
        foreach (var (_, create) in named.Length > 0 ? named : all) root.Subcommands.Add(create());
        foreach (var command in root.Subcommands.SelectMany(command => command.Subcommands.Prepend(command))) UsageErrors.Watch(command);
        root.Directives.Clear(); // [suggest] knows less than 'completion words'
        var help = new HelpText([.. groups.Select(group => (group.Group, group.Commands.Select(command => command.Name).ToArray()))]);
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.Options.OfType<HelpOption>().Single().Description = "Show this help.";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
        root.SetAction(parse => parse.Tokens.Count == 0
            ? help.Invoke(parse)
            : throw new InvalidDataException("COMMAND is missing; expected one of those that 'bnlab --help' lists, as in 'bnlab train --batchnorm'."));
        return root;
    }

    private static (string Name, Func<Command> Create) Experiment(string name) => (name, () => Create(Catalogue.Named(name)));

    private static ExampleCommand Create(Experiment experiment) =>
        experiment is StudyExperiment study ? StudyRun.Command(study) : ExperimentRun.Command((DirectExperiment)experiment);
}
