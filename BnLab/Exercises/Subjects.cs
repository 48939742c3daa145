using BnLab.Experiments.Gradcheck;
using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Exercises;

/// <summary>The layers that can be diagnosed, each built on a student's arrays.</summary>
internal static class Subjects
{
    public static IReadOnlyList<string> Names { get; } =
        ["batchnorm", "batchnorm-test", "layernorm", "groupnorm", "spatial-batchnorm", "affine", "relu", "sigmoid", "tanh", "softmax-loss", "svm-loss", "affine-batchnorm-relu"];

    private static readonly string[] OfNormalization = ["gamma", "beta", "dgamma", "dbeta"];

    /// <summary>The layer that has such arrays.</summary>
    public static string NameOf(StudentArrays arrays) =>
        arrays.Has("labels") || arrays.Has("loss") ? "softmax-loss"
        : arrays.Has("w") ? arrays.Has("gamma") ? "affine-batchnorm-relu" : "affine"
        : !OfNormalization.Any(arrays.Has) ? "relu"
        : arrays.Has("gn_groups") ? "groupnorm"
        : arrays.ShapeOf("x").Count == 4 ? "spatial-batchnorm"
        : "batchnorm";

    /// <exception cref="InvalidDataException">An array that the layer needs is missing, or its shape does not fit.</exception>
    public static Subject Of(string name, StudentArrays arrays) => name switch
    {
        "batchnorm" => BatchNormOf(arrays),
        "batchnorm-test" => TestTimeOf(arrays),
        "layernorm" => LayerNormOf(arrays),
        "groupnorm" => GroupNormOf(arrays),
        "spatial-batchnorm" => SpatialOf(arrays),
        "affine" => AffineOf(arrays),
        "relu" => ReluOf(arrays),
        "sigmoid" => ActivationOf(name, arrays, columns => new Sigmoid<double>(columns)),
        "tanh" => ActivationOf(name, arrays, columns => new Tanh<double>(columns)),
        "softmax-loss" => LossOf(name, arrays, (scores, labels, gradient) => SoftmaxLoss.Compute(scores, labels, gradient)),
        "svm-loss" => LossOf(name, arrays, (scores, labels, gradient) => SvmLoss.Compute(scores, labels, gradient)),
        _ => SandwichOf(arrays),
    };

    /// <summary>The largest term of dx, dgamma and dbeta; for dout of ones, say, they are sums that cancel.</summary>
    private static Func<string, double> Cancelled(Matrix<double> dy, Matrix<double> gamma, Matrix<double> std) => input =>
        input == "x" ? Largest(dy) * Largest(gamma) / std.ToArray().Min() : Largest(dy) * dy.Rows;

    private static double Largest(Matrix<double> of) => of.ToArray().Max(Math.Abs);

    private static Subject BatchNormOf(StudentArrays arrays)
    {
        var (x, gamma, beta, dy) = Normalized(arrays, Features(arrays));
        var of = Case(
            "batchnorm", dy, () => BatchNorm.Forward(x, gamma, beta).Y, d => BatchNorm.BackwardClosedForm(d, BatchNorm.Forward(x, gamma, beta)), x, gamma, beta);
        return new(of, Of("batchnorm", "batchnorm-step-by-step", "batchnorm-closed-form"))
        {
            Forwards = [.. new NormalizationForward(() => x, ColumnMean, RowMean, x.Rows, Scaled(gamma, beta, y => y)).All, .. TestTime()],
            Fit = (dx, tolerance) => BatchNorm.Forward(x, gamma, beta) is var pass ? TermFit.Of(dx, dy, pass.XHat, gamma, pass.Std, tolerance) : null,
            ZeroSums = "columns",
            Scale = Cancelled(dy, gamma, BatchNorm.Forward(x, gamma, beta).Std),
        };

        IEnumerable<ForwardMistake> TestTime()
        {
            if (!arrays.Has("running_mean") || !arrays.Has("running_var")) yield break;
            var (mean, variance) = (arrays.Matrix("running_mean", gamma.Columns), arrays.Matrix("running_var", gamma.Columns));
            yield return new(
                "statistics-of-test-time", "it is normalized by the running statistics, as at test time", () => BatchNorm.ForwardTest(x, gamma, beta, mean, variance));
        }
    }

