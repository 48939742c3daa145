using static BnLab.Experiments.Gradcheck.Cases;

namespace BnLab.Experiments.Gradcheck;

/// <summary>
/// Layers, losses and normalizations, with the draws and limits of the course's notebooks FullyConnectedNets, Dropout,
/// BatchNormalization and ConvolutionalNetworks.
/// </summary>
/// <remarks>
/// The scores of the SVM loss are not the notebook's 0.001 · randn: with those every margin is positive, and a gradient that
/// tests no margin would pass.
/// </remarks>
internal static class LayerCases
{
    /// <summary>The Dropout notebook's.</summary>
    public const double Keep = 0.2;

    public const int Groups = 2;

    /// <summary>Images in a ghost batch: two of two and one of one are the mini-batch of five.</summary>
    public const int Ghost = 2;

    private const uint MaskSeed = 123; // the Dropout notebook's

    public static readonly ImageShape SpatialVolume = new(3, 4, 5);

    public static readonly ImageShape GroupVolume = new(6, 4, 5);

    public static IReadOnlyList<CaseEntry> All { get; } =
    [
        new("affine", random => Affine(random, (10, 6, 5))),
        new("affine-relu", random => Affine(random, (2, 12, 10), relu: true)),
        new("relu", random => Activation(random, new Relu<double>(10))),
        new("sigmoid", random => Activation(random, new Sigmoid<double>(10))),
        new("tanh", random => Activation(random, new Tanh<double>(10))),
        new("dropout", random => Activation(random, new Dropout<double>(10, Keep, new(MaskSeed)) { Frozen = true }, shift: 10.0)),
        new("softmax-loss", random => Classification(random, 0.001, (scores, labels, d) => SoftmaxLoss.Compute(scores, labels, d))),
        new("svm-loss", random => Classification(random, 1.0, (scores, labels, d) => SvmLoss.Compute(scores, labels, d))),
        new("squared-loss", Regression),
        new("batchnorm-step-by-step", random => Lines(random, BatchNorm.BackwardStepByStep)),
        new("batchnorm-closed-form", random => Lines(random, BatchNorm.BackwardClosedForm)),
        new("batchnorm", random => Normalization(random, 4, 5, (gamma, beta) => new BatchNormLayer<double>(gamma, beta))),
        new("affine-batchnorm-relu", Sandwich),
        new("layernorm", random => Normalization(random, 4, 5, (gamma, beta) => new LayerNormLayer<double>(gamma, beta))),
        new("spatial-batchnorm", random => Normalization(
            random, 2, 3, (gamma, beta) => new SpatialBatchNormLayer<double>(gamma, beta, SpatialVolume), SpatialVolume.Area, courseLimit: 1e-6) with { Images = SpatialVolume }),
        new("ghost-batchnorm", random => Normalization(
            random, 5, 3, (gamma, beta) => new GhostBatchNormLayer<double>(gamma, beta, SpatialVolume, Ghost), SpatialVolume.Area, courseLimit: 1e-6)),
        new("groupnorm", random => Normalization(
            random, 2, 6, (gamma, beta) => new GroupNormLayer<double>(gamma, beta, GroupVolume, Groups), GroupVolume.Area, courseLimit: 1e-7) with { Images = GroupVolume, Groups = Groups }),
    ];

    /// <summary>Layers in training mode, one after the other, with the input x of the first and the parameters of all.</summary>
    public static GradientCase Of(
        ILayer<double>[] layers, Matrix<double> x, Matrix<double> dy, params IReadOnlyList<(string Name, Parameter<double> Parameter)> parameters) => new(
            "", [Input("x", x), .. parameters.Select(each => Input(each.Name, each.Parameter.Value))], dy,
            () => layers.Aggregate(x, (input, layer) => layer.Forward(input, Mode.Train)),
            upstream =>
            {
                var gradients = parameters.ToDictionary(each => each.Name, each => each.Parameter.Gradient, StringComparer.Ordinal);
                gradients["x"] = layers.Reverse().Aggregate(upstream, (gradient, layer) => layer.Backward(gradient));
                return gradients;
            });

