using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>How <see cref="GammaBeta"/> builds and trains its nets.</summary>
internal sealed record GammaBetaOptions
{
    private const int FewestSeeds = 2; // a difference without a spread says nothing

    /// <summary>Data, nets and solver: those of <see cref="Saturation"/>.</summary>
    public TrainingSettings Settings { get; init; } = new SaturationOptions().Settings;

    /// <summary>How often each net is trained, with one seed after the other.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>The seeds.</summary>
    internal Seeds AllSeeds => new(Settings.Seed, Seeds);

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        if (Settings.Hidden.Count == 0) throw new OptionException("--hidden", "none", "one hidden layer or more");
        AllSeeds.Validate(FewestSeeds);
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images) => Settings.Validate(images);
}
