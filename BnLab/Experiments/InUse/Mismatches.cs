using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.InUse;

/// <summary>
/// What becomes of a mismatch of one per cent between the statistics and what they should be, from normalization to
/// normalization along a chain: in a net as it is initialized and in one that was trained.
/// </summary>
internal static class Mismatches
{
    private const double Size = 0.01; // of a standard deviation

    /// <summary>Measures the mismatches.</summary>
    public static StudyPart Measure<T>(
        TrainedNet<T> chain, TrainingSettings settings, (Samples<T> Train, Samples<T> Test) samples, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = chain.Net.Design.Outputs;
        var initialized = TrainedNet<T>.Create(NetRecipe.Chain, settings, samples.Train.X.Columns, classes, new NumpyRandom(settings.Seed));
        PopulationStatistics.SetExact(initialized, samples.Train.X);
        chain.Population.SetOn(chain.Net);
        var curves = new List<Curve>();
        foreach (var (name, net) in new[] { ("initialized", initialized), ("trained", chain.Net) })
        {
            cancellation.ThrowIfCancellationRequested();
            curves.AddRange(Curves(name, net, samples.Test.X, settings.Seed));
        }

        var rows = curves.SelectMany(curve => curve.Differences.Select((difference, i) =>
            new object[] { curve.Net, settings.Seed, curve.Mismatch, i + 1, difference }));
        return new(
            new("inference.chain", ["net", "seed", "mismatch", "layer", "difference"], [.. rows]),
            [("inference.chain", Draw(curves))],
            [Judge([.. curves.Where(curve => curve.Mismatch == "every-std")])]);
    }

    private static IEnumerable<Curve> Curves<T>(string name, FullyConnectedNet<T> net, Matrix<T> x, uint seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var exact = BatchNormStatistics<T>.Of(net);
        var layers = net.Layers.OfType<BatchNormLayer<T>>().ToList();
        var right = Outputs(net, x);

        var random = new NumpyRandom(seed);
        var first = layers[0];
        for (int j = 0; j < first.RunningMean.Columns; j++)
        {
            double std = Math.Sqrt(double.CreateTruncating(first.RunningVariance[0, j]));
            first.RunningMean[0, j] += T.CreateTruncating(Size * std * random.NextNormal());
        }

        yield return new(name, "first-mean", Differences());
        exact.SetOn(net);
        foreach (var layer in layers) (layer.RunningVariance * Math.Pow(1 - Size, 2)).CopyTo(layer.RunningVariance);
        yield return new(name, "every-std", Differences());
        exact.SetOn(net);

        List<double> Differences() => [.. Outputs(net, x).Zip(right, (now, before) => Distance.Relative(now, before))];
    }

    /// <summary>What comes out of each normalization and its ReLU, and last the scores.</summary>
    private static List<Matrix<T>> Outputs<T>(FullyConnectedNet<T> net, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var outputs = new List<Matrix<T>>();
        net.Walk(x, Mode.Test, (i, y) =>
        {
            if (net.Layers[i] is BatchNormLayer<T> || i == net.Layers.Count - 1) outputs.Add(y.Clone());
        });
        return outputs;
    }

    private static Verdict Judge(IReadOnlyList<Curve> everyStd) => new(
        $"A chain of {everyStd[0].Differences.Count - 1} normalizations amplifies a small mismatch of their statistics",
        "1 % of every standard deviation becomes " + string.Join(" and ", everyStd.Select(curve =>
            string.Create(CultureInfo.InvariantCulture, $"{100 * curve.Differences[^1]:0.#} % of the scores in the net as {curve.Net}"))),
        "above 1 %", everyStd.All(curve => curve.Differences[^1] > Size));

    private static Figure Draw(IReadOnlyList<Curve> curves)
    {
        return new("An error of 1 % in the statistics, from layer to layer", [[Panel("Net as initialized", "initialized"), Panel("Trained net", "trained")]]) { SharesY = true };

        Panel Panel(string title, string net) => new(
            title, new Axis("Normalization (the last point: the scores)") { IsWhole = true }, new Axis("Relative difference of its output", AxisScale.Log),
            [
                new RuleSeries("1 %", 3, Size),
                Line("Every standard deviation 1 % too small", 0, net, "every-std"),
                Line("Means of the first off by 1 %", 1, net, "first-mean"),
            ]);

        LineSeries Line(string label, int style, string net, string mismatch)
        {
            var curve = curves.Single(c => c.Net == net && c.Mismatch == mismatch);
            return new(label, style, [.. Enumerable.Range(1, curve.Differences.Count).Select(layer => (double)layer)], curve.Differences);
        }
    }

    private sealed record Curve(string Net, string Mismatch, IReadOnlyList<double> Differences);
}
