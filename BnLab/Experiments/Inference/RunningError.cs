namespace BnLab.Experiments.Inference;

/// <summary>How far running averages of so many mini-batches of a trained net are from its population's statistics.</summary>
/// <param name="Variances">Relative, of the first normalization: the root of the mean square over its units.</param>
/// <param name="Expected">The same from the momentum and the spread of single mini-batches.</param>
/// <param name="Scores">Of the scores for test images.</param>
internal sealed record RunningError(int Batches, double Variances, double Expected, double Scores)
{
    private const int Steady = 200; // further mini-batches, over which the error that remains is averaged

    private static readonly int[] Counts = [1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100];

    /// <summary>Mini-batches are drawn as in training; the net does not change.</summary>
    public static RunningErrors Measure<T>(TrainedNet<T> trained, Samples<T> train, Samples<T> test, int batchSize, NumpyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var net = trained.Net;
        var layers = net.Layers.OfType<BatchNormLayer<T>>().ToList();
        var right = trained.By(trained.Population, test);
        double keep = net.Design.Conventions.Momentum, take = 1 - keep;
        foreach (var layer in layers)
        {
            layer.RunningMean.Fill(T.Zero);
            layer.RunningVariance.Fill(T.CreateTruncating(net.Design.Conventions.InitialRunningVariance));
        }

        var batches = new MiniBatches(train.Count, Sampling.WithReplacement, random);
        var batch = train.Room(batchSize); // (B, D)
        int[] chosen = new int[batchSize];
        var (single, steady, found) = (new List<double>(), new List<double>(), new List<(double Variances, double Scores)>());
        double[] population = Variances(trained.Population.Layers[0].Variance), before = Variances(layers[0].RunningVariance);
        for (int t = 1; t <= Counts[^1] + Steady; t++)
        {
            batches.Next(chosen);
            train.Gather(chosen, batch);
            net.Scores(batch.X, Mode.Train);
            double[] now = Variances(layers[0].RunningVariance);
            double error = MeanSquare(j => (now[j] / population[j]) - 1);
            single.Add(MeanSquare(j => ((now[j] - (keep * before[j])) / take / population[j]) - 1));
            before = now;
            if (t > Counts[^1]) steady.Add(error);
            if (Counts.Contains(t)) found.Add((Math.Sqrt(error), ScoreSheet<T>.Of(net, test, test.Count, Mode.Test).DifferenceFrom(right)));
        }

        // The biased variance of B values is 1 / B too small on average; the rest of a mini-batch's error is independent from one to the next.
        double bias = 1.0 / batchSize, spread = Math.Max(0.0, single.Average() - (bias * bias));
        return new(keep, Math.Sqrt(single.Average()), Math.Sqrt(steady.Average()), [.. Counts.Zip(found, (t, error) => new RunningError(t, error.Variances, Expected(t), error.Scores))]);

        double Expected(int t)
        {
            double start = Math.Pow(keep, t), missing = start + ((1 - start) * bias);
            return Math.Sqrt((missing * missing) + (take / (1 + keep) * (1 - (start * start)) * spread));
        }

        double MeanSquare(Func<int, double> error) => Enumerable.Range(0, population.Length).Average(j => error(j) * error(j));

        static double[] Variances(Matrix<T> row) => [.. row.ToArray().Select(double.CreateTruncating)];
    }
}

/// <param name="Single">The error of a single mini-batch's variances, beside <see cref="RunningError.Variances"/>.</param>
/// <param name="Steady">The error that remains however many mini-batches there are.</param>
internal sealed record RunningErrors(double Momentum, double Single, double Steady, IReadOnlyList<RunningError> ByCount)
{
    public static Table Table(IReadOnlyList<InferenceRun> runs) => new(
        "inference.running", ["seed", "batches", "variances", "expected", "scores"],
        [.. from run in runs from error in run.RunningErrors!.ByCount select new object[] { run.History.Seed, error.Batches, error.Variances, error.Expected, error.Scores }]);

    public static Panel Panel(IReadOnlyList<RunningErrors> seeds)
    {
        double[] counts = [.. seeds[0].ByCount.Select(error => (double)error.Batches)];
        return new(
            "Error of running averages for a net that no longer changes", new Axis("Mini-batches", AxisScale.Log), new Axis("Relative difference", AxisScale.Log),
            [
                .. Line("Scores", 4, error => error.Scores), .. Line("Variances of the first layer", 0, error => error.Variances),
                new LineSeries("As expected from momentum 0.9", 6, counts, [.. counts.Select((_, i) => seeds.Average(seed => seed.ByCount[i].Expected))], HasMarkers: false),
                new RuleSeries("Variances of a single mini-batch", 1, seeds.Average(seed => seed.Single)),
            ]);

        IEnumerable<Series> Line(string name, int style, Func<RunningError, double> error) =>
            SpreadSeries.Of(name, style, counts, [.. counts.Select((_, i) => ConfidenceInterval.Of([.. seeds.Select(seed => error(seed.ByCount[i]))]))]);
    }

    /// <summary>
    /// Momentum k makes √((1 - k) / (1 + k)) of a mini-batch's error; the last 1 / (1 - k) mini-batches, of which it is often said to be
    /// the average, would make √(1 - k) of it. The limits are halfway, as a factor, from the first to the second.
    /// </summary>
    public static Hypothesis Judge(IReadOnlyList<RunningErrors> seeds)
    {
        double halfway = Math.Pow(1 + seeds[0].Momentum, 0.25);
        return Hypothesis.Between(
            "After many mini-batches, running variances err as much as their momentum k makes of a mini-batch's error: √((1 - k) / (1 + k)) of it",
            ConfidenceInterval.Of([.. seeds.Select(seed => Math.Log(seed.Steady / seed.ByCount[^1].Expected))]) with { IsRatio = true }, "times the expected error",
            1 / halfway, halfway) with
        {
            Measured = string.Create(
                CultureInfo.InvariantCulture, $"{seeds.Average(seed => seed.Steady / seed.Single):0.000} of a mini-batch's, {seeds.Average(seed => seed.ByCount[^1].Expected / seed.Single):0.000} expected"),
        };
    }
}
