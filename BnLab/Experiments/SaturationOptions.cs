using BnLab.Data;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>How <see cref="Saturation"/> builds and trains its two nets.</summary>
internal sealed record SaturationOptions
{
    /// <summary>Data, nets and solver: ten hidden layers of 100 units, mini-batches of 200, gradient descent with momentum.</summary>
    public TrainingSettings Settings { get; init; } = new()
    {
        NumTrain = 5_000,
        Hidden = [.. Enumerable.Repeat(100, 10)],
        Solver = new() { UpdateRule = "sgd-momentum", LearningRate = 1.0, BatchSize = 200 },
    };

    /// <summary>Weights are uniform in ±gain · √(6 / (inputs + outputs)); 4 is the customary gain for sigmoids.</summary>
    public double Gain { get; init; } = 4.0;

    /// <summary>The learning rate of <see cref="Settings"/>, then others that the gradients are compared at.</summary>
    internal IReadOnlyList<double> LearningRates => [.. new[] { Settings.Solver.LearningRate, 1.0, 0.1, 0.01 }.Distinct()];

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        if (Settings.Hidden.Count == 0) throw new OptionException("--hidden", "none", "one hidden layer or more");
        if (!double.IsFinite(Gain) || Gain <= 0) throw new OptionException("--gain", Gain, "a finite number above 0");
        int iterations = new Schedule(Settings.NumTrain, Settings.Solver).Iterations, last = Saturation.RecordedIterations[^1];
        if (iterations < last)
        {
            throw new OptionException(
                "--epochs", Settings.Solver.Epochs, string.Create(CultureInfo.InvariantCulture, $"more: gradients are recorded up to iteration {last}, and these are only {iterations}"));
        }
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images) => Settings.Validate(images);
}
