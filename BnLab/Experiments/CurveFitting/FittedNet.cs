using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.CurveFitting;

/// <summary>A net of <see cref="Regression"/>.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Style">Its colour and marker in every figure.</param>
/// <param name="Conventions">Those of its batch normalization; null for a net without.</param>
internal sealed record CurveNet(string Name, string Label, int Style, BatchNormConventions? Conventions)
{
    /// <summary>All of them; the one without batch normalization first.</summary>
    public static IReadOnlyList<CurveNet> All { get; } =
    [
        new("baseline", "Without normalization", 1, null),
        new("batchnorm-pytorch", "Batch norm, PyTorch's conventions", 3, BatchNormConventions.PyTorch()),
        new("batchnorm", "Batch norm, the course's conventions", 0, BatchNormConventions.Course),
    ];
}

/// <summary>One training on a parabola.</summary>
/// <param name="Net">Which net.</param>
/// <param name="Curve">Which data.</param>
/// <param name="History">Its errors, of which the last is the final one.</param>
/// <param name="TestX">The test points' x, in ascending order.</param>
/// <param name="TestY">Their y, with noise.</param>
/// <param name="Predicted">What the net makes of x after the last iteration.</param>
internal sealed record FittedNet(
    CurveNet Net, Parabola Curve, History History, double[] TestX, double[] TestY, double[] Predicted)
{
    /// <summary>
    /// Trains a net. All nets of a seed meet the same points, begin with the same weights and draw the same mini-batches.
    /// </summary>
    public static FittedNet Train<T>(CurveNet net, Parabola curve, TrainingSettings settings, uint seed, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new NumpyRandom(seed);
        var train = curve.Draw<T>(random, settings.NumTrain);
        var test = curve.Draw<T>(random, RegressionOptions.TestPoints);
        var fitted = new FullyConnectedNet<T>(new NetDesign(1, settings.Hidden, 1)
        {
            Activation = Activation.Tanh,
            Normalization = net.Conventions is null ? Normalization.None : Normalization.Batch,
            Conventions = net.Conventions ?? BatchNormConventions.Course,
            Regularization = settings.Regularization,
        });
        fitted.Initialize(random, settings.WeightScale);

        // The Solver ends with the parameters of the best epoch, beside which the running statistics are of another one.
        double[] predicted = [];
        int last = settings.Solver.Epochs * int.Max(settings.NumTrain / settings.Solver.BatchSize, 1);
        var solver = new Solver<T>(fitted, train, test, settings.Solver, random)
        {
            Observe = iteration =>
            {
                if (iteration == last) predicted = fitted.Scores(test.X).ToArray();
            },
        };
        var history = solver.Train(net.Name, seed, cancellation: cancellation);
        double[] x = test.X.ToArray(), y = test.Targets.ToArray();
        int[] order = [.. Enumerable.Range(0, x.Length).OrderBy(i => x[i])];
        return new(net, curve, history, [.. order.Select(i => x[i])], [.. order.Select(i => y[i])], [.. order.Select(i => predicted[i])]);
    }
}
