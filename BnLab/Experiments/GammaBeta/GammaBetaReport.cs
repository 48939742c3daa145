using BnLab.Nets;

namespace BnLab.Experiments.GammaBeta;

/// <summary>Tables and figure of <see cref="GammaBetaStudy"/>.</summary>
internal static class GammaBetaReport
{
    private const int Bins = 20, RuleStyle = 6;

    public static IReadOnlyList<Table> Tables(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) =>
    [
        Summary(runs),
        AtEnd(runs, Activation.Sigmoid, ("min", Smallest), ("max", Largest), ("near_linear", Average(layer => layer.NearLinear))),
        AtEnd(runs, Activation.Relu, ("max", Largest), ("zeros", Average(layer => layer.ZerosMean)), ("zeros_sd", Average(layer => layer.ZerosDeviation))),
        Layers(runs), Units(runs), Accuracies(runs),
    ];

    /// <summary>Sigmoid units on the left, ReLUs on the right.</summary>
    public static Figure Draw(StudyRuns<GammaBetaVariant, GammaBetaRun> runs)
    {
        double[] epochs = [.. runs.All[0].History.Epochs.Select(e => (double)e.Epoch)];
        return new("What learned γ and β change",
        [
            [
                new("Sigmoid: range of the inputs after training", Layer, new Axis("Input"),
                [
                    new RuleSeries("Sigmoid is 0.1, 0.9", RuleStyle, Input(LayerActivity.NearLinearLow)),
                    new RuleSeries("", RuleStyle, Input(LayerActivity.NearLinearHigh)),
                    .. Ranges(runs, Activation.Sigmoid, Input),
                ]),
                new("ReLU: range of the outputs after training", Layer, new Axis("Output"), [.. Ranges(runs, Activation.Relu, output => output)]),
            ],
            [
                new("Sigmoid: activations in the near-linear range", Epoch, new Axis("Share of all layers' activations"),
                    [.. Curves(Activation.Sigmoid, (run, i) => run.Layers[i].Average(layer => layer.NearLinear))]),
                new("ReLU: how often units are 0", new Axis("Share of samples for which a unit is 0", Min: 0, Max: 1), new Axis("Share of units"),
                    [.. runs.Groups.Where(group => group.Variant.Activation == Activation.Relu).Select(group => Zeros(group.Variant, group.Runs))]),
            ],
            [Accuracy("Sigmoid", Activation.Sigmoid), Accuracy("ReLU", Activation.Relu)],
        ]);

        Panel Accuracy(string name, Activation activation) => new(
            $"{name}: validation accuracy", Epoch, new Axis("Accuracy"), [.. Curves(activation, (run, i) => run.History.Epochs[i].Validation)]);

        // The mean over the seeds in its 95 % interval.
        IEnumerable<Series> Curves(Activation activation, Func<GammaBetaRun, int, double> measure) =>
            from variant in runs.Variants
            where variant.Activation == activation
            from series in SpreadSeries.Of(variant.Label, variant.Style, epochs, [.. epochs.Select((_, i) => runs.Mean(variant, run => measure(run, i)))])
            select series;
    }

    private static Axis Layer => new("Hidden layer") { IsWhole = true };

    private static Axis Epoch => new("Epoch") { IsWhole = true };

    /// <summary>The input for which a sigmoid has an output: outputs near 0 and 1 cannot be told apart in a figure, their inputs can.</summary>
    private static double Input(double output) => Math.Log(output / (1 - output));

    /// <summary>From the smallest to the largest value of each layer.</summary>
    private static IEnumerable<Series> Ranges(StudyRuns<GammaBetaVariant, GammaBetaRun> runs, Activation activation, Func<double, double> shown)
    {
        foreach (var (variant, trainings) in runs.Groups.Where(group => group.Variant.Activation == activation))
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

    /// <summary>How many units have which share of zeros, over all layers and seeds.</summary>
    private static LineSeries Zeros(GammaBetaVariant variant, IReadOnlyList<GammaBetaRun> trainings)
    {
        double[] zeros = [.. trainings.SelectMany(run => run.Last).SelectMany(layer => layer.Zeros)];
        var units = Enumerable.Range(0, Bins).Select(bin => zeros.Count(share => Math.Min((int)(share * Bins), Bins - 1) == bin));
        return new(
            variant.Label, variant.Style, [.. Enumerable.Range(0, Bins).Select(bin => (bin + 0.5) / Bins)], [.. units.Select(count => (double)count / zeros.Length)]);
    }

    /// <summary>One row for each net: accuracies at the end, and the two measures that the claims compare.</summary>
    private static Table Summary(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => new(
        "gamma-beta",
        ["activation", "scale_shift", "seeds", "train_accuracy", "val_accuracy", "val_half_width", "near_linear", "zeros_sd"],
        [
            .. runs.Variants.Select(variant =>
            {
                var validation = runs.Mean(variant, run => run.History.Epochs[^1].Validation);
                bool isRelu = variant.Activation == Activation.Relu;
                return new object[]
                {
                    variant.ActivationName, variant.ScaleShift, runs.Seeds,
                    runs.Mean(variant, run => run.History.Epochs[^1].Train).Mean, validation.Mean, validation.HalfWidth,
                    isRelu ? double.NaN : runs.Mean(variant, run => run.NearLinear).Mean,
                    isRelu ? runs.Mean(variant, run => run.ZerosDeviation).Mean : double.NaN,
                };
            }),
        ])
    {
        IsPrinted = true,
    };

    /// <summary>One row for each layer: learned beside fixed gamma and beta at the end, over all seeds.</summary>
    private static Table AtEnd(
        StudyRuns<GammaBetaVariant, GammaBetaRun> runs, Activation activation, params (string Name, Func<IReadOnlyList<GammaBetaRun>, int, double> Of)[] measures)
    {
        var both = runs.Groups.Where(group => group.Variant.Activation == activation).ToList();
        return new(
            $"gamma-beta.{both[0].Variant.ActivationName}",
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

    /// <summary>Every layer of every net after every epoch.</summary>
    private static Table Layers(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => new(
        "gamma-beta.layers",
        ["activation", "scale_shift", "seed", "epoch", "layer", "min", "max", "near_linear", "zeros", "zeros_sd"],
        [
            .. from net in runs.Variants
               from run in runs.Of(net)
               from epoch in run.History.Epochs.Zip(run.Layers)
               from layer in epoch.Second.Index()
               select new object[]
               {
                   net.ActivationName, net.ScaleShift, run.History.Seed, epoch.First.Epoch, layer.Index + 1,
                   layer.Item.Min, layer.Item.Max, layer.Item.NearLinear, layer.Item.ZerosMean, layer.Item.ZerosDeviation,
               },
        ]);

    /// <summary>The share of zeros of every ReLU at the end.</summary>
    private static Table Units(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => new(
        "gamma-beta.units", ["activation", "scale_shift", "seed", "layer", "unit", "zeros"],
        [
            .. from net in runs.Variants
               where net.Activation == Activation.Relu
               from run in runs.Of(net)
               from layer in run.Last.Index()
               from unit in layer.Item.Zeros.Index()
               select new object[] { net.ActivationName, net.ScaleShift, run.History.Seed, layer.Index + 1, unit.Index + 1, unit.Item },
        ]);

    private static Table Accuracies(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => new(
        "gamma-beta.accuracy", ["activation", "scale_shift", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [
            .. from net in runs.Variants
               from run in runs.Of(net)
               from e in run.History.Epochs
               select new object[] { net.ActivationName, net.ScaleShift, run.History.Seed, e.Epoch, e.Train, e.Validation },
        ]);
}
