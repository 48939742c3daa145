using BnLab.Experiments.Gradcheck;
using static BnLab.Exercises.SubjectArrays;
using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Exercises;

/// <summary>Normalizations on a student's arrays.</summary>
internal static class NormalizationSubjects
{
    private const string AtTestTime = "statistics-of-test-time";

    public static Subject BatchNormOf(StudentArrays arrays)
    {
        var (x, gamma, beta, dy) = Normalized(arrays, Features(arrays));
        var of = PlainCases.Of(
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
                AtTestTime, "it is normalized by the running statistics, as at test time", () => BatchNorm.ForwardTest(x, gamma, beta, mean, variance));
        }
    }

    /// <summary>A scale and shift of each column by statistics that do not depend on x.</summary>
    public static Subject TestTimeOf(StudentArrays arrays)
    {
        var (x, gamma, beta, dy) = Normalized(arrays, Features(arrays));
        var (mean, variance) = (arrays.Matrix("running_mean", gamma.Columns), arrays.Matrix("running_var", gamma.Columns));
        var of = PlainCases.Of(
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

    /// <summary>Whether out is of a pass at test time: there are running statistics and no gradients, and no pass in training gives it.</summary>
    public static bool IsTestTime(StudentArrays arrays)
    {
        if (!arrays.Has("out") || !arrays.Has("running_mean") || !arrays.Has("running_var") || arrays.Has("dout")) return false;
        var (y, training) = (arrays.Matrix("out"), BatchNormOf(arrays));
        return training.Forwards.Where(forward => forward.Name != AtTestTime).Select(forward => forward.Y()).Prepend(training.Case.Forward())
            .All(each => Diagnosis.Apart(y, each) > Diagnosis.SingleLimit);
    }

    public static Subject LayerNormOf(StudentArrays arrays)
    {
        var (x, gamma, beta, dy) = Normalized(arrays, Features(arrays));
        var of = PlainCases.Of("layernorm", dy, () => LayerNorm.Forward(x, gamma, beta).Y, d => LayerNorm.Backward(d, LayerNorm.Forward(x, gamma, beta)), x, gamma, beta);
        return new(of, Of("layernorm"))
        {
            Forwards = [.. new NormalizationForward(() => x, RowMean, ColumnMean, x.Columns, Scaled(gamma, beta, y => y)).All],
            Scale = Cancelled(dy, gamma, LayerNorm.Forward(x, gamma, beta).Std),
        };
    }

    public static Subject SpatialOf(StudentArrays arrays)
    {
        var images = ImagesOf(arrays);
        var (x, gamma, beta, dy) = Normalized(arrays, images.Channels);
        var of = PlainCases.Of(
            "spatial-batchnorm", dy, () => SpatialBatchNorm.Forward(x, images, gamma, beta).Y,
            d => SpatialBatchNorm.Backward(d, SpatialBatchNorm.Forward(x, images, gamma, beta)), x, gamma, beta) with
        { Images = images };
        return new(of, Of("spatial-batchnorm"))
        {
            Forwards =
            [
                .. new NormalizationForward(
                    () => ChannelRows.FromImages(x, images), ColumnMean, RowMean, x.Rows * images.Area, Scaled(gamma, beta, y => ChannelRows.ToImages(y, images))).All,
                new(
                    "channels-not-moved", "x is reshaped to (N · H · W, C) as it lies in memory; the channels have to be moved to the end first, with transpose(0, 2, 3, 1)",
                    () => BatchNorm.Forward(x.Reshape(x.Rows * images.Area), gamma, beta).Y.Reshape(x.Rows)),
            ],
            Fit = (dx, tolerance) => SpatialBatchNorm.Forward(x, images, gamma, beta).Pixels is var pass
                ? TermFit.Of(ChannelRows.FromImages(dx, images), ChannelRows.FromImages(dy, images), pass.XHat, gamma, pass.Std, tolerance) : null,
            Scale = Cancelled(dy, gamma, SpatialBatchNorm.Forward(x, images, gamma, beta).Pixels.Std),
        };
    }

    public static Subject GroupNormOf(StudentArrays arrays)
    {
        var images = ImagesOf(arrays);
        int groups = arrays.Has("gn_groups") ? arrays.Whole("gn_groups") : throw arrays.Refused("gn_groups", "the number of groups G");
        if (groups < 1 || images.Channels % groups > 0) throw arrays.Refused("gn_groups", $"a divisor of the {images.Channels} channels, not {groups}");
        var (x, gamma, beta, dy) = Normalized(arrays, images.Channels);
        var of = PlainCases.Of(
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

    /// <summary>Affine, batch normalization, ReLU; a mistake of batch normalization reaches x, W and b, too.</summary>
    public static Subject SandwichOf(StudentArrays arrays)
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
            Symptom = new("A mistake of the batch normalization inside makes it, and reaches x, W and b, too."),
            Plant = sandwich => sandwich with
            {
                Backward = dy =>
                {
                    var right = sandwich.Backward(dy);
                    var a = affine.Forward(x, Mode.Train).Clone();                              // (N, M)
                    var pass = BatchNorm.Forward(a, gamma.Value, beta.Value);
                    var da = dy * pass.Y.Map(value => value > 0 ? 1.0 : 0.0);                   // (N, M)
                    var of = PlainCases.Of("batchnorm", da, () => pass.Y, d => BatchNorm.BackwardClosedForm(d, pass), a, gamma.Value, beta.Value);
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

    /// <summary>The largest term of dx, dgamma and dbeta; for dout of ones, say, they are sums that cancel.</summary>
    private static Func<string, double> Cancelled(Matrix<double> dy, Matrix<double> gamma, Matrix<double> std) => input =>
        input == "x" ? Largest(dy) * Largest(gamma) / std.ToArray().Min() : Largest(dy) * dy.Rows;

    private static double Largest(Matrix<double> of) => of.ToArray().Max(Math.Abs);

    private static int Features(StudentArrays arrays) => arrays.ShapeOf("x") is [_, var features]
        ? features : throw arrays.Refused("x", $"a shape of (N, D), but it is {arrays.ShapeText("x")}");

    private static (Matrix<double> X, Matrix<double> Gamma, Matrix<double> Beta, Matrix<double> Dy) Normalized(StudentArrays arrays, int features)
    {
        var x = arrays.Matrix("x");
        return (x, arrays.Matrix("gamma", features), arrays.Matrix("beta", features), Upstream(arrays, x.Rows, x.Columns));
    }

    private static Func<Matrix<double>, bool, bool, Matrix<double>> Scaled(Matrix<double> gamma, Matrix<double> beta, Func<Matrix<double>, Matrix<double>> back) =>
        (hat, hasGamma, hasBeta) => back((hat * (hasGamma ? gamma : 1.0)) + (hasBeta ? beta : 0.0));
}
