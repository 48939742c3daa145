using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>The nets of <see cref="Regularization"/>, and how strong each regularizer is where it is on.</summary>
internal sealed record RegularizationOptions
{
    /// <summary>Data, nets and solver; the L2 penalty is that of the nets that have one.</summary>
    public TrainingSettings Settings { get; init; } = new() { Regularization = 1e-3, Solver = new() { Epochs = 30 } };

    /// <summary>The probability that dropout keeps a value, in the nets that have it.</summary>
    public double Keep { get; init; } = 0.75;

    /// <summary>How far images are moved at most, in pixels, where they are distorted: they are mirrored as well.</summary>
    public int Shift { get; init; } = 4;

    /// <summary>How many seeds all nets are trained with, from <see cref="TrainingSettings.Seed"/> on.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        new Seeds(Settings.Seed, Seeds).Validate();
        Require(Settings.Regularization > 0, "--reg", Settings.Regularization, "a number above 0: the penalty of the nets that have one");
        Require(Keep is > 0 and < 1, "--keep", Keep, "a number above 0 and below 1: what dropout keeps in the nets that have it");
        Require(Shift >= 0, "--shift", Shift, "0 or more pixels");
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images)
    {
        Settings.Validate(images);
        int extent = Math.Min(images.Shape.Height, images.Shape.Width);
        Require(Shift < extent, "--shift", Shift, $"at most {extent - 1} pixels on images of {images.Shape}");
    }

    private static void Require(bool condition, string option, object value, string expected)
    {
        if (!condition) throw new OptionException(option, value, expected);
    }
}
