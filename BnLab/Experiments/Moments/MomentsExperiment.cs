
namespace BnLab.Experiments.Moments;

/// <summary>
/// Means and variances over chosen axes: of a small matrix by columns and by rows, and of a mini-batch of images by channel,
/// in both layouts; and why a convolution has one mean and one variance per channel.
/// </summary>
/// <remarks>Ioffe and Szegedy 2015, section 3.2; TensorFlow's <c>tf.nn.moments(x, axes)</c>.</remarks>
internal static class MomentsExperiment
{
    private const double Limit = 1e-12;

    private static readonly double[,] Small = { { 1, 2, 3 }, { 4, 5, 6 } };

    public static DirectExperiment Experiment { get; } = new(
        "moments", "Take means and variances over chosen axes: of a small matrix, and of images by channel in both layouts.", "moments --shape 16,32,32,64",
        MomentsOptions.Settings, (values, clock, stop) => Run(MomentsOptions.Of(values), clock, stop));

    /// <summary>Takes the moments.</summary>
    public static ExperimentResult Run(MomentsOptions options, Func<double> seconds, CancellationToken cancellation = default)
    {
        var batch = new ImageBatch(options.Shape, options.Seed, cancellation);
        View[] views =
        [
            new("NHWC", "by channel", batch.Nhwc, batch.NhwcShape, [0, 1, 2]),
            new("NCHW", "by channel", batch.Nchw, batch.NchwShape, [0, 2, 3]),
            new("NCHW", "by place", batch.Nchw, batch.NchwShape, [0]),
            new("NCHW", "axes of NHWC", batch.Nchw, batch.NchwShape, [0, 1, 2]),
        ];
        AxisMoments[] moments = [.. views.Select(view => view.Moments())];
        double[] times = MedianTimes.Of(options.Repeats, seconds, cancellation, [.. views.Select(view => (Action)(() => view.Moments()))]);
        var rows = views.Select((view, i) => new object[]
        {
            view.Layout, options.Seed, view.What, Text(view.Shape), Text(view.Axes), moments[i].Mean.Length, moments[i].Count, 1e3 * times[i],
        });
        double byChannel = Translation.Error(batch, 0, 2, 3), byPlace = Translation.Error(batch, 0);
        return new(
            "moments", [],
            [
                new("moments", ["layout", "seed", "kind", "shape", "axes", "means", "values_each", "ms"], [.. rows]) { IsPrinted = true },
                Channels(moments[0], moments[1], options.Seed),
            ],
            [("moments", LayoutFigure.Draw(moments[0], moments[1]))],
            [JudgeLayouts(moments[0], moments[1]), JudgeTranslation(byChannel, byPlace)])
        {
            Printed = [.. PrintSmall()],
        };
    }

    private static IEnumerable<PrintedLine> PrintSmall()
    {
        double[] values = [.. Small.Cast<double>()];
        int[] shape = [Small.GetLength(0), Small.GetLength(1)];
        yield return new("x, of shape (2, 3):");
        yield return new(Small);
        foreach (var (heading, axes) in new[] { ("Over axis 0, one for each column:", new[] { 0 }), ("Over axis 1, one for each row:", [1]), ("Over both axes:", [0, 1]) })
        {
            var moments = AxisMoments.Of<double>(values, shape, axes);
            yield return new(heading);
            yield return new("  means:    ", moments.Mean);
            yield return new("  variances:", moments.Variance);
        }

        yield return new();
    }

    private static Table Channels(AxisMoments nhwc, AxisMoments nchw, uint seed) => new(
        "moments.channels", ["seed", "channel", "mean_nhwc", "mean_nchw", "variance_nhwc", "variance_nchw"],
        [.. Enumerable.Range(0, nhwc.Mean.Length).Select(c => new object[] { seed, c, nhwc.Mean[c], nchw.Mean[c], nhwc.Variance[c], nchw.Variance[c] })]);

    private static Verdict JudgeLayouts(AxisMoments nhwc, AxisMoments nchw)
    {
        double mean = Apart(nhwc.Mean, nchw.Mean), variance = Apart(nhwc.Variance, nchw.Variance);
        return new(
            $"Both layouts give the same {nhwc.Mean.Length} means and variances",
            $"apart by {ShortNumber.Text(mean)} and {ShortNumber.Text(variance)}", ShortNumber.Text(Limit), mean <= Limit && variance <= Limit);

        static double Apart(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
    }

    private static Verdict JudgeTranslation(double byChannel, double byPlace) => new(
        "Normalized by channel, an image that moves by a pixel gives the same image, moved by a pixel",
        $"apart by {ShortNumber.Text(byChannel)}; by place it would be {ShortNumber.Text(byPlace)}", ShortNumber.Text(Limit), byChannel <= Limit);

    private static string Text(int[] numbers) => $"({string.Join(", ", numbers)})";

    /// <summary>An array and the axes over which its moments are taken.</summary>
    private sealed record View(string Layout, string What, float[] Values, int[] Shape, int[] Axes)
    {
        public AxisMoments Moments() => AxisMoments.Of<float>(Values, Shape, Axes);
    }
}
