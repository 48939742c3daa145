using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in layer normalization, spatial, ghost batch and group normalization.</summary>
internal static class NormalizationMutations
{
    private static readonly ImageShape Ghosts = LayerCases.SpatialVolume;

    public static IReadOnlyList<Mutation> All { get; } =
    [
        OfLayerNorm(
            "batch-axis-for-feature-axis", "x", "[Only dx] fails, and its [rows do not sum to 0] as they must when each sample is normalized by itself.",
            (t, dy) => ((dy * t.Gamma) - ColumnMean(dy * t.Gamma) - (t.XHat * ColumnMean(dy * t.Gamma * t.XHat))) / t.Std),
        OfLayerNorm(
            "gamma-outside-the-means", "x",
            "[Only dx] fails, its [rows do not sum to 0], and [with the initial gamma of 1 it passes], as with any gamma that is equal for all features.",
            (t, dy) => t.Gamma / t.Std * (dy - RowMean(dy) - (t.XHat * RowMean(dy * t.XHat)))),
        OfLayerNorm(
            "mean-term-forgotten", "x", "[Only dx] fails: it differs from the numerical gradient by the same amount in all of a row, so that its [rows do not sum to 0].",
            (t, dy) => ((dy * t.Gamma) - (t.XHat * RowMean(dy * t.Gamma * t.XHat))) / t.Std),
        OfLayerNorm(
            "n-for-d", "x", "[Only dx] fails: both terms are D / N times too large, and with as many samples as features it passes.",
            (t, dy) => ((dy * t.Gamma) - (RowSum(dy * t.Gamma) / dy.Rows) - (t.XHat * RowSum(dy * t.Gamma * t.XHat) / dy.Rows)) / t.Std),
        OfLayerNorm(
            "gamma-left-out", "x", "[Only dx] fails, and [with the initial gamma of 1 it passes], as with no other: gamma scales dy before the means are taken.",
            (t, dy) => (dy - RowMean(dy) - (t.XHat * RowMean(dy * t.XHat))) / t.Std),
        OfLayerNorm(
            "variance-term-forgotten", "x", "[Only dx] fails: its [rows sum to 0], but they differ from the numerical gradient by a multiple of xHat and are not orthogonal to it.",
            (t, dy) => ((dy * t.Gamma) - RowMean(dy * t.Gamma)) / t.Std),
        OfLayerNorm(
            "variance-term-added", "x", "[Only dx] fails: its [rows sum to 0], but their products with xHat are twice as large as without the variance term, where they should be 0.",
            (t, dy) => ((dy * t.Gamma) - RowMean(dy * t.Gamma) + (t.XHat * RowMean(dy * t.Gamma * t.XHat))) / t.Std),
        OfLayerNorm("dgamma-over-the-features", "gamma", "dgamma has one value for each sample, where gamma has one for each feature.", (t, dy) => RowSum(dy * t.XHat)),

        OfSpatial(
            "n-for-n-h-w", "x", "[Only dx] fails: both terms are H · W times too large, so that dx does not sum to 0 over a channel.",
            (t, dy, n, images) => ChannelRows.ToImages(t.Gamma / t.Std * (dy - (ColumnSum(dy) / n) - (t.XHat * ColumnSum(dy * t.XHat) / n)), images)),
        OfSpatial(
            "pixels-not-moved-back", "x",
            "[Only dx] fails: all its values are right, but channels and pixels are mixed up, since (N · H · W, C) is not (N, C, H, W) until the channels are moved back.",
            (t, dy, n, _) => (t.Gamma / t.Std * (dy - ColumnMean(dy) - (t.XHat * ColumnMean(dy * t.XHat)))).Reshape((int)n)),
        OfSpatial(
            "dgamma-of-the-first-image", "gamma", "[Only dgamma] fails, without a pattern, and with a single image it passes.",
            (t, dy, _, images) => ColumnSum((dy * t.XHat).RowRange(0, images.Area))),
        OfSpatial(
            "dbeta-of-each-pixel", "beta", "dbeta has one value for each pixel of each channel, where beta has one for each channel.",
            (_, dy, _, images) => ColumnSum(ChannelRows.ToImages(dy, images))),

        Mutation.Of(
            "ghost-batchnorm", "statistics-of-the-whole-batch", "x",
            "[Only dx] fails: it is the dx of batch normalization, so that it does not sum to 0 over a channel of each ghost batch.",
            (s, _) => SpatialBatchNorm.Backward(s.Dy, SpatialBatchNorm.Forward(s.Value("x"), Ghosts, s.Value("gamma"), s.Value("beta"))).Dx),
        Mutation.Of(
            "ghost-batchnorm", "dgamma-of-the-last-ghost-batch", "gamma", "[Only dgamma] fails, without a pattern, and with a single ghost batch it passes.",
            (s, _) => LastGhost(s)),

        Mutation.Of(
            "groupnorm", "statistics-over-all-channels", "x",
            "[Only dx] fails: it is the dx of a single group, so that it does not sum to 0 over each group of channels.",
            (s, _) => GroupNorm.Backward(s.Dy, GroupPass(s, 1)).Dx),
        Mutation.Of(
            "groupnorm", "statistics-of-each-channel", "x", "[Only dx] fails: it is the dx of instance normalization, so that it sums to 0 over every single channel.",
            (s, _) => GroupNorm.Backward(s.Dy, GroupPass(s, s.Images.Channels)).Dx),
        Mutation.Of(
            "groupnorm", "gamma-outside-the-means", "x",
            "[Only dx] fails, and [with the initial gamma of 1 it passes], as with any gamma that is equal for all channels of a group.",
            (s, _) => GroupGammaOutside(s)),
        OfGroupNorm(
            "gamma-left-out", "[Only dx] fails, and [with the initial gamma of 1 it passes], as with no other: gamma scales dy before the means are taken.",
            (dy, _, xHat) => dy - RowMean(dy) - (xHat * RowMean(dy * xHat))),
        OfGroupNorm(
            "mean-term-forgotten", "[Only dx] fails: it differs from the numerical gradient by the same amount in all of a group, so that it does not sum to 0 over a group.",
            (_, dxHat, xHat) => dxHat - (xHat * RowMean(dxHat * xHat))),
        OfGroupNorm(
            "variance-term-forgotten", "[Only dx] fails: it sums to 0 over each group of channels, but it is not orthogonal to xHat there.",
            (_, dxHat, xHat) => dxHat - RowMean(dxHat)),
        Mutation.Of(
            "groupnorm", "dgamma-as-mean", "gamma", "[Only dgamma] fails: it is exactly N · H · W times too small, so that every error is [(N · H · W - 1) / (N · H · W + 1)].",
            (s, right) => right / (s.Dy.Rows * s.Images.Area)),
    ];

