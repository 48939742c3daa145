namespace BnLab.Experiments.Moments;

/// <summary>Means and variances over chosen axes of a matrix and of images, and why a convolution has one of each per channel.</summary>
/// <remarks>Ioffe and Szegedy 2015, section 3.2; TensorFlow's <c>tf.nn.moments(x, axes)</c>.</remarks>
internal static class MomentsExperiment
{
    private const double Limit = 1e-12;
    private const int MaxValues = 1 << 26;

    private static readonly double[,] Small = { { 1, 2, 3 }, { 4, 5, 6 } };

    private static readonly Setting<IReadOnlyList<int>> Shape = new(
        "--shape", [128, 32, 32, 64], "whole numbers with commas between, like 128,32,32,64", Setting.Integers, "Images, rows, columns and channels of the large array.")
    {
        ValueName = "N,H,W,C",
        Accepts = shape => shape.Count == 4 && shape.All(length => length >= 1) && shape.Aggregate((BigInteger)1, (product, length) => product * length) <= MaxValues,
        Range = $"four lengths of 1 or more: images, rows, columns and channels, with at most {MaxValues} values in all",
        Format = shape => string.Join(',', shape),
    };

    private static readonly Setting<int> Repeats = Setting.Whole("--repeats", 5, "Timed passes over the images in each layout; the median counts.");

    public static DirectExperiment Experiment { get; } = new(
        "moments", "Take means and variances over chosen axes: of a small matrix, and of images by channel in both layouts.", "moments --shape 16,32,32,64",
        [Shape, Repeats], Run);

    private static ExperimentResult Run(Values values, Func<double> clock, CancellationToken stop)
    {
        uint seed = values.Get(StudyOptions.Seed);
        var batch = new ImageBatch(values.Get(Shape), seed, stop);
        (string Layout, string What, float[] Values, int[] Shape, int[] Axes)[] views =
        [
            ("NHWC", "by channel", batch.Nhwc, batch.NhwcShape, [0, 1, 2]),
            ("NCHW", "by channel", batch.Nchw, batch.NchwShape, [0, 2, 3]),
            ("NCHW", "by place", batch.Nchw, batch.NchwShape, [0]),
            ("NCHW", "axes of NHWC", batch.Nchw, batch.NchwShape, [0, 1, 2]),
        ];
        var take = views.Select(view => (Func<AxisMoments>)(() => AxisMoments.Of<float>(view.Values, view.Shape, view.Axes))).ToList();
        AxisMoments[] moments = [.. take.Select(of => of())];
        double[] times = MedianTimes.Of(values.Get(Repeats), clock, stop, [.. take.Select(of => (Action)(() => of()))]);
        var rows = views.Select((view, i) => new object[]
        {
            view.Layout, seed, view.What, Text(view.Shape), Text(view.Axes), moments[i].Mean.Length, moments[i].Count, 1e3 * times[i],
        });
        double byChannel = batch.TranslationError(0, 2, 3), byPlace = batch.TranslationError(0);
        return new(
            "moments", [],
            [
                new("moments", ["layout", "seed", "kind", "shape", "axes", "means", "values_each", "ms"], [.. rows]) { IsPrinted = true },
                Channels(moments[0], moments[1], seed),
            ],
            [("moments", Draw(moments[0], moments[1]))])
        {
            Checks = [JudgeLayouts(moments[0], moments[1]), JudgeTranslation(byChannel, byPlace)],
            Printed = [.. PrintSmall()],
        };
    }

    private static IEnumerable<PrintedLine> PrintSmall()
    {
        double[] values = [.. Small.Cast<double>()];
        int[] shape = [Small.GetLength(0), Small.GetLength(1)];
        yield return new("x, of shape (2, 3):");
        yield return new(Small);
        foreach (var (heading, axes) in new[]
        {
            ("Over axis 0, one for each column:", new[] { 0 }), ("Over axis 1, one for each row:", [1]), ("Over both axes:", [0, 1]),
        })
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

    private static Check JudgeLayouts(AxisMoments nhwc, AxisMoments nchw)
    {
        double mean = Apart(nhwc.Mean, nchw.Mean), variance = Apart(nhwc.Variance, nchw.Variance);
        return new(
            $"Both layouts give the same {nhwc.Mean.Length} means and variances",
            $"apart by {ShortNumber.Text(mean)} and {ShortNumber.Text(variance)}", ShortNumber.Text(Limit), mean <= Limit && variance <= Limit);

        static double Apart(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
    }

    private static Check JudgeTranslation(double byChannel, double byPlace) => new(
        "Normalized by channel, an image that moves by a pixel gives the same image, moved by a pixel",
        $"apart by {ShortNumber.Text(byChannel)}; by place it would be {ShortNumber.Text(byPlace)}", ShortNumber.Text(Limit), byChannel <= Limit);

    private static Figure Draw(AxisMoments nhwc, AxisMoments nchw)
    {
        const double Unit = 1e-15;
        const double Aside = 0.2; // of a channel, so that equal values lie beside each other
        double[] channels = [.. Enumerable.Range(0, nhwc.Mean.Length).Select(c => (double)c)];
        var channel = new Axis("Channel") { IsWhole = true };
        var apart = new Panel("NHWC less NCHW", channel, new Axis("Difference (10⁻¹⁵)"),
        [
            new LineSeries("Mean", 2, channels, Apart(nhwc.Mean, nchw.Mean), HasLine: false),
            new LineSeries("Variance", 3, channels, Apart(nhwc.Variance, nchw.Variance), HasLine: false),
        ]);
        var (means, variances) = (Both("Mean", nhwc.Mean, nchw.Mean), Both("Variance", nhwc.Variance, nchw.Variance));
        return Figure.Stacked("Moments of the channels in two memory layouts", means, variances, apart) with { SharesX = true };

        Panel Both(string name, double[] first, double[] second) => new($"{name} of each channel", channel, new Axis(name),
        [
            new LineSeries("NHWC over (0, 1, 2)", 0, [.. channels.Select(c => c - Aside)], first, HasLine: false), // no lines: channels have no order
            new LineSeries("NCHW over (0, 2, 3)", 1, [.. channels.Select(c => c + Aside)], second, HasLine: false),
        ]);

        double[] Apart(double[] a, double[] b) => [.. a.Zip(b, (x, y) => (x - y) / Unit)];
    }

    private static string Text(int[] numbers) => $"({string.Join(", ", numbers)})";
}
