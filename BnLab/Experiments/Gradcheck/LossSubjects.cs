using BnLab.Checking;
using BnLab.Layers;

namespace BnLab.Experiments.Gradcheck;

/// <summary>The losses: subjects whose output is one number.</summary>
/// <remarks>
/// Drawn as in the course's FullyConnectedNets notebook, 0.001 · randn, but for the scores of the SVM loss: those are
/// so close together in the notebook that every margin is positive, and a gradient that tests no margin would pass.
/// </remarks>
internal static class LossSubjects
{
    /// <summary>The subjects.</summary>
    public static IReadOnlyList<SubjectEntry> All { get; } =
    [
        new("softmax-loss", seed => Classification("softmax-loss", seed, 0.001, (scores, labels, d) => SoftmaxLoss.Compute(scores, labels, d))),
        new("svm-loss", seed => Classification("svm-loss", seed, 1.0, (scores, labels, d) => SvmLoss.Compute(scores, labels, d))),
        new("squared-loss", Regression),
    ];

    private static GradientCase Classification(
        string name, uint seed, double scale, Func<Matrix<double>, int[], Matrix<double>, double> loss)
    {
        var random = new NumpyRandom(seed);
        var scores = random.Normal(50, 10, scale);
        int[] labels = new int[50];
        random.Choice(10, labels);
        return Of(name, scores, gradient => loss(scores, labels, gradient));
    }

    private static GradientCase Regression(uint seed)
    {
        var random = new NumpyRandom(seed);
        var predictions = random.Normal(10, 3);
        var targets = random.Normal(10, 3);
        return Of("squared-loss", predictions, gradient => SquaredLoss.Compute(predictions, targets, gradient));
    }

    private static GradientCase Of(string name, Matrix<double> x, Func<Matrix<double>, double> loss)
    {
        var gradient = new Matrix<double>(x.Rows, x.Columns);
        return new(
            name, [new("x", x, Subjects.LayerLimit)], Dy: 1.0,
            () => loss(gradient),
            dy => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = gradient * dy });
    }
}
