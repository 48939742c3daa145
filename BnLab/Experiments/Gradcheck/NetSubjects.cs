using BnLab.Checking;
using BnLab.Nets;

namespace BnLab.Experiments.Gradcheck;

/// <summary>The course's net with two hidden layers, as the notebooks check it: N, D, H1, H2, C = 2, 15, 20, 30, 10.</summary>
internal static class NetSubjects
{
    /// <summary>The notebook's second strength of the L2 penalty; the first is 0.</summary>
    public const double Regularization = 3.14;

    private const double WeightScale = 5e-2;
    private const double CourseWeightLimit = 1e-4; // the notebook's; 1e-8 for all else

    /// <summary>
    /// What is held of weights. Where a kink of ReLU is within h / 10 of a weight, the numerical gradient needs steps
    /// down to 1e-7, whose rounding is up to 2e-16 · loss / 1e-7: 1e-7 of a gradient of 0.1.
    /// </summary>
    public const double WeightLimit = 1e-7;

    private const int Inputs = 15, Classes = 10;
    private static readonly int[] Hidden = [20, 30];

    /// <summary>The nets.</summary>
    public static IReadOnlyList<NetCase> Cases { get; } =
    [
        new("net-baseline", NetVariant.Baseline, 0.0),
        new("net-baseline-reg", NetVariant.Baseline, Regularization),
        new("net-batchnorm", NetVariant.BatchNorm, 0.0),
        new("net-batchnorm-reg", NetVariant.BatchNorm, Regularization),
        new("net-layernorm", NetVariant.LayerNorm, 0.0),
        new("net-layernorm-reg", NetVariant.LayerNorm, Regularization),
        new("net-shifted-reg", NetVariant.BatchNorm, Regularization) { IsShifted = true },
    ];

    /// <summary>The subjects.</summary>
    public static IReadOnlyList<SubjectEntry> All { get; } = [.. Cases.Select(each => new SubjectEntry(each.Layer, seed => Draw(each, seed)))];

    /// <summary>A bias that batch normalization takes out again.</summary>
    public static CheckedInput BiasBeforeBatchNorm(string name, Matrix<double> value) => new(name, value, Subjects.LayerLimit)
    {
        IsZero = true,
        Note = "zero by construction: batch normalization subtracts a bias with the mean, so both gradients are rounding noise",
    };

    /// <summary>What is held of a parameter of a net.</summary>
    public static CheckedInput Checked(NamedParameter<double> parameter, bool hasBatchNorm, double weightLimit)
    {
        var (shape, value) = (parameter.Shape, parameter.Parameter.Value);
        if (shape.Kind == ParameterKind.Weight) return new(shape.Name, value, weightLimit) { CourseLimit = CourseWeightLimit };
        return hasBatchNorm && (shape.Name is "b1" or "b2")
            ? BiasBeforeBatchNorm(shape.Name, value)
            : new(shape.Name, value, Subjects.LayerLimit);
    }

    private static GradientCase Draw(NetCase which, uint seed)
    {
        var random = new NumpyRandom(seed);
        int samples = which.IsShifted ? 8 : 2;
        var x = random.Normal(samples, Inputs);
        int[] labels = new int[samples];
        random.Choice(Classes, labels);
        var net = Build(which, 0.0, random);
        if (which.Regularization != 0.0) net = Build(which, which.Regularization, random); // the notebook sets no new seed
        if (which.IsShifted) Shift(net, random);
        return new(
            which.Layer, [.. net.Parameters.All.Select(parameter => Checked(parameter, which.Plan.Normalization == Normalization.Batch, WeightLimit))], Dy: 1.0,
            () => net.Loss(x, labels),
            dy => net.Parameters.All.ToDictionary(p => p.Shape.Name, p => p.Parameter.Gradient * dy, StringComparer.Ordinal));
    }

    private static FullyConnectedNet<double> Build(NetCase which, double regularization, NumpyRandom random)
    {
        var net = new FullyConnectedNet<double>(Inputs, Hidden, Classes, which.Plan.Normalization, regularization);
        net.Initialize(random, WeightScale);
        return net;
    }

    /// <summary>Moves biases, gamma and beta away from where training starts.</summary>
    private static void Shift(FullyConnectedNet<double> net, NumpyRandom random)
    {
        foreach (var (shape, learned) in net.Parameters.All)
        {
            if (shape.Kind == ParameterKind.Weight) continue;
            random.FillNormal(learned.Value, 0.3, shape.Kind == ParameterKind.Scale ? 1.0 : 0.0);
        }
    }
}

/// <summary>One of the nets that are checked.</summary>
/// <param name="Layer">What it is called: <c>net-batchnorm-reg</c>.</param>
/// <param name="Plan">How it is normalized.</param>
/// <param name="Regularization">Strength of its L2 penalty.</param>
internal sealed record NetCase(string Layer, NetVariant Plan, double Regularization)
{
    /// <summary>
    /// True for a net that is not the notebook's: its biases, gamma and beta have left their initial values. A bias of 0
    /// has the right gradient even where it is regularized by mistake, so the notebook's nets cannot show that.
    /// </summary>
    public bool IsShifted { get; init; }
}
