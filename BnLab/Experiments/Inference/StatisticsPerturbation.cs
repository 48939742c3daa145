namespace BnLab.Experiments.Inference;

/// <summary>How an error of 1 % in the statistics grows along a chain of normalizations, in an initialized and in a trained net.</summary>
/// <param name="Net"><c>initialized</c> or <c>trained</c>.</param>
/// <param name="Kind"><c>first-mean</c> or <c>every-std</c>.</param>
/// <param name="Differences">The relative difference of each normalization's output, and last of the scores.</param>
internal sealed record StatisticsPerturbation(string Net, string Kind, IReadOnlyList<double> Differences)
{
    /// <summary>In standard deviations.</summary>
    public const double Size = 0.01;

    public static IReadOnlyList<StatisticsPerturbation> Measure<T>(TrainedNet<T> chain, TrainingSettings settings, TrainingContext<T> context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var design = chain.Net.Design;
        var initialized = TrainedNet<T>.Create(InferenceVariant.Chain, settings, design.Inputs, design.Outputs, new NumpyRandom(context.Seed));
        PopulationStatistics.SetExact(initialized, context.Train.X);
        chain.Population.SetOn(chain.Net);
        return
        [
            .. Curves("initialized", initialized, context.Validation.X, context.Seed),
            .. Curves("trained", chain.Net, context.Validation.X, context.Seed),
        ];
    }

    private static IEnumerable<StatisticsPerturbation> Curves<T>(string name, FullyConnectedNet<T> net, Matrix<T> x, uint seed)
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

    /// <summary>The outputs of each normalization with its ReLU, and last the scores.</summary>
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
}

internal sealed class PerturbationReport(IReadOnlyList<InferenceRun> runs)
{
    private readonly StatisticsPerturbation[] _means =
    [
        .. runs[0].Perturbations.Select((curve, i) => curve with
        {
            Differences = [.. curve.Differences.Select((_, layer) => runs.Average(run => run.Perturbations[i].Differences[layer]))],
        }),
    ];

    public Table Table => new(
        "inference.chain", ["net", "seed", "perturbation", "layer", "difference"],
        [
            .. from run in runs
               from curve in run.Perturbations
               from difference in curve.Differences.Index()
               select new object[] { curve.Net, run.History.Seed, curve.Kind, difference.Index + 1, difference.Item },
        ]);

    /// <summary>L layers whose standard deviations are each too small by a part make the scores (1 - part)⁻ᴸ as large, if none amplifies the error.</summary>
    public IEnumerable<Hypothesis> Judge()
    {
        const double Size = StatisticsPerturbation.Size;
        return
            from curve in _means.Index()
            where curve.Item.Kind == "every-std"
            let layers = curve.Item.Differences.Count - 1
            select Hypothesis.Above(
                $"In the net as {curve.Item.Net} a chain of {layers} normalizations makes more of a small error in each than these errors multiplied",
                ConfidenceInterval.Of([.. runs.Select(run => Math.Log(run.Perturbations[curve.Index].Differences[^1] / Size))]) with { IsRatio = true },
                "times the error", (Math.Pow(1 - Size, -layers) - 1) / Size);
    }

    public Figure Draw()
    {
        return new(
            "An error of 1 % in the statistics, from layer to layer", [[Panel("Net as initialized", "initialized"), Panel("Trained net", "trained")]])
        { SharesY = true };

        Panel Panel(string title, string net) => new(
            title, new Axis("Normalization (the last point: the scores)") { IsWhole = true }, new Axis("Relative difference of its output", AxisScale.Log),
            [
                new RuleSeries("1 %", 3, StatisticsPerturbation.Size),
                Line("Every standard deviation 1 % too small", 0, net, "every-std"),
                Line("Means of the first off by 1 %", 1, net, "first-mean"),
            ]);

        LineSeries Line(string label, int style, string net, string kind)
        {
            var curve = _means.Single(c => c.Net == net && c.Kind == kind);
            return new(label, style, [.. Enumerable.Range(1, curve.Differences.Count).Select(layer => (double)layer)], curve.Differences);
        }
    }
}