    /// <summary>A scale and shift of each column by statistics that do not depend on x.</summary>
    private static Subject TestTimeOf(StudentArrays arrays)
    {
        var (x, gamma, beta, dy) = Normalized(arrays, Features(arrays));
        var (mean, variance) = (arrays.Matrix("running_mean", gamma.Columns), arrays.Matrix("running_var", gamma.Columns));
        var of = Case(
            "batchnorm-test", dy, () => BatchNorm.ForwardTest(x, gamma, beta, mean, variance),
            d => new(d * gamma / Sqrt(variance + BatchNorm.DefaultEps), ColumnSum(d * (x - mean) / Sqrt(variance + BatchNorm.DefaultEps)), ColumnSum(d)), x, gamma, beta);
        return new(of, [])
        {
            Forwards =
            [
                new("statistics-of-the-mini-batch", "it is normalized by its own mean and variance, as in training", () => BatchNorm.Forward(x, gamma, beta).Y),
                new("eps-left-out", "eps is left out", () => (gamma * (x - mean) / Sqrt(variance)) + beta),
                new("variance-for-std", "it is divided by the variance; the root is forgotten", () => (gamma * (x - mean) / (variance + BatchNorm.DefaultEps)) + beta),
                new("gamma-left-out", "gamma is left out", () => ((x - mean) / Sqrt(variance + BatchNorm.DefaultEps)) + beta),
                new("beta-left-out", "beta is left out", () => gamma * (x - mean) / Sqrt(variance + BatchNorm.DefaultEps)),
            ],
        };
    }

    private static Subject LayerNormOf(StudentArrays arrays)
    {
        var (x, gamma, beta, dy) = Normalized(arrays, Features(arrays));
        var of = Case("layernorm", dy, () => LayerNorm.Forward(x, gamma, beta).Y, d => LayerNorm.Backward(d, LayerNorm.Forward(x, gamma, beta)), x, gamma, beta);
        return new(of, Of("layernorm"))
        {
            Forwards = [.. new NormalizationForward(() => x, RowMean, ColumnMean, x.Columns, Scaled(gamma, beta, y => y)).All],
            Scale = Cancelled(dy, gamma, LayerNorm.Forward(x, gamma, beta).Std),
        };
    }

    private static Subject SpatialOf(StudentArrays arrays)
    {
        var images = ImagesOf(arrays);
        var (x, gamma, beta, dy) = Normalized(arrays, images.Channels);
        var of = Case(
            "spatial-batchnorm", dy, () => SpatialBatchNorm.Forward(x, images, gamma, beta).Y,
            d => SpatialBatchNorm.Backward(d, SpatialBatchNorm.Forward(x, images, gamma, beta)), x, gamma, beta) with
        { Images = images };
        return new(of, Of("spatial-batchnorm"))
        {
            Forwards =
            [
                .. new NormalizationForward(
                    () => ChannelRows.FromImages(x, images), ColumnMean, RowMean, x.Rows * images.Area, Scaled(gamma, beta, y => ChannelRows.ToImages(y, images))).All,
            ],
            Fit = (dx, tolerance) => SpatialBatchNorm.Forward(x, images, gamma, beta).Pixels is var pass
                ? TermFit.Of(ChannelRows.FromImages(dx, images), ChannelRows.FromImages(dy, images), pass.XHat, gamma, pass.Std, tolerance) : null,
            Scale = Cancelled(dy, gamma, SpatialBatchNorm.Forward(x, images, gamma, beta).Pixels.Std),
        };
    }

    private static Subject GroupNormOf(StudentArrays arrays)
    {
        var images = ImagesOf(arrays);
        int groups = arrays.Has("gn_groups") ? arrays.Whole("gn_groups") : throw arrays.Refused("gn_groups", "the number of groups G");
        if (groups < 1 || images.Channels % groups > 0) throw arrays.Refused("gn_groups", $"a divisor of the {images.Channels} channels, not {groups}");
        var (x, gamma, beta, dy) = Normalized(arrays, images.Channels);
        var of = Case(
            "groupnorm", dy, () => GroupNorm.Forward(x, images, groups, gamma, beta).Y,
            d => GroupNorm.Backward(d, GroupNorm.Forward(x, images, groups, gamma, beta)), x, gamma, beta) with
        { Images = images, Groups = groups };
        return new(of, Of("groupnorm"))
        {
            Forwards =
            [
                .. new NormalizationForward(
                    () => x.Reshape(x.Rows * groups), RowMean, ColumnMean, images.Length / groups,
                    (hat, hasGamma, hasBeta) => ChannelRows.ToImages(
                        Scaled(gamma, beta, y => y)(ChannelRows.FromImages(hat.Reshape(x.Rows), images), hasGamma, hasBeta), images)).All,
            ],
        };
    }

