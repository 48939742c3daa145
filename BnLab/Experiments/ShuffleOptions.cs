using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>How <see cref="Shuffle"/> trains.</summary>
internal sealed record ShuffleOptions
{
    /// <summary>Trainings of each kind, with seeds from the settings' seed on.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>Data, nets and solver; the solver's sampling is what the experiment varies.</summary>
    public TrainingSettings Settings { get; init; } = new();

    /// <summary>The seeds of the trainings of each kind.</summary>
    internal Seeds AllSeeds => new(Settings.Seed, Seeds);

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        AllSeeds.Validate(fewest: 2); // one training has no spread
        if (Settings.Solver.BatchSize > Settings.NumTrain)
        {
            throw new OptionException("--batch-size", Settings.Solver.BatchSize, $"at most {Settings.NumTrain}, the images that are trained on");
        }
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images) => Settings.Validate(images);
}
