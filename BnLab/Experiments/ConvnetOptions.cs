using BnLab.Data;
using BnLab.Nets;

namespace BnLab.Experiments;

/// <summary>Which convolutional nets <see cref="Convnet"/> trains, and how.</summary>
internal sealed record ConvnetOptions
{
    /// <summary>Images are normalized and pooled in mini-batches of at least so many: the Solver's, when it takes accuracies.</summary>
    private const int EvaluationBatch = 100;

    /// <summary>
    /// Data, hidden affine layers and solver. Weights begin with a standard deviation of 0.01, as AlexNet's do: with the
    /// course's 0.001 activations would be too small for local response normalization to change them.
    /// </summary>
    public TrainingSettings Settings { get; init; } = new() { Hidden = [100], WeightScale = 1e-2, Solver = new() { Epochs = 5 } };

    /// <summary>Channels behind the convolution.</summary>
    public int Filters { get; init; } = 32;

    /// <summary>Height and width of a filter: an odd number.</summary>
    public int Kernel { get; init; } = 7;

    /// <summary>How many seeds the nets are trained with, from <see cref="TrainingSettings.Seed"/> on.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        new Seeds(Settings.Seed, Seeds).Validate();
        Require(Filters >= 1, "--filters", Filters, "1 or more");
        Require(Kernel >= 1 && int.IsOddInteger(Kernel), "--kernel", Kernel, "an odd number of 1 or more");
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images)
    {
        Settings.Validate(images);
        var (channels, height, width) = images.Shape;
        Require(height % ConvNetDesign.Pool == 0 && width % ConvNetDesign.Pool == 0, "--data", images.Source, $"images of even height and width, not {images.Shape}");
        long area = height * width, batch = Math.Max(Settings.Solver.BatchSize, EvaluationBatch);
        Require(Kernel <= height + width, "--kernel", Kernel, $"at most {height + width} on images of {images.Shape}");
        Require(area * channels * Kernel * Kernel <= TrainingSettings.MaxValues, "--kernel", Kernel, $"windows of at most {TrainingSettings.MaxValues} values in all");
        Require(Filters * area * batch <= TrainingSettings.MaxValues, "--filters", Filters, $"at most {TrainingSettings.MaxValues / (area * batch)} with mini-batches of {batch}");
        long pooled = Filters * area / (ConvNetDesign.Pool * ConvNetDesign.Pool);
        Require(
            Settings.Hidden.Count == 0 || pooled * Settings.Hidden[0] <= TrainingSettings.MaxValues,
            "--hidden", string.Join(',', Settings.Hidden), $"a first layer of at most {TrainingSettings.MaxValues / pooled} behind {pooled} values");
    }

    /// <summary>The net without normalization, for images of a data set.</summary>
    internal ConvNetDesign Design(ImageSet images) => new(
        new ImageShape(images.Shape.Channels, images.Shape.Height, images.Shape.Width), Filters, Kernel, Settings.Hidden, images.ClassNames.Count)
    {
        Regularization = Settings.Regularization,
    };

    private static void Require(bool condition, string option, object value, string expected)
    {
        if (!condition) throw new OptionException(option, value, expected);
    }
}
