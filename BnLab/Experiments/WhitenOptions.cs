using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>What <see cref="Whiten"/> compares, and how it trains.</summary>
internal sealed record WhitenOptions
{
    private const int MaxFeatures = 4_096; // the decomposition takes the cube of it

    /// <summary>Each block of so many pixels, squared, becomes one.</summary>
    public int Shrink { get; init; } = 2;

    /// <summary>Trainings on each kind of data, with seeds from the settings' seed on.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Data, net and solver; weights begin as <see cref="Whiten"/> says, whatever the weight scale.</summary>
    public TrainingSettings Settings { get; init; } = new();

    /// <summary>The seeds of the trainings on each kind of data.</summary>
    internal Seeds AllSeeds => new(Settings.Seed, Seeds);

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        if (Shrink < 1) throw new OptionException("--shrink", Shrink, "1 or more");
        AllSeeds.Validate(fewest: 1);
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images)
    {
        Settings.Validate(images);
        var shape = images.Shape;
        if (shape.Height % Shrink != 0 || shape.Width % Shrink != 0)
        {
            throw new OptionException("--shrink", Shrink, $"a divisor of height and width of images of {shape}");
        }

        int features = shape.Length / Shrink / Shrink;
        if (features > MaxFeatures) throw new OptionException("--shrink", Shrink, $"more: {features} features are too many to whiten, {MaxFeatures} are not");
    }
}