    private static Subject AffineOf(StudentArrays arrays)
    {
        var (x, w, b, affine) = AffineOn(arrays);
        return new(LayerCases.Of([affine], x, Upstream(arrays, x.Rows, w.Value.Columns), ("W", w), ("b", b)) with { Layer = "affine" }, Of("affine"))
        {
            Forwards =
            [
                new("bias-left-out", "the bias is left out", () => affine.Forward(x, Mode.Train) - b.Value),
            ],
        };
    }

    private static Subject ReluOf(StudentArrays arrays)
    {
        var relu = ActivationOf("relu", arrays, columns => new Relu<double>(columns));
        var x = relu.Case.Value("x");
        return relu with
        {
            Forwards =
            [
                new("absolute-value", "this is the absolute value", () => x.Map(Math.Abs)),
                new("identity", "negative values are not set to 0", () => x.Clone()),
                new("sign-turned", "positive values are set to 0, and negative ones are left", () => x.Map(value => Math.Min(value, 0.0))),
            ],
        };
    }

    private static Subject ActivationOf(string name, StudentArrays arrays, Func<int, ILayer<double>> layer)
    {
        var x = arrays.Matrix("x");
        return new(LayerCases.Of([layer(x.Columns)], x, Upstream(arrays, x.Rows, x.Columns)) with { Layer = name }, Of(name));
    }

    /// <summary>Its output is the loss.</summary>
    private static Subject LossOf(string name, StudentArrays arrays, Func<Matrix<double>, int[], Matrix<double>, double> loss)
    {
        var x = arrays.Matrix("x"); // (N, C)
        if (!arrays.Has("labels")) throw arrays.Refused("labels", "the right class of each sample beside x");
        int[] labels = [.. arrays.Matrix("labels", x.Rows).ToArray().Select(value => value >= 0 && value < x.Columns && value == Math.Floor(value)
            ? (int)value : throw arrays.Refused("labels", $"classes from 0 to {x.Columns - 1}, but one is {RoundTrip.Text(value)}"))];
        var of = LayerCases.Loss(x, gradient => loss(x, labels, gradient)) with { Layer = name };
        return new(of, Of(name))
        {
            Forwards = [new("sum-for-mean", "the losses of the samples are added up, not averaged", () => of.Forward() * x.Rows)],
            ZeroSums = "rows",
        };
    }

    /// <summary>Affine, batch normalization, ReLU; a mistake of batch normalization reaches x, W and b, too.</summary>
    private static Subject SandwichOf(StudentArrays arrays)
    {
        var (x, w, b, affine) = AffineOn(arrays);
        var (gamma, beta) = (Parameter<double>.From(arrays.Matrix("gamma", w.Value.Columns)), Parameter<double>.From(arrays.Matrix("beta", w.Value.Columns)));
        ILayer<double>[] layers = [affine, new BatchNormLayer<double>(gamma, beta, relu: true)];
        var all = LayerCases.Of(layers, x, Upstream(arrays, x.Rows, w.Value.Columns), ("W", w), ("b", b), ("gamma", gamma), ("beta", beta)) with { Layer = "affine-batchnorm-relu" };
        return new(
            all,
            [.. Of("affine-batchnorm-relu"), .. Of("batchnorm", "batchnorm-step-by-step", "batchnorm-closed-form").Select(Inside)])
        {
            Scale = input => input == "b" ? Largest(all.Dy) * x.Rows * Largest(gamma.Value) : 0.0, // 0 but for rounding
        };

        Mutation Inside(Mutation inner) => inner with
        {
            Plant = sandwich => sandwich with
            {
                Backward = dy =>
                {
                    var right = sandwich.Backward(dy);
                    var a = affine.Forward(x, Mode.Train).Clone();                              // (N, M)
                    var pass = BatchNorm.Forward(a, gamma.Value, beta.Value);
                    var da = dy * pass.Y.Map(value => value > 0 ? 1.0 : 0.0);                   // (N, M)
                    var of = Case("batchnorm", da, () => pass.Y, d => BatchNorm.BackwardClosedForm(d, pass), a, gamma.Value, beta.Value);
                    var wrong = inner.Plant(of).Backward(da);
                    if ((wrong["x"].Rows, wrong["x"].Columns) != (a.Rows, a.Columns)) return right;
                    var dx = affine.Backward(wrong["x"]).Clone();
                    return new Dictionary<string, Matrix<double>>(StringComparer.Ordinal)
                    {
                        ["x"] = dx,
                        ["W"] = w.Gradient.Clone(),
                        ["b"] = b.Gradient.Clone(),
                        ["gamma"] = wrong["gamma"],
                        ["beta"] = wrong["beta"],
                    };
                },
            },
        };
    }

