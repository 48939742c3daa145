using BnLab.Experiments.AffineOnly;
using BnLab.Experiments.BackwardSpeed;
using BnLab.Experiments.ConvNet;
using BnLab.Experiments.Depth;
using BnLab.Experiments.Forward;
using BnLab.Experiments.GammaBeta;
using BnLab.Experiments.Gradcheck;
using BnLab.Experiments.Inference;
using BnLab.Experiments.Invariance;
using BnLab.Experiments.Landscape;
using BnLab.Experiments.Moments;
using BnLab.Experiments.Placement;
using BnLab.Experiments.Recipes;
using BnLab.Experiments.Regression;
using BnLab.Experiments.Regularization;
using BnLab.Experiments.Saturation;
using BnLab.Experiments.Shift;
using BnLab.Experiments.Shuffle;
using BnLab.Experiments.SmallBatch;
using BnLab.Experiments.Sweeps;
using BnLab.Experiments.Train;
using BnLab.Experiments.Whiten;

namespace BnLab.Experiments;

/// <summary>An experiment as a command.</summary>
/// <param name="Name">Also the stem of its files.</param>
internal abstract record Experiment(string Name, string Summary, string Example, IReadOnlyList<Setting> Options);

/// <summary>An experiment that trains nets.</summary>
/// <param name="Define">Makes the study from the options' values; throws <see cref="OptionException"/> where they do not fit.</param>
internal sealed record StudyExperiment(string Name, string Summary, string Example, IReadOnlyList<Setting> Options, Func<Values, Study> Define)
    : Experiment(Name, Summary, Example, Options)
{
    /// <summary>The set that <c>--data auto</c> looks for; CIFAR-10 if null.</summary>
    public DataSetInfo? PreferredData { get; init; }
}

/// <summary>An experiment that needs no data set and no training.</summary>
/// <param name="Run">Receives a clock in seconds.</param>
internal sealed record DirectExperiment(
    string Name, string Summary, string Example, IReadOnlyList<Setting> Options, Func<Values, Func<double>, CancellationToken, ExperimentResult> Run)
    : Experiment(Name, Summary, Example, Options);

/// <summary>Every experiment once: the commands, the report and the documentation are made from it.</summary>
internal static class Catalogue
{
    // In the order of the course's notebook; the studies follow. Each is made when it is needed: all together take longer than a short run.
    private static readonly (string Name, Func<Experiment> Make)[] OfTheAssignment =
    [
        ("forward", () => ForwardExperiment.Experiment),
        ("gradcheck", () => GradcheckExperiment.Experiment),
        ("backward-speed", () => BackwardSpeedExperiment.Experiment),
        ("train", () => TrainStudy.Experiment),
        ("sweep-init", () => SweepInit.Experiment),
        ("sweep-batch", () => SweepBatch.Experiment),
    ];

    private static readonly (string Name, Func<Experiment> Make)[] Others =
    [
        ("sweep-lr", () => SweepLr.Experiment),
        ("saturation", () => SaturationStudy.Experiment),
        ("gamma-beta", () => GammaBetaStudy.Experiment),
        ("placement", () => PlacementStudy.Experiment),
        ("inference", () => InferenceStudy.Experiment),
        ("invariance", () => InvarianceExperiment.Experiment),
        ("moments", () => MomentsExperiment.Experiment),
        ("regression", () => RegressionStudy.Experiment),
        ("shift", () => ShiftStudy.Experiment),
        ("whiten", () => WhitenStudy.Experiment),
        ("depth", () => DepthStudy.Experiment),
        ("shuffle", () => ShuffleStudy.Experiment),
        ("convnet", () => ConvNetStudy.Experiment),
        ("small-batch", () => SmallBatchStudy.Experiment),
        ("regularization", () => RegularizationStudy.Experiment),
        ("landscape", () => LandscapeStudy.Experiment),
        ("affine-only", () => AffineOnlyStudy.Experiment),
        ("recipes", () => RecipesStudy.Experiment),
    ];

    /// <summary>The experiments of the course's assignment.</summary>
    public static IReadOnlyList<string> Assignment { get; } = [.. OfTheAssignment.Select(entry => entry.Name)];

    /// <summary>What was added to them.</summary>
    public static IReadOnlyList<string> Studies { get; } = [.. Others.Select(entry => entry.Name)];

    public static IReadOnlyList<string> Names { get; } = [.. Assignment, .. Studies];

    public static IEnumerable<Experiment> All => OfTheAssignment.Concat(Others).Select(entry => entry.Make());

    public static Experiment Named(string name) => OfTheAssignment.Concat(Others).Single(entry => entry.Name == name).Make();
}
