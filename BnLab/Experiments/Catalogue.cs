namespace BnLab.Experiments;

/// <summary>Every experiment once: the commands, the report and the documentation are made from it.</summary>
public static class Catalogue
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
    public static CatalogueEntry Train { get; } = new(
        "train",
        "Train the six-layer net on 1,000 images, with batch or layer normalization and without.",
        "train --batchnorm");

    /// <summary>A net that predicts a curve.</summary>
    public static CatalogueEntry Regression { get; } = new(
        "regression",
        "Fit a parabola with tanh nets, without batch normalization and with it under two conventions.",
        "regression --seeds 5");

    /// <summary>Internal covariate shift.</summary>
    public static CatalogueEntry Shift { get; } = new(
        "shift",
        "Measure how far the inputs of each layer drift in training, with and without batch normalization.",
        "shift --epochs 5");

    /// <summary>Preprocessing of inputs.</summary>
    public static CatalogueEntry Whiten { get; } = new(
        "whiten",
        "Compare raw, centred, z-scored and whitened data, in the plane and on images.",
        "whiten --shrink 4");

    /// <summary>How samples meet in mini-batches.</summary>
    public static CatalogueEntry Shuffle { get; } = new(
        "shuffle",
        "Compare fixed mini-batches, reshuffled ones and samples drawn with replacement, with and without batch normalization.",
        "shuffle --seeds 10");

    /// <summary>All experiments, in the order of the course's notebook.</summary>
    public static IReadOnlyList<CatalogueEntry> All { get; } = [Forward, Gradcheck, BackwardSpeed, Train, Regression, Shift, Whiten, Shuffle];
}

/// <summary>One experiment.</summary>
/// <param name="Name">Its command, and the stem of its files.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Example">Arguments that run it.</param>
public sealed record CatalogueEntry(string Name, string Summary, string Example);