    private static Mutation OfLayerNorm(string name, string input, string symptom, Func<LayerNorm.Pass<double>, Matrix<double>, Matrix<double>> wrong) =>
        Mutation.Of(
            "layernorm", name, input, symptom, (s, _) => wrong(LayerNorm.Forward(s.Value("x"), s.Value("gamma"), s.Value("beta")), s.Dy));

    /// <param name="wrong">dx · std from dy, dy · gamma and xHat with one group of a sample a row: (NG, CHW / G).</param>
    private static Mutation OfGroupNorm(string name, string symptom, Func<Matrix<double>, Matrix<double>, Matrix<double>, Matrix<double>> wrong) =>
        Mutation.Of("groupnorm", name, "x", symptom, (s, _) =>
        {
            var pass = GroupPass(s, s.Groups);
            int rows = s.Dy.Rows * s.Groups;
            return (wrong(s.Dy.Reshape(rows), (s.Dy * pass.Scale).Reshape(rows), pass.XHat.Reshape(rows)) / pass.Std).Reshape(s.Dy.Rows);
        });

    /// <param name="wrong">Receives the forward pass of the pixels, dy (NHW, C), the number of images and their extent.</param>
    private static Mutation OfSpatial(string name, string input, string symptom, Func<BatchNorm.Pass<double>, Matrix<double>, double, ImageShape, Matrix<double>> wrong) =>
        new($"spatial-{name}", "spatial-batchnorm", new(symptom), s => s.WithGradient(input, _ => wrong(
            SpatialBatchNorm.Forward(s.Value("x"), s.Images, s.Value("gamma"), s.Value("beta")).Pixels, ChannelRows.FromImages(s.Dy, s.Images), s.Dy.Rows, s.Images)));

    private static Matrix<double> LastGhost(GradientCase s)
    {
        const int First = 2 * LayerCases.Ghost;
        Matrix<double> x = s.Value("x"), dy = s.Dy;
        var pass = SpatialBatchNorm.Forward(x.RowRange(First, x.Rows - First), Ghosts, s.Value("gamma"), s.Value("beta"));
        return SpatialBatchNorm.Backward(dy.RowRange(First, dy.Rows - First), pass).Dgamma;
    }

    private static GroupNorm.Pass<double> GroupPass(GradientCase s, int groups) =>
        GroupNorm.Forward(s.Value("x"), s.Images, groups, s.Value("gamma"), s.Value("beta"));

    private static Matrix<double> GroupGammaOutside(GradientCase s)
    {
        var pass = GroupPass(s, s.Groups);
        return pass.Scale * GroupNorm.Backward(s.Dy, pass with { Scale = 1.0 }).Dx;
    }
}