    private static IReadOnlyList<Mutation> Of(params string[] layers) => [.. layers.SelectMany(layer => Mutations.All.Where(mutation => mutation.Layer == layer))];

    /// <summary>A normalization as a function.</summary>
    private static GradientCase Case(
        string layer, Matrix<double> dy, Func<Matrix<double>> forward, Func<Matrix<double>, BatchNorm.Gradients<double>> backward,
        Matrix<double> x, Matrix<double> gamma, Matrix<double> beta) => new(
            layer, [new("x", x, 0.0), new("gamma", gamma, 0.0), new("beta", beta, 0.0)], dy, forward,
            upstream =>
            {
                var (dx, dgamma, dbeta) = backward(upstream);
                return new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dx, ["gamma"] = dgamma, ["beta"] = dbeta };
            });

    private static int Features(StudentArrays arrays) => arrays.ShapeOf("x") is [_, var features]
        ? features : throw arrays.Refused("x", $"a shape of (N, D), but it is {arrays.ShapeText("x")}");

    private static ImageShape ImagesOf(StudentArrays arrays) => arrays.ShapeOf("x") is [_, var channels, var height, var width]
        ? new(channels, height, width) : throw arrays.Refused("x", $"a shape of (N, C, H, W), but it is {arrays.ShapeText("x")}");

    private static (Matrix<double> X, Matrix<double> Gamma, Matrix<double> Beta, Matrix<double> Dy) Normalized(StudentArrays arrays, int features)
    {
        var x = arrays.Matrix("x");
        return (x, arrays.Matrix("gamma", features), arrays.Matrix("beta", features), Upstream(arrays, x.Rows, x.Columns));
    }

    /// <summary>dout; zeros where the student has none and has no gradients either.</summary>
    private static Matrix<double> Upstream(StudentArrays arrays, int rows, int columns)
    {
        if (!arrays.Has("dout")) return new(rows, columns);
        var dy = arrays.Matrix("dout");
        return (dy.Rows, dy.Columns) == (rows, columns) ? dy : throw arrays.Refused("dout", $"the shape of the output, but it is {arrays.ShapeText("dout")}");
    }

    private static (Matrix<double> X, Parameter<double> W, Parameter<double> B, Affine<double> Layer) AffineOn(StudentArrays arrays)
    {
        var (x, w) = (arrays.Matrix("x"), arrays.Matrix("w"));
        if (w.Rows != x.Columns) throw arrays.Refused("w", $"{x.Columns} rows, one for each value of a sample of x, but its shape is {arrays.ShapeText("w")}");
        var (weights, b) = (Parameter<double>.From(w), Parameter<double>.From(arrays.Matrix("b", w.Columns)));
        return (x, weights, b, new(weights, b));
    }

    private static Func<Matrix<double>, bool, bool, Matrix<double>> Scaled(Matrix<double> gamma, Matrix<double> beta, Func<Matrix<double>, Matrix<double>> back) =>
        (hat, hasGamma, hasBeta) => back((hat * (hasGamma ? gamma : 1.0)) + (hasBeta ? beta : 0.0));
}
