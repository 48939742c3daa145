using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>How <see cref="Shift"/> trains.</summary>
internal sealed record ShiftOptions
{
    /// <summary>Drift is measured from one moment to another, so many iterations later.</summary>
    public const int Every = 10;

    /// <summary>The paper's net for its figure 1: three hidden layers of 100 units.</summary>
    public TrainingSettings Settings { get; init; } = new() { NumTrain = 5_000, Hidden = [100, 100, 100] };

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        if (Settings.Hidden.Count == 0) throw new OptionException("--hidden", "none", "at least one hidden layer, whose inputs can drift");
        long iterations = (long)int.Max(Settings.NumTrain / Settings.Solver.BatchSize, 1) * Settings.Solver.Epochs;
        if (iterations < 2 * Every) throw new OptionException("--epochs", Settings.Solver.Epochs, $"more: {iterations} iterations are too few to see a drift, {2 * Every} are not");
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images)
    {
        Settings.Validate(images);
        if (Settings.SplitOf(images).Validation < 2) throw new OptionException("--split", Settings.SplitOf(images), "2 or more images to validate: a spread is taken over them");
    }
}
