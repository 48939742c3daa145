namespace BnLab.Experiments.Gradcheck;

/// <summary>The notebooks' net, with N, D, H1, H2, C = 2, 15, 20, 30, 10, and a small convolutional net with either normalization.</summary>
internal static class NetCases
{
    /// <summary>The notebook's second strength of the L2 penalty; the first is 0.</summary>
    public const double Regularization = 3.14;

    private const double CourseWeightLimit = 1e-4; // the notebook's; 1e-8 for all else

    /// <summary>Near a kink of ReLU, steps go down to 1e-7, whose rounding is up to 2e-16 · loss / 1e-7: 1e-7 of a gradient of 0.1.</summary>
    private const double WeightLimit = 1e-7;

    private const double ConvNetWeightLimit = 10 * WeightLimit; // its loss with the penalty is 21, three times as large, and so is its rounding

    private const int Inputs = 15, Classes = 10;
    private static readonly int[] Hidden = [20, 30];
    private static readonly ConvNetDesign ConvNet = new(new ImageShape(2, 4, 6), Filters: 3, Kernel: 3, [4], Classes: 4) { Regularization = Regularization };

    public static IReadOnlyList<CaseEntry> All { get; } =
    [
        new NetCase("net-baseline", NetVariant.Baseline, 0.0),
        new NetCase("net-baseline-reg", NetVariant.Baseline, Regularization),
        new NetCase("net-batchnorm", NetVariant.BatchNorm, 0.0),
        new NetCase("net-batchnorm-reg", NetVariant.BatchNorm, Regularization),
        new NetCase("net-layernorm", NetVariant.LayerNorm, 0.0),
        new NetCase("net-layernorm-reg", NetVariant.LayerNorm, Regularization),
        new("net-shifted-reg", random => Draw(random, NetVariant.BatchNorm, Regularization, isShifted: true)),
        new("convnet-batchnorm", random => Draw(random, ConvNet with { HasBatchNorm = true })),
        new("convnet-lrn", random => Draw(random, ConvNet with { HasLocalResponseNorm = true })),
    ];

    /// <param name="isShifted">Moves biases, gamma and beta from their initial values: a bias of 0 hides that it is regularized by mistake.</param>
    public static GradientCase Draw(NumpyRandom random, NetVariant variant, double regularization, bool isShifted = false)
    {
        var (x, labels) = Samples(random, isShifted ? 8 : 2, Inputs, Classes);
        var net = Build(0.0);
        if (regularization != 0.0) net = Build(regularization); // the notebook sets no new seed
        if (isShifted) Shift(net, random);
        return Of(net, x, labels, variant.Normalization == Normalization.Batch, WeightLimit);

        FullyConnectedNet<double> Build(double strength)
        {
            var built = new FullyConnectedNet<double>(Inputs, Hidden, Classes, variant.Normalization, strength);
            built.Initialize(random, 5e-2);
            return built;
        }
    }

    private static GradientCase Draw(NumpyRandom random, ConvNetDesign design)
    {
        var (x, labels) = Samples(random, 3, design.Input.Length, design.Classes, scale: 10.0);
        var net = new ConvNet<double>(design);
        net.Initialize(random, 0.3);
        Shift(net, random);
        return Of(net, x, labels, design.HasBatchNorm, ConvNetWeightLimit);
    }

    private static (Matrix<double> X, int[] Labels) Samples(NumpyRandom random, int count, int features, int classes, double scale = 1.0)
    {
        var x = random.Normal(count, features, scale);
        int[] labels = new int[count];
        random.Choice(classes, labels);
        return (x, labels);
    }

    private static void Shift(Network<double> net, NumpyRandom random)
    {
        foreach (var (shape, parameter) in net.Parameters.All)
        {
            if (shape.Kind != ParameterKind.Weight) random.FillNormal(parameter.Value, 0.3, shape.Kind == ParameterKind.Scale ? 1.0 : 0.0);
        }
    }

    private static GradientCase Of(Network<double> net, Matrix<double> x, int[] labels, bool hasBatchNorm, double weightLimit)
    {
        return new(
            "", [.. net.Parameters.All.Select(Checked)], Dy: 1.0,
            () => net.Loss(x, labels),
            dy => net.Parameters.All.ToDictionary(p => p.Shape.Name, p => p.Parameter.Gradient * dy, StringComparer.Ordinal));

        CheckedInput Checked(NamedParameter<double> parameter)
        {
            var (shape, value) = (parameter.Shape, parameter.Parameter.Value);
            if (shape.Kind == ParameterKind.Weight) return new(shape.Name, value, weightLimit) { CourseLimit = CourseWeightLimit };
            return hasBatchNorm && (shape.Name is "b1" or "b2")
                ? LayerCases.BiasBeforeBatchNorm(shape.Name, value)
                : new(shape.Name, value, Cases.LayerLimit);
        }
    }
}

/// <summary>One of the notebook's nets, whose initial loss is reported.</summary>
internal sealed record NetCase(string Layer, NetVariant Net, double Regularization)
    : CaseEntry(Layer, random => NetCases.Draw(random, Net, Regularization));
