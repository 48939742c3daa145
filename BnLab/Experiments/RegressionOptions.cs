namespace BnLab.Experiments;

/// <summary>How <see cref="Regression"/> trains.</summary>
internal sealed record RegressionOptions
{
    /// <summary>Test points of each range.</summary>
    public const int TestPoints = 100;

    /// <summary>Trainings of each net on each range, with seeds from the settings' seed on.</summary>
    public int Seeds { get; init; } = 10;

    /// <summary>
    /// Nets and solver; the data are made. Width, initial weights and learning rate are those of the tutorial for PyTorch that
    /// made the experiment known: four hidden layers (there eight) of 10 units, N(0, 0.1²), Adam with 0.03.
    /// </summary>
    public TrainingSettings Settings { get; init; } = new()
    {
        Hidden = [10, 10, 10, 10],
        WeightScale = 0.1,
        Solver = new() { LearningRate = 0.03 },
    };

    /// <summary>The seeds of the trainings of each net on each range.</summary>
    internal Seeds AllSeeds => new(Settings.Seed, Seeds);

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        AllSeeds.Validate(fewest: 1);
    }
}
