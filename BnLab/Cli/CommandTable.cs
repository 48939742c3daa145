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
        // In the order of the catalogue, as help lists them; then student mode, commands on finished runs, then those about the program.
        (string Name, Func<Command> Create)[] all =
        [
            .. Catalogue.Names.Select(name => (name, (Func<Command>)(() => Create(Catalogue.Named(name))))),
            ("notebook", NotebookCommand.Create),
            ("diagnose", DiagnoseCommand.Create),
            ("exercise", ExerciseCommand.Create),
            ("merge", MergeCommand.Create),
            ("data", DataCommand.Create),
            ("predict", PredictCommand.Create),
            ("rerun", () => RerunCommand.Create(others)),
            ("plot", PlotCommand.Create),
            ("report", ReportCommand.Create),
            ("reproduce", () => ReproduceCommand.Create(others)),
            ("doctor", DoctorCommand.Create),
            ("completion", () => CompletionCommand.Create(others)),
            ("help", () => HelpCommand.Create(others)),
        ];
        var named = Array.FindAll(all, entry => arguments.Count > 0 && entry.Name == arguments[0]);
        var root = new RootCommand("Batch normalization from scratch: train it, check it, measure it.");
        foreach (var (_, create) in named.Length > 0 ? named : all) root.Subcommands.Add(create());
        foreach (var command in root.Subcommands.SelectMany(command => command.Subcommands.Prepend(command))) UsageErrors.Watch(command);
        root.Directives.Clear(); // [suggest] knows less than 'completion words'
        var help = new HelpText();
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.Options.OfType<HelpOption>().Single().Description = "Show this help.";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
        root.SetAction(parse => parse.Tokens.Count == 0
            ? help.Invoke(parse)
            : throw new InvalidDataException("COMMAND is missing; expected one of those that 'bnlab --help' lists, as in 'bnlab train --batchnorm'."));
        return root;
    }

    private static ExampleCommand Create(Experiment experiment) =>
        experiment is StudyExperiment study ? StudyRun.Command(study) : ExperimentRun.Command((DirectExperiment)experiment);
}
