using BnLab.Nets;

namespace BnLab.Experiments.ScaleAndShift;

/// <summary>The figure of <see cref="GammaBeta"/>: sigmoid units on the left, ReLUs on the right.</summary>
internal static class ScaleAndShiftFigure
{
    private const int Bins = 20, RuleStyle = 6;

    public static Figure Draw(List<ScaleAndShiftGroup> groups)
    {
        var sigmoid = groups.Where(group => group.Variant.Activation == Activation.Sigmoid).ToList();
        var relu = groups.Where(group => group.Variant.Activation == Activation.Relu).ToList();
        return new("What learned γ and β change", [[Inputs(sigmoid), Outputs(relu)], [NearLinear(sigmoid), Zeros(relu)], [Accuracy("Sigmoid", sigmoid), Accuracy("ReLU", relu)]]);
    }

    /// <summary>
    /// From the smallest to the largest input of each sigmoid layer: its outputs, which all end near 0 and 1, turned back.
    /// </summary>
    private static Panel Inputs(List<ScaleAndShiftGroup> groups) => new(
        "Sigmoid: range of the inputs after training", new Axis("Hidden layer") { IsWhole = true }, new Axis("Input"),
        [
            new RuleSeries("Sigmoid is 0.1, 0.9", RuleStyle, Input(LayerActivity.NearLinearLow)),
            new RuleSeries("", RuleStyle, Input(LayerActivity.NearLinearHigh)),
            .. Ranges(groups, Input),
        ]);

    private static Panel Outputs(List<ScaleAndShiftGroup> groups) => new(
        "ReLU: range of the outputs after training", new Axis("Hidden layer") { IsWhole = true }, new Axis("Output"), [.. Ranges(groups, output => output)]);

    /// <summary>Where a sigmoid has an output.</summary>
    private static double Input(double output) => Math.Log(output / (1 - output));

    private static IEnumerable<Series> Ranges(List<ScaleAndShiftGroup> groups, Func<double, double> shown)
    {
        foreach (var group in groups)
        {
            int style = group.Variant.Style;
            double[] layers = [.. Enumerable.Range(1, group.Layers).Select(layer => (double)layer)];
            double[] low = [.. Enumerable.Range(0, group.Layers).Select(layer => shown(group.AtEnd(layer, activity => activity.Min).Min()))];
            double[] high = [.. Enumerable.Range(0, group.Layers).Select(layer => shown(group.AtEnd(layer, activity => activity.Max).Max()))];
            yield return new BandSeries("", style, layers, low, high);
            yield return new LineSeries(group.Variant.Label, style, layers, high);
            yield return new LineSeries("", style, layers, low);
        }
    }

    private static Panel NearLinear(List<ScaleAndShiftGroup> groups) => new(
        "Sigmoid: activations in the near-linear range", new Axis("Epoch") { IsWhole = true }, new Axis("Share of all layers' activations"),
        [.. groups.SelectMany(group => Curve(group, (run, i) => run.Looks[i].Average(layer => layer.NearLinear)))]);

    /// <summary>How many units have which share of zeros, over all layers and seeds.</summary>
    private static Panel Zeros(List<ScaleAndShiftGroup> groups) => new(
        "ReLU: how often units are 0", new Axis("Share of samples for which a unit is 0", Min: 0, Max: 1), new Axis("Share of units"),
        [
            .. groups.Select(group =>
            {
                double[] zeros = [.. group.Runs.SelectMany(run => run.Last).SelectMany(layer => layer.Zeros)];
                var units = Enumerable.Range(0, Bins).Select(bin => zeros.Count(share => Math.Min((int)(share * Bins), Bins - 1) == bin));
                return new LineSeries(
                    group.Variant.Label, group.Variant.Style, [.. Enumerable.Range(0, Bins).Select(bin => (bin + 0.5) / Bins)],
                    [.. units.Select(count => (double)count / zeros.Length)]);
            }),
        ]);

    private static Panel Accuracy(string name, List<ScaleAndShiftGroup> groups) => new(
        $"{name}: validation accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"),
        [.. groups.SelectMany(group => Curve(group, (run, i) => run.History.Epochs[i].Validation))]);

    /// <summary>The mean over the seeds, in its 95 % interval.</summary>
    private static IEnumerable<Series> Curve(ScaleAndShiftGroup group, Func<ScaleAndShiftRun, int, double> measure)
    {
        double[] epochs = group.Epochs;
        var spreads = epochs.Select((_, i) => ConfidenceInterval.Of([.. group.Runs.Select(run => measure(run, i))])).ToList();
        yield return new BandSeries("", group.Variant.Style, epochs, [.. spreads.Select(s => s.Low)], [.. spreads.Select(s => s.High)]);
        yield return new LineSeries(group.Variant.Label, group.Variant.Style, epochs, [.. spreads.Select(s => s.Mean)]);
    }
}
