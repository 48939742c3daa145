using BnLab.Checking;
using BnLab.Layers;
using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in the block of affine layer, batch norm and ReLU, and in layer norm, spatial batch norm and group norm.</summary>
internal static class NormalizationMutations
{
    private static readonly ImageShape Spatial = NormalizationSubjects.SpatialVolume, Group = NormalizationSubjects.GroupVolume;

    /// <summary>The mistakes.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "sandwich-relu-mask-forgotten", "affine-batchnorm-relu",
            "x, W, gamma and beta fail together, and the gradient of beta is the sum over all of dy instead of the active part.",
            SandwichWithoutMask),
        new(
            "sandwich-bias-gradient-from-behind-batchnorm", "affine-batchnorm-relu",
            new("{only} fails: its gradient should be 0 but for rounding, and it equals the gradient of beta.") { Only = "b" },
            s => s.WithGradient("b", _ => s.Backward(s.Dy)["beta"])),

        Layer(
            "batch-axis-for-feature-axis", "x",
            new("{only} fails, and its {rows} as they must when each sample is normalized by itself.") { Only = "x", RowsSumToZero = false },
            (t, dy) => ((dy * t.Gamma) - ColumnMean(dy * t.Gamma) - (t.XHat * ColumnMean(dy * t.Gamma * t.XHat))) / t.Std),
        Layer(
            "gamma-outside-the-means", "x",
            new("{only} fails, its {rows}, and {gamma}, as with any gamma that is equal for all features.") { Only = "x", HiddenByInitialGamma = true, RowsSumToZero = false },
            (t, dy) => t.Gamma / t.Std * (dy - RowMean(dy) - (t.XHat * RowMean(dy * t.XHat)))),
        Layer(
            "mean-term-forgotten", "x",
            new("{only} fails: it differs from the numerical gradient by the same amount in all of a row, so that its {rows}.") { Only = "x", RowsSumToZero = false },
            (t, dy) => ((dy * t.Gamma) - (t.XHat * RowMean(dy * t.Gamma * t.XHat))) / t.Std),
        Layer(
            "n-for-d", "x",
            new("{only} fails: both terms are D / N = 5/4 times too large, and with as many samples as features it passes.") { Only = "x" },
            (t, dy) => ((dy * t.Gamma) - (RowSum(dy * t.Gamma) / dy.Rows) - (t.XHat * RowSum(dy * t.Gamma * t.XHat) / dy.Rows)) / t.Std),
        Layer(
            "dgamma-over-the-features", "gamma",
            "dgamma is (4, 1), one value for each sample, where gamma is (1, 5).",
            (t, dy) => RowSum(dy * t.XHat)),

        new(
            "spatial-n-for-n-h-w", "spatial-batchnorm",
            new("{only} fails: both terms are H · W = 20 times too large, so that dx does not sum to 0 over a channel.") { Only = "x" },
            s => s.WithGradient("x", _ => SpatialDx(s, s.Dy.Rows))),
        new(
            "spatial-dgamma-of-the-first-image", "spatial-batchnorm",
            new("{only} fails, without a pattern, and with a single image it passes.") { Only = "gamma" },
            s => s.WithGradient("gamma", _ => ColumnSum(
            ChannelRows.FromImages(s.Dy, Spatial).RowRange(0, Spatial.Area) * SpatialPass(s).Pixels.XHat.RowRange(0, Spatial.Area)))),
        new(
            "spatial-dbeta-of-each-pixel", "spatial-batchnorm",
            "dbeta is (1, 60), one value for each pixel of each channel, where beta is (1, 3).",
            s => s.WithGradient("beta", _ => ColumnSum(s.Dy))),

        new(
            "groupnorm-statistics-over-all-channels", "groupnorm",
            new("{only} fails: it is the dx of a single group, so that it does not sum to 0 over each group of channels.") { Only = "x" },
            s => s.WithGradient("x", _ => GroupNorm.Backward(s.Dy, GroupPass(s, 1)).Dx)),
        new(
            "groupnorm-statistics-of-each-channel", "groupnorm",
            new("{only} fails: it is the dx of instance normalization, so that it sums to 0 over every single channel.") { Only = "x" },
            s => s.WithGradient("x", _ => GroupNorm.Backward(s.Dy, GroupPass(s, Group.Channels)).Dx)),
        new(
            "groupnorm-gamma-outside-the-means", "groupnorm",
            new("{only} fails, and {gamma}, as with any gamma that is equal for all channels of a group.") { Only = "x", HiddenByInitialGamma = true },
            s => s.WithGradient("x", _ => GroupGammaOutside(s))),
        new(
            "groupnorm-dgamma-as-mean", "groupnorm",
            new("{only} fails: it is exactly N · H · W = 40 times too small, so that every error is {error}.") { Only = "gamma", Error = (39, 41) },
            s => s.WithGradient("gamma", right => right / (s.Dy.Rows * Group.Area))),
    ];

    private static Mutation Layer(
        string name, string input, Symptom symptom, Func<LayerNorm.Pass<double>, Matrix<double>, Matrix<double>> wrong) => new(
            $"layernorm-{name}", "layernorm", symptom,
            s => s.WithGradient(input, _ => wrong(LayerNorm.Forward(s.Value("x"), s.Value("gamma"), s.Value("beta")), s.Dy)));

    private static GradientCase SandwichWithoutMask(GradientCase s)
    {
        Matrix<double> x = s.Value("x"), w = s.Value("W");
        var a = new Matrix<double>(x.Rows, w.Columns);
        MatrixProduct.Multiply(x, w, a, s.Value("b"));
        var (da, dgamma, dbeta) = BatchNorm.BackwardClosedForm(s.Dy, BatchNorm.Forward(a, s.Value("gamma"), s.Value("beta")));
        var (dx, dw) = (new Matrix<double>(x.Rows, x.Columns), new Matrix<double>(w.Rows, w.Columns));
        MatrixProduct.MultiplyTransposedB(da, w, dx, new Matrix<double>(w.Columns, w.Rows));
        MatrixProduct.MultiplyTransposedA(x, da, dw);
        return s.WithGradients((name, right) => name switch
        {
            "x" => dx,
            "W" => dw,
            "gamma" => dgamma,
            "beta" => dbeta,
            _ => right,
        });
    }

    private static SpatialBatchNorm.Pass<double> SpatialPass(GradientCase s) =>
        SpatialBatchNorm.Forward(s.Value("x"), Spatial, s.Value("gamma"), s.Value("beta"));

    /// <summary>The closed form with a wrong number of values in each channel.</summary>
    private static Matrix<double> SpatialDx(GradientCase s, double n)
    {
        var pass = SpatialPass(s).Pixels;
        var dy = ChannelRows.FromImages(s.Dy, Spatial);
        var dx = pass.Gamma / pass.Std * (dy - (ColumnSum(dy) / n) - (pass.XHat * ColumnSum(dy * pass.XHat) / n));
        return ChannelRows.ToImages(dx, Spatial);
    }

    private static GroupNorm.Pass<double> GroupPass(GradientCase s, int groups) =>
        GroupNorm.Forward(s.Value("x"), Group, groups, s.Value("gamma"), s.Value("beta"));

    private static Matrix<double> GroupGammaOutside(GradientCase s)
    {
        var pass = GroupPass(s, NormalizationSubjects.Groups);
        return pass.Scale * GroupNorm.Backward(s.Dy, pass with { Scale = 1.0 }).Dx;
    }
}
