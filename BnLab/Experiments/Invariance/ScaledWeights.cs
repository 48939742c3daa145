namespace BnLab.Experiments.Invariance;

/// <summary>A small net with batch normalization, and what becomes of it when the weights of a hidden layer are multiplied.</summary>
internal static class ScaledWeights
{
    public const int Samples = 200, Inputs = 20, Classes = 5;

    public static FullyConnectedNet<double> Net(double eps, NumpyRandom random)
    {
        var net = new FullyConnectedNet<double>(new(Inputs, [30, 30], Classes) { Normalization = Normalization.Batch, Conventions = new(eps) });
        net.Initialize(random, new NormalInitialization(0.2)); // variances near 1 before each normalization
        return net;
    }

    /// <summary>Normal samples, each with the place of the largest of its first values as its label.</summary>
    public static (Matrix<double> X, int[] Labels) Draw(NumpyRandom random)
    {
        var x = random.Normal(Samples, Inputs); // (N, D)
        return (x, [.. Enumerable.Range(0, Samples).Select(n => RowStatistics.ArgMax<double>(x.Row(n)[..Classes]))]);
    }

    /// <summary>How far scores and gradients are from those that they should be, at most, for each of the hidden layers.</summary>
    public static Difference Compare(double eps, double factor, uint seed)
    {
        var random = new NumpyRandom(seed);
        var (x, labels) = Draw(random);
        var net = Net(eps, random);
        var (scores, gradients) = Pass();
        var worst = new Difference(0.0, 0.0);
        foreach (var (shape, learned) in HiddenWeights(net))
        {
            var kept = learned.Value.Clone();         // (D, M)
            (kept * factor).CopyTo(learned.Value);
            var (otherScores, others) = Pass();
            kept.CopyTo(learned.Value);
            var apart = others.Select(other => Apart(other.Value * (other.Key == shape.Name ? factor : 1.0), gradients[other.Key]));
            worst = new(Math.Max(worst.Scores, Apart(otherScores, scores)), Math.Max(worst.Gradients, apart.Max()));
        }

        return worst;

        (Matrix<double> Scores, Dictionary<string, Matrix<double>> Gradients) Pass()
        {
            net.Loss(x, labels);
            return (
                net.Scores(x, Mode.TestWithBatchStatistics).Clone(),
                net.Parameters.All.Where(p => p.Shape.Kind == ParameterKind.Weight).ToDictionary(p => p.Shape.Name, p => p.Parameter.Gradient.Clone(), StringComparer.Ordinal));
        }
    }

    /// <summary>Of the angle between a unit's weights and their gradient, over the hidden layers' units.</summary>
    public static double LargestCosine(double eps, uint seed)
    {
        var random = new NumpyRandom(seed);
        var (x, labels) = Draw(random);
        var net = Net(eps, random);
        net.Loss(x, labels);
        return HiddenWeights(net).Max(layer => Enumerable.Range(0, layer.Shape.Columns).Max(j =>
        {
            var (product, weights, gradient) = (0.0, 0.0, 0.0);
            for (int i = 0; i < layer.Shape.Rows; i++)
            {
                var (w, g) = (layer.Parameter.Value[i, j], layer.Parameter.Gradient[i, j]);
                (product, weights, gradient) = (product + (w * g), weights + (w * w), gradient + (g * g));
            }

            return gradient == 0.0 ? 0.0 : Math.Abs(product) / Math.Sqrt(weights * gradient); // a unit that is 0 for all samples has no gradient
        }));
    }

    public static IEnumerable<NamedParameter<double>> HiddenWeights(FullyConnectedNet<double> net) =>
        net.Parameters.All.Where(p => p.Shape.Kind == ParameterKind.Weight && p.Shape.Columns != Classes);

    /// <summary>The largest difference, relative to the largest value.</summary>
    public static double Apart(Matrix<double> a, Matrix<double> b)
    {
        double[] values = b.ToArray();
        return a.ToArray().Zip(values, (x, y) => Math.Abs(x - y)).Max() / values.Max(Math.Abs);
    }
}

/// <summary>Largest differences, relative to the largest value.</summary>
internal readonly record struct Difference(double Scores, double Gradients);
