using BnLab.Checking;
using BnLab.Layers;
using static BnLab.Experiments.Gradcheck.LayerSubjects;
using static BnLab.Experiments.Gradcheck.Subjects;

namespace BnLab.Experiments.Gradcheck;

/// <summary>The normalization layers, with the draws and limits of the BatchNormalization and ConvolutionalNetworks notebooks.</summary>
internal static class NormalizationSubjects
{
    /// <summary>The groups that the channels are normalized in.</summary>
    public const int Groups = 2;

    /// <summary>The subjects.</summary>
    public static IReadOnlyList<SubjectEntry> All { get; } =
    [
        new("batchnorm-step-by-step", seed => Lines("batchnorm-step-by-step", seed, BatchNorm.BackwardStepByStep)),
        new("batchnorm-closed-form", seed => Lines("batchnorm-closed-form", seed, BatchNorm.BackwardClosedForm)),
        new("batchnorm", seed => Layer("batchnorm", seed, 4, 5, (gamma, beta) => new BatchNormLayer<double>(gamma, beta))),
        new("affine-batchnorm-relu", Sandwich),
        new("layernorm", seed => Layer("layernorm", seed, 4, 5, (gamma, beta) => new LayerNormLayer<double>(gamma, beta))),
        new("spatial-batchnorm", seed => Layer(
            "spatial-batchnorm", seed, 2, 3, (gamma, beta) => new SpatialBatchNormLayer<double>(gamma, beta, SpatialVolume), SpatialVolume.Area, courseLimit: 1e-6)),
        new("groupnorm", seed => Layer(
            "groupnorm", seed, 2, 6, (gamma, beta) => new GroupNormLayer<double>(gamma, beta, GroupVolume, Groups), GroupVolume.Area, courseLimit: 1e-7)),
    ];

    /// <summary>The images of spatial batch normalization.</summary>
    public static ImageShape SpatialVolume { get; } = new(3, 4, 5);

    /// <summary>The images of group normalization.</summary>
    public static ImageShape GroupVolume { get; } = new(6, 4, 5);

    /// <summary>Batch normalization as mathematics, with one of its backward passes.</summary>
    private static GradientCase Lines(
        string name, uint seed, Func<Matrix<double>, BatchNorm.Pass<double>, BatchNorm.Gradients<double>> backward)
    {
        var (x, gamma, beta, dy) = Draw(seed, 4, 5, 1);
        return new(
            name, [new("x", x, LayerLimit), new("gamma", gamma, LayerLimit), new("beta", beta, LayerLimit)], dy,
            () => BatchNorm.Forward(x, gamma, beta).Y,
            upstream =>
            {
                var (dx, dgamma, dbeta) = backward(upstream, BatchNorm.Forward(x, gamma, beta));
                return new Dictionary<string, Matrix<double>>(StringComparer.Ordinal)
                {
                    ["x"] = dx,
                    ["gamma"] = dgamma,
                    ["beta"] = dbeta,
                };
            });
    }

    private static GradientCase Layer(
        string name, uint seed, int samples, int features, Func<Parameter<double>, Parameter<double>, ILayer<double>> build,
        int area = 1, double courseLimit = LayerLimit)
    {
        var (x, g, b, dy) = Draw(seed, samples, features, area);
        var (gamma, beta) = (Parameter<double>.From(g), Parameter<double>.From(b));
        return Of(name, build(gamma, beta), new("x", x, LayerLimit) { CourseLimit = courseLimit }, dy, Checked("gamma", gamma), Checked("beta", beta));
    }

    private static (Matrix<double> X, Matrix<double> Gamma, Matrix<double> Beta, Matrix<double> Dy) Draw(
        uint seed, int samples, int features, int area)
    {
        var random = new NumpyRandom(seed);
        var x = random.Normal(samples, features * area, 5.0, 12.0);
        var (gamma, beta) = (random.Normal(1, features), random.Normal(1, features));
        return (x, gamma, beta, random.Normal(samples, features * area));
    }

    /// <summary>Affine, batch normalization and ReLU: the block that the course's net is made of.</summary>
    private static GradientCase Sandwich(uint seed)
    {
        var random = new NumpyRandom(seed);
        var x = new CheckedInput("x", random.Normal(10, 6), LayerLimit);
        var (w, b) = (Parameter<double>.From(random.Normal(6, 5)), Parameter<double>.From(random.Normal(1, 5)));
        var (gamma, beta) = (Parameter<double>.From(random.Normal(1, 5)), Parameter<double>.From(random.Normal(1, 5)));
        var (affine, norm) = (new Affine<double>(w, b), new BatchNormLayer<double>(gamma, beta, relu: true));
        return Of(
            "affine-batchnorm-relu", new Chain(affine, norm), x, random.Normal(10, 5),
            Checked("W", w), (NetSubjects.BiasBeforeBatchNorm("b", b.Value), b), Checked("gamma", gamma), Checked("beta", beta));
    }

    /// <summary>Two layers, one behind the other.</summary>
    private sealed class Chain(ILayer<double> first, ILayer<double> second) : ILayer<double>
    {
        public Matrix<double> Forward(Matrix<double> x, Mode mode) => second.Forward(first.Forward(x, mode), mode);

        public Matrix<double> Backward(Matrix<double> dy, bool inputGradient = true) =>
            first.Backward(second.Backward(dy), inputGradient);
    }
}
