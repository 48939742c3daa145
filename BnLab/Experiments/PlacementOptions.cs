using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>How <see cref="Placement"/> trains its nets.</summary>
internal sealed record PlacementOptions
{
    private const int FewestSeeds = 2; // a difference without a spread is no answer

    /// <summary>Data, nets and solver: the course's six-layer net and its training.</summary>
    public TrainingSettings Settings { get; init; } = new();

    /// <summary>How often each net is trained, with one seed after the other.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>Factor on the customary initial weights, to see what a place makes of larger and smaller ones.</summary>
    public double Gain { get; init; } = 1.0;

    /// <summary>The seeds.</summary>
    internal Seeds AllSeeds => new(Settings.Seed, Seeds);

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        if (Settings.Hidden.Count == 0) throw new OptionException("--hidden", "none", "one hidden layer or more");
        if (!double.IsFinite(Gain) || Gain <= 0) throw new OptionException("--gain", Gain, "a finite number above 0");
        AllSeeds.Validate(FewestSeeds);
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images) => Settings.Validate(images);
}