    public static CheckedInput BiasBeforeBatchNorm(string name, Matrix<double> value) => Input(name, value) with
    {
        IsZero = true,
        Note = "zero by construction: batch normalization subtracts a bias with the mean, so both gradients are rounding noise",
    };

    private static CheckedInput Input(string name, Matrix<double> value) => new(name, value, LayerLimit);

    private static GradientCase Affine(NumpyRandom random, (int N, int D, int M) size, bool relu = false)
    {
        var x = random.Normal(size.N, size.D);
        var (w, b) = (Parameter<double>.From(random.Normal(size.D, size.M)), Parameter<double>.From(random.Normal(1, size.M)));
        return Of([new Affine<double>(w, b), .. relu ? new[] { new Relu<double>(size.M) } : []], x, random.Normal(size.N, size.M), ("W", w), ("b", b));
    }

    private static GradientCase Activation(NumpyRandom random, ILayer<double> layer, double shift = 0.0) =>
        Of([layer], random.Normal(10, 10, shift: shift), random.Normal(10, 10));

    private static GradientCase Classification(NumpyRandom random, double scale, Func<Matrix<double>, int[], Matrix<double>, double> loss)
    {
        var scores = random.Normal(50, 10, scale);
        int[] labels = new int[50];
        random.Choice(10, labels);
        return Loss(scores, gradient => loss(scores, labels, gradient));
    }

    private static GradientCase Regression(NumpyRandom random)
    {
        var (predictions, targets) = (random.Normal(10, 3), random.Normal(10, 3));
        return Loss(predictions, gradient => SquaredLoss.Compute(predictions, targets, gradient));
    }

    /// <summary>A loss of x, which <paramref name="loss"/> computes with its gradient.</summary>
    public static GradientCase Loss(Matrix<double> x, Func<Matrix<double>, double> loss)
    {
        var gradient = new Matrix<double>(x.Rows, x.Columns);
        return new("", [Input("x", x)], Dy: 1.0, () => loss(gradient), dy => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = gradient * dy });
    }

    /// <summary>Batch normalization as a function instead of a layer, with one of its backward passes.</summary>
    private static GradientCase Lines(NumpyRandom random, Func<Matrix<double>, BatchNorm.Pass<double>, BatchNorm.Gradients<double>> backward)
    {
        var (x, gamma, beta) = (random.Normal(4, 5, 5.0, 12.0), random.Normal(1, 5), random.Normal(1, 5));
        return PlainCases.Of("", random.Normal(4, 5), () => BatchNorm.Forward(x, gamma, beta).Y, dy => backward(dy, BatchNorm.Forward(x, gamma, beta)), x, gamma, beta);
    }

    private static GradientCase Normalization(
        NumpyRandom random, int samples, int features, Func<Parameter<double>, Parameter<double>, ILayer<double>> build,
        int area = 1, double courseLimit = LayerLimit)
    {
        var x = random.Normal(samples, features * area, 5.0, 12.0);
        var (gamma, beta) = (Parameter<double>.From(random.Normal(1, features)), Parameter<double>.From(random.Normal(1, features)));
        var all = Of([build(gamma, beta)], x, random.Normal(samples, features * area), ("gamma", gamma), ("beta", beta));
        return all with { Inputs = [all.Inputs[0] with { CourseLimit = courseLimit }, .. all.Inputs.Skip(1)] };
    }

    private static GradientCase Sandwich(NumpyRandom random)
    {
        var x = random.Normal(10, 6);
        var (w, b) = (Parameter<double>.From(random.Normal(6, 5)), Parameter<double>.From(random.Normal(1, 5)));
        var (gamma, beta) = (Parameter<double>.From(random.Normal(1, 5)), Parameter<double>.From(random.Normal(1, 5)));
        ILayer<double>[] layers = [new Affine<double>(w, b), new BatchNormLayer<double>(gamma, beta, relu: true)];
        var all = Of(layers, x, random.Normal(10, 5), ("W", w), ("b", b), ("gamma", gamma), ("beta", beta));
        return all with { Inputs = [.. all.Inputs.Select(input => input.Name == "b" ? BiasBeforeBatchNorm(input.Name, input.Value) : input)] };
    }
}
