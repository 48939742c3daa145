namespace BnLab.Experiments.Invariance;

/// <summary>The same training with weight decay, without it and with a growing learning rate, and with neither.</summary>
/// <remarks>
/// A step with decay is w ← αw - ηg(w), α = 1 - ηλ. A factor on w changes nothing but g, which is divided by it: v = w / αᵗ after t
/// steps is the same net, and takes the step v ← v - ηα⁻²ᵗ⁻¹ g(v).
/// </remarks>
internal sealed class DecayComparison
{
    private const double Rate = 0.2, Strength = 0.25; // η and λ: over the steps the learning rate grows 160-fold
    private const double Keep = 1.0 - (Rate * Strength);
    private const int Steps = 50; // training amplifies rounding: after 300 steps it is above the limit of the checks
    private const int BatchSize = 50;

    private readonly uint _seed;

    public DecayComparison(uint seed, CancellationToken stop)
    {
        _seed = seed;
        Rates = [.. Enumerable.Range(0, Steps).Select(t => RateAt(t, Keep))];
        (Neither, _) = Train(0.0, 1.0, 1.0, stop);
        (Decay, var decayed) = Train(0.0, Keep, 1.0, stop);
        (Growing, var grown) = Train(0.0, 1.0, Keep, stop);
        Exact = [.. decayed.Zip(grown, ScaledWeights.Apart)];
        Usual = [.. Train(BatchNorm.DefaultEps, Keep, 1.0, stop).Scores.Zip(Train(BatchNorm.DefaultEps, 1.0, Keep, stop).Scores, ScaledWeights.Apart)];
    }

    public IReadOnlyList<double> Rates { get; }

    /// <summary>The losses of each training, with eps = 0.</summary>
    public IReadOnlyList<double> Decay { get; }

    public IReadOnlyList<double> Growing { get; }

    public IReadOnlyList<double> Neither { get; }

    /// <summary>How far the scores of the first two are apart after each step, with eps = 0.</summary>
    public IReadOnlyList<double> Exact { get; }

    /// <summary>The same with the usual eps.</summary>
    public IReadOnlyList<double> Usual { get; }

    /// <param name="keep">α of the decay; 1 for none.</param>
    /// <param name="growth">α of the learning rate; 1 for a constant one.</param>
    private (List<double> Losses, List<Matrix<double>> Scores) Train(double eps, double keep, double growth, CancellationToken stop)
    {
        var random = new NumpyRandom(_seed);
        var (x, labels) = ScaledWeights.Draw(random);
        var net = ScaledWeights.Net(eps, random);
        var samples = new Samples<double>(x, labels);
        var batch = samples.Room(BatchSize); // (B, D)
        int[] chosen = new int[BatchSize];
        var (losses, scores) = (new List<double>(), new List<Matrix<double>>());
        for (int t = 0; t < Steps; t++)
        {
            stop.ThrowIfCancellationRequested();
            random.Choice(samples.Count, chosen);
            samples.Gather(chosen, batch);
            losses.Add(net.Loss(batch.X, batch.Labels));
            var invariant = ScaledWeights.HiddenWeights(net).ToHashSet(); // the others take the same steps in all trainings
            foreach (var learned in net.Parameters.All)
            {
                bool isInvariant = invariant.Contains(learned);
                var (value, gradient) = (learned.Parameter.Value, learned.Parameter.Gradient);
                double rate = isInvariant ? RateAt(t, growth) : Rate;
                ((value * (isInvariant ? keep : 1.0)) - (gradient * rate)).CopyTo(value);
            }

            scores.Add(net.Scores(x, Mode.TestWithBatchStatistics).Clone());
        }

        return (losses, scores);
    }

    private static double RateAt(int step, double growth) => growth == 1.0 ? Rate : Rate * Math.Pow(growth, (-2 * step) - 1);
}
