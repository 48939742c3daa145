using System.CommandLine;
using System.CommandLine.Help;
using BnLab.Experiments;
using BnLab.Experiments.ConvNet;
using BnLab.Experiments.GammaBeta;
using BnLab.Experiments.Inference;
using BnLab.Experiments.Placement;
using BnLab.Experiments.Regression;
using BnLab.Experiments.Regularization;
using BnLab.Experiments.Saturation;
using BnLab.Experiments.Shift;
using BnLab.Experiments.Shuffle;
using BnLab.Experiments.Sweeps;
using BnLab.Experiments.Train;
using BnLab.Experiments.Whiten;

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
        (Catalogue.Forward.Name, () => ExperimentRun.Command(Catalogue.Forward, ForwardOptions.Settings, (values, _) => Forward.Run(ForwardOptions.Of(values)))),
        (Catalogue.Gradcheck.Name, () => ExperimentRun.Command(Catalogue.Gradcheck, GradcheckOptions.Settings, (values, stop) => Gradcheck.Run(GradcheckOptions.Of(values), stop))),
        (Catalogue.BackwardSpeed.Name, () => ExperimentRun.Command(Catalogue.BackwardSpeed, BackwardSpeedOptions.Settings, (values, stop) => BackwardSpeed.Run(BackwardSpeedOptions.Of(values), StageTimer.Clock, stop))),
        (Catalogue.Train.Name, () => Study(StudyCommand.Create(TrainStudy.Experiment))),
        (Catalogue.SweepInit.Name, () => Study(StudyCommand.Create(SweepInit.Experiment))),
        (Catalogue.SweepBatch.Name, () => Study(StudyCommand.Create(SweepBatch.Experiment))),
        (Catalogue.SweepLr.Name, () => Study(StudyCommand.Create(SweepLr.Experiment))),
        (Catalogue.Saturation.Name, () => Study(StudyCommand.Create(SaturationStudy.Experiment))),
        (Catalogue.GammaBeta.Name, () => Study(StudyCommand.Create(GammaBetaStudy.Experiment))),
        (Catalogue.Placement.Name, () => Study(StudyCommand.Create(PlacementStudy.Experiment))),
        (Catalogue.Inference.Name, () => Study(StudyCommand.Create(InferenceStudy.Experiment))),
        (Catalogue.Moments.Name, () => ExperimentRun.Command(Catalogue.Moments, MomentsOptions.Settings, (values, stop) => Moments.Run(MomentsOptions.Of(values), StageTimer.Clock, stop))),
        (Catalogue.Regression.Name, () => Study(StudyCommand.Create(RegressionStudy.Experiment))),
        (Catalogue.Shift.Name, () => Study(StudyCommand.Create(ShiftStudy.Experiment))),
        (Catalogue.Whiten.Name, () => Study(StudyCommand.Create(WhitenStudy.Experiment))),
        (Catalogue.Shuffle.Name, () => Study(StudyCommand.Create(ShuffleStudy.Experiment))),
        (Catalogue.Convnet.Name, () => Study(StudyCommand.Create(ConvNetStudy.Experiment))),
        (Catalogue.Regularization.Name, () => Study(StudyCommand.Create(RegularizationStudy.Experiment))),
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

    private Command Study(StudyCommand study)
    {
        _studies.Add(study);
        return study.Command;
    }
}
