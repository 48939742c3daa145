using BnLab.Experiments.ConvNet;
using BnLab.Experiments.GammaBeta;
using BnLab.Experiments.Inference;
using BnLab.Experiments.Placement;
using BnLab.Experiments.Regression;
using BnLab.Experiments.Regularization;
using BnLab.Experiments.Saturation;
using BnLab.Experiments.Shift;
using BnLab.Experiments.Shuffle;
using BnLab.Experiments.Train;
using BnLab.Experiments.Whiten;

namespace BnLab.Experiments;

/// <summary>Every experiment once: the commands, the report and the documentation are made from it.</summary>
internal static class Catalogue
{
    /// <summary>Means and standard deviations around the normalization layers.</summary>
    public static CatalogueEntry Forward { get; } = new(
        "forward",
        "Check what a normalization layer does to means and standard deviations, in training and in use.",
        "forward --layer layernorm");

    /// <summary>Numerical against analytical gradients.</summary>
    public static CatalogueEntry Gradcheck { get; } = new(
        "gradcheck",
        "Check the gradients of every layer, loss and net against numerical ones.",
        "gradcheck --layer batchnorm-closed-form");

    /// <summary>Two ways through the backward pass.</summary>
    public static CatalogueEntry BackwardSpeed { get; } = new(
        "backward-speed",
        "Compare the backward pass of batch normalization step by step with its closed form.",
        "backward-speed");

    /// <summary>The course's six-layer net with and without normalization.</summary>
    public static CatalogueEntry Train { get; } = Of(TrainStudy.Experiment);

    /// <summary>The weight-scale sweep.</summary>
    public static CatalogueEntry SweepInit { get; } = Of(Sweeps.SweepInit.Experiment);

    /// <summary>The batch-size sweep.</summary>
    public static CatalogueEntry SweepBatch { get; } = Of(Sweeps.SweepBatch.Experiment);

    /// <summary>The learning-rate sweep.</summary>
    public static CatalogueEntry SweepLr { get; } = Of(Sweeps.SweepLr.Experiment);

    /// <summary>Gradients in a deep net of sigmoid units.</summary>
    public static CatalogueEntry Saturation { get; } = Of(SaturationStudy.Experiment);

    /// <summary>Learned against fixed gamma and beta.</summary>
    public static CatalogueEntry GammaBeta { get; } = Of(GammaBetaStudy.Experiment);

    /// <summary>Normalization before or behind the activation.</summary>
    public static CatalogueEntry Placement { get; } = Of(PlacementStudy.Experiment);

    /// <summary>Batch normalization in use.</summary>
    public static CatalogueEntry Inference { get; } = Of(InferenceStudy.Experiment);

    /// <summary>Means and variances over chosen axes.</summary>
    public static CatalogueEntry Moments { get; } = new(
        "moments",
        "Take means and variances over chosen axes: of a small matrix, and of images by channel in both layouts.",
        "moments --shape 16,32,32,64");

    /// <summary>A net that predicts a curve.</summary>
    public static CatalogueEntry Regression { get; } = Of(RegressionStudy.Experiment);

    /// <summary>Internal covariate shift.</summary>
    public static CatalogueEntry Shift { get; } = Of(ShiftStudy.Experiment);

    /// <summary>Preprocessing of inputs.</summary>
    public static CatalogueEntry Whiten { get; } = Of(WhitenStudy.Experiment);

    /// <summary>How samples meet in mini-batches.</summary>
    public static CatalogueEntry Shuffle { get; } = Of(ShuffleStudy.Experiment);

    /// <summary>Batch normalization in a convolutional net.</summary>
    public static CatalogueEntry Convnet { get; } = Of(ConvNetStudy.Experiment);

    /// <summary>What batch normalization leaves for other regularizers to do.</summary>
    public static CatalogueEntry Regularization { get; } = Of(RegularizationStudy.Experiment);

    private static CatalogueEntry Of(Experiment experiment) => new(experiment.Name, experiment.Summary, experiment.Example);

    /// <summary>All experiments, in the order of the course's notebook; the studies follow.</summary>
    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        Forward, Gradcheck, BackwardSpeed, Train, SweepInit, SweepBatch,
        SweepLr, Saturation, GammaBeta, Placement, Inference, Moments,
        Regression, Shift, Whiten, Shuffle,
        Convnet, Regularization,
    ];
}

/// <summary>One experiment.</summary>
/// <param name="Name">Its command, and the stem of its files.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Example">Arguments that run it.</param>
internal sealed record CatalogueEntry(string Name, string Summary, string Example);
