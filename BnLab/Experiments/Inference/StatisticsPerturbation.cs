using BnLab.Checking;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.Inference;

/// <summary>
/// How an error of one per cent in the statistics grows from normalization to normalization along a chain: in a net as it is
/// initialized and in one that was trained.
/// </summary>
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
}
