namespace BnLab.Experiments.GammaBeta;

internal static class GammaBetaReport
{
    private const int Bins = 20, RuleStyle = 6;

    public static IReadOnlyList<Table> Tables(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) =>
    [
        Summary(runs),
        AtEnd(runs, Activation.Sigmoid, ("min", Smallest), ("max", Largest), ("near_linear", Average(layer => layer.NearLinear))),
        AtEnd(runs, Activation.Relu, ("max", Largest), ("zeros", Average(layer => layer.ZerosMean)), ("zeros_sd", Average(layer => layer.ZerosDeviation))),
        Layers(runs), Units(runs), runs.Accuracies(),
    ];

    public static Figure Draw(StudyRuns<GammaBetaVariant, GammaBetaRun> runs)
    {
        var (sigmoid, relu) = (Of(runs, Activation.Sigmoid), Of(runs, Activation.Relu));
        return new("What learned γ and β change",
        [
            [
                new("Sigmoid: range of the inputs after training", Layer, new Axis("Input"),
                [
                    new RuleSeries("Sigmoid is 0.1, 0.9", RuleStyle, Input(LayerActivity.NearLinearLow)),
                    new RuleSeries("", RuleStyle, Input(LayerActivity.NearLinearHigh)),
                    .. Ranges(sigmoid, Input),
                ]),
                new("ReLU: range of the outputs after training", Layer, new Axis("Output"), [.. Ranges(relu, output => output)]),
            ],
            [
                sigmoid.EpochPanel(
                    "Sigmoid: activations in the near-linear range", "Share of all layers' activations",
                    (run, i) => run.Layers[i].Average(layer => layer.NearLinear)),
                new("ReLU: how often units are 0", new Axis("Share of samples for which a unit is 0", Min: 0, Max: 1), new Axis("Share of units"),
                    [.. relu.Groups.Select(group => Zeros(group.Variant, group.Runs))]),
            ],
            [sigmoid.AccuracyPanel("Sigmoid: validation accuracy", e => e.Validation), relu.AccuracyPanel("ReLU: validation accuracy", e => e.Validation)],
        ]);
    }

    private static StudyRuns<GammaBetaVariant, GammaBetaRun> Of(StudyRuns<GammaBetaVariant, GammaBetaRun> runs, Activation activation) =>
        runs.Where(variant => variant.Activation == activation);

    private static Axis Layer => new("Hidden layer") { IsWhole = true };

    /// <summary>The inverse of the sigmoid: outputs near 0 and 1 look alike in a figure, their inputs do not.</summary>
    private static double Input(double output) => Math.Log(output / (1 - output));

    private static IEnumerable<Series> Ranges(StudyRuns<GammaBetaVariant, GammaBetaRun> runs, Func<double, double> shown)
    {
        foreach (var (variant, trainings) in runs.Groups)
        {
            var layers = Enumerable.Range(0, trainings[0].Last.Count).ToList();
            double[] x = [.. layers.Select(layer => layer + 1.0)];
            double[] low = [.. layers.Select(layer => shown(Smallest(trainings, layer)))];
            double[] high = [.. layers.Select(layer => shown(Largest(trainings, layer)))];
            yield return new BandSeries("", variant.Style, x, low, high);
            yield return new LineSeries(variant.Label, variant.Style, x, high);
            yield return new LineSeries("", variant.Style, x, low);
        }
    }

    /// <summary>A histogram of the units by their share of zeros, over all layers and seeds.</summary>
    private static LineSeries Zeros(GammaBetaVariant variant, IReadOnlyList<GammaBetaRun> trainings)
    {
        double[] zeros = [.. trainings.SelectMany(run => run.Last).SelectMany(layer => layer.Zeros)];
        var units = Enumerable.Range(0, Bins).Select(bin => zeros.Count(share => Math.Min((int)(share * Bins), Bins - 1) == bin));
        return new(
            variant.Label, variant.Style, [.. Enumerable.Range(0, Bins).Select(bin => (bin + 0.5) / Bins)], [.. units.Select(count => (double)count / zeros.Length)]);
    }

    private static Table Summary(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => runs.Summary(
        ["seeds", "train_accuracy", "val_accuracy", "val_half_width", "near_linear", "zeros_sd"],
        variant =>
        {
            var validation = runs.Mean(variant, run => run.History.Epochs[^1].Validation);
            bool isRelu = variant.Activation == Activation.Relu;
            return
            [
                runs.Seeds, runs.Mean(variant, run => run.History.Epochs[^1].Train).Mean, validation.Mean, validation.HalfWidth,
                isRelu ? double.NaN : runs.Mean(variant, run => run.NearLinear).Mean,
                isRelu ? runs.Mean(variant, run => run.ZerosDeviation).Mean : double.NaN,
            ];
        });

    private static Table AtEnd(
        StudyRuns<GammaBetaVariant, GammaBetaRun> runs, Activation activation, params (string Name, Func<IReadOnlyList<GammaBetaRun>, int, double> Of)[] measures)
    {
        var both = Of(runs, activation).Groups.ToList();
        return new(
            $"gamma-beta.{activation}".ToLowerInvariant(),
            ["layer", .. both.SelectMany(group => measures.Select(measure => $"{group.Variant.ScaleShift}_{measure.Name}"))],
            [
                .. Enumerable.Range(0, both[0].Runs[0].Last.Count).Select(i => (object[])
                    [i + 1, .. both.SelectMany(group => measures.Select(measure => (object)measure.Of(group.Runs, i)))]),
            ])
        {
            IsPrinted = true,
        };
    }

    private static double Smallest(IReadOnlyList<GammaBetaRun> trainings, int layer) => trainings.Min(run => run.Last[layer].Min);

    private static double Largest(IReadOnlyList<GammaBetaRun> trainings, int layer) => trainings.Max(run => run.Last[layer].Max);

    private static Func<IReadOnlyList<GammaBetaRun>, int, double> Average(Func<LayerActivity, double> measure) =>
        (trainings, layer) => trainings.Average(run => measure(run.Last[layer]));

    private static Table Layers(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => runs.Rows(
        "layers", ["epoch", "layer", "min", "max", "near_linear", "zeros", "zeros_sd"], (_, run) =>
            from epoch in run.History.Epochs.Zip(run.Layers)
            from layer in epoch.Second.Index()
            let each = layer.Item
            select new object[] { epoch.First.Epoch, layer.Index + 1, each.Min, each.Max, each.NearLinear, each.ZerosMean, each.ZerosDeviation });

    private static Table Units(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => Of(runs, Activation.Relu).Rows(
        "units", ["layer", "unit", "zeros"], (_, run) =>
            from layer in run.Last.Index()
            from unit in layer.Item.Zeros.Index()
            select new object[] { layer.Index + 1, unit.Index + 1, unit.Item });
}
