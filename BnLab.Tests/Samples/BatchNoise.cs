namespace BnLab.Tests.Samples;

/// <summary>How far the means of mini-batches stray from the mean of all data: by σ / √N for mini-batches of N.</summary>
internal static class BatchNoise
{
    private static readonly int[] Sizes = [2, 5, 10, 50, 200];

    /// <summary>Draws mini-batches and measures the spread of their means.</summary>
    /// <param name="options">How many, and the seed.</param>
    public static ExperimentResult Run(BatchNoiseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new NumpyRandom(options.Seed);
        double[] spreads = [.. Sizes.Select(n => Spread(random, n, options.Batches))];
        double[] expected = [.. Sizes.Select(n => 1.0 / Math.Sqrt(n))];
        var table = new Table("batch-noise", ["batch_size", "spread", "expected"], [.. Sizes.Select((n, i) => new object[] { n, spreads[i], expected[i] })]) { IsPrinted = true };
        double[] x = [.. Sizes.Select(n => (double)n)];
        var figure = Figure.Stacked("", new Panel(
            "Means of mini-batches", new Axis("Batch size N", AxisScale.Log), new Axis("Standard deviation", AxisScale.Log),
            [new LineSeries("Measured", 0, x, spreads), new LineSeries("1 / √N", 1, x, expected)]));

        // The standard deviation of B values errs by 1 / √(2B) of itself; five such errors are hardly ever seen.
        double limit = 5.0 / Math.Sqrt(2.0 * options.Batches), worst = spreads.Zip(expected, (s, e) => Math.Abs((s / e) - 1.0)).Max();
        var verdict = new Verdict("The means of mini-batches stray by σ / √N", $"off by at most {ShortNumber.Text(worst)}", ShortNumber.Text(limit), worst <= limit);
        return new("batch-noise", [], [table], [("batch-noise", figure)], [verdict]);
    }

    /// <summary>The standard deviation of the means of mini-batches of n values, around the known mean 0.</summary>
    private static double Spread(NumpyRandom random, int n, int batches)
    {
        var means = ColumnStatistics.ColumnMean(random.Normal(n, batches)); // (1, B)
        return Math.Sqrt(means.ToArray().Sum(mean => mean * mean) / batches);
    }
}

/// <summary>What <see cref="BatchNoise"/> draws.</summary>
internal sealed record BatchNoiseOptions
{
    /// <summary>How many mini-batches of each size.</summary>
    public int Batches { get; init; } = 10_000;

    /// <summary>Seed of the draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>Refuses what cannot be run.</summary>
    /// <exception cref="OptionException">Names the option that is wrong.</exception>
    public void Validate()
    {
        if (Batches < 100) throw new OptionException("--batches", Batches, "100 or more: the spread of fewer says little");
    }
}
