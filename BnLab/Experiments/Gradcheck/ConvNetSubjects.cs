using BnLab.Checking;
using BnLab.Nets;

namespace BnLab.Experiments.Gradcheck;

/// <summary>
/// The convolutional net, small, with either normalization and an L2 penalty. Its biases, gamma and beta have left their
/// initial values.
/// </summary>
internal static class ConvNetSubjects
{
    /// <summary>Strength of the L2 penalty.</summary>
    public const double Regularization = NetSubjects.Regularization;

    private const double WeightScale = 0.3;

    /// <summary>
    /// What is held of weights: the power of ten above <see cref="NetSubjects.WeightLimit"/>, because the loss with its penalty
    /// is 21, three times that of those nets, and its rounding grows with it.
    /// </summary>
    private const double WeightLimit = 10 * NetSubjects.WeightLimit;

    private const int Samples = 3, Classes = 4;
    private static readonly ConvNetDesign Design = new(new ImageShape(2, 4, 6), Filters: 3, Kernel: 3, [4], Classes) { Regularization = Regularization };

    /// <summary>The subjects.</summary>
    public static IReadOnlyList<SubjectEntry> All { get; } =
    [
        new("convnet-batchnorm", seed => Draw("convnet-batchnorm", seed, Design with { HasBatchNorm = true })),
        new("convnet-lrn", seed => Draw("convnet-lrn", seed, Design with { HasLocalResponseNorm = true })),
    ];

    private static GradientCase Draw(string name, uint seed, ConvNetDesign design)
    {
        var random = new NumpyRandom(seed);
        var x = random.Normal(Samples, design.Input.Length, 10.0);
        int[] labels = new int[Samples];
        random.Choice(Classes, labels);
        var net = new ConvNet<double>(design);
        net.Initialize(random, WeightScale);
        foreach (var (shape, learned) in net.Parameters.All)
        {
            if (shape.Kind != ParameterKind.Weight) random.FillNormal(learned.Value, 0.3, shape.Kind == ParameterKind.Scale ? 1.0 : 0.0);
        }

        return new(
            name, [.. net.Parameters.All.Select(parameter => NetSubjects.Checked(parameter, design.HasBatchNorm, WeightLimit))], Dy: 1.0,
            () => net.Loss(x, labels),
            dy => net.Parameters.All.ToDictionary(p => p.Shape.Name, p => p.Parameter.Gradient * dy, StringComparer.Ordinal));
    }
}
