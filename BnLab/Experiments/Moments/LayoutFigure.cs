namespace BnLab.Experiments.Moments;

/// <summary>Means and variances of each channel from both layouts, and how far they are apart.</summary>
internal static class LayoutFigure
{
    private const double Unit = 1e-15;
    private const double Aside = 0.2; // of a channel, so that equal values lie beside each other

    /// <summary>Three panels, one below the other.</summary>
    public static Figure Draw(AxisMoments nhwc, AxisMoments nchw)
    {
        double[] channels = [.. Enumerable.Range(0, nhwc.Mean.Length).Select(c => (double)c)];
        var means = Panel("Mean of each channel", "Mean", nhwc.Mean, nchw.Mean);
        var variances = Panel("Variance of each channel", "Variance", nhwc.Variance, nchw.Variance);
        var apart = new Panel("NHWC less NCHW", Channel(), new Axis("Difference (10⁻¹⁵)"),
        [
            new LineSeries("Mean", 2, channels, Apart(nhwc.Mean, nchw.Mean), HasLine: false),
            new LineSeries("Variance", 3, channels, Apart(nhwc.Variance, nchw.Variance), HasLine: false),
        ]);
        return Figure.Stacked("Moments of the channels in two memory layouts", means, variances, apart) with { SharesX = true };

        Axis Channel() => new("Channel") { IsWhole = true };

        Panel Panel(string title, string y, double[] first, double[] second) => new(title, Channel(), new Axis(y),
        [
            new LineSeries("NHWC over (0, 1, 2)", 0, [.. channels.Select(c => c - Aside)], first, HasLine: false), // no lines: channels have no order
            new LineSeries("NCHW over (0, 2, 3)", 1, [.. channels.Select(c => c + Aside)], second, HasLine: false),
        ]);

        double[] Apart(double[] a, double[] b) => [.. a.Zip(b, (x, y) => (x - y) / Unit)];
    }
}
