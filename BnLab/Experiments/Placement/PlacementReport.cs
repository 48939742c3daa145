using BnLab.Nets;

namespace BnLab.Experiments.Placement;

/// <summary>Tables and figure of <see cref="PlacementStudy"/>.</summary>
internal static class PlacementReport
{
    private static readonly (string Name, string HalfWidthName, Func<History, double> Of)[] Measures =
    [
        ("train_accuracy", "train_half_width", history => history.Epochs[^1].Train),
        ("best_val_accuracy", "val_half_width", history => history.BestValAccuracy),
    ];

    public static IReadOnlyList<Table> Tables(StudyRuns<PlacementVariant, History> runs) => [Summary(runs), Differences(runs), Losses(runs), Accuracies(runs)];

    /// <summary>Which place a difference, before - after, speaks for.</summary>
    public static string Better(ConfidenceInterval difference) => difference switch
    {
        { Low: > 0 } => "before",
        { High: < 0 } => "after",
        _ => "not decided",
    };

    /// <summary>ReLU on the left, sigmoid on the right: the mean over the seeds in its 95 % interval.</summary>
    public static Figure Draw(StudyRuns<PlacementVariant, History> runs)
    {
        double[] epochs = [.. runs.All[0].Epochs.Select(e => (double)e.Epoch)];
        return new(
            "Batch normalization before and after the activation",
            [
                Row("training loss", "Mean loss of the epoch", epochs[1..], (history, i) => history.EpochLoss(i + 1)),
                Row("training accuracy", "Accuracy", epochs, (history, i) => history.Epochs[i].Train),
                Row("validation accuracy", "Accuracy", epochs, (history, i) => history.Epochs[i].Validation),
            ])
        {
            SharesX = true,
            SharesY = true,
        };

        Panel[] Row(string what, string y, double[] x, Func<History, int, double> measure) =>
        [
            .. runs.Variants.GroupBy(net => net.Activation).Select(nets => new Panel(
                $"{(nets.Key == Activation.Relu ? "ReLU" : "Sigmoid")}: {what}", new Axis("Epoch") { IsWhole = true }, new Axis(y),
                [.. nets.SelectMany(net => Curve(net, x, measure))])),
        ];

        IEnumerable<Series> Curve(PlacementVariant net, double[] x, Func<History, int, double> measure)
        {
            var (label, style) = net.Place switch
            {
                Place.Before => ("Before the activation", NetPlan.BatchNorm.Style),
                Place.After => ("After the activation", 2),
                _ => ("No normalization", NetPlan.Baseline.Style),
            };
            return SpreadSeries.Of(label, style, x, [.. x.Select((_, i) => runs.Mean(net, history => measure(history, i)))]);
        }
    }

    private static Table Summary(StudyRuns<PlacementVariant, History> runs) => new(
        "placement",
        ["activation", "normalized", "seeds", .. Measures.SelectMany(measure => new[] { measure.Name, measure.HalfWidthName })],
        [
            .. runs.Variants.Select(net => (object[])
            [
                net.ActivationName, net.PlaceName, runs.Seeds,
                .. Measures.Select(measure => runs.Mean(net, measure.Of)).SelectMany(mean => new object[] { mean.Mean, mean.HalfWidth }),
            ]),
        ])
    {
        IsPrinted = true,
    };

    /// <summary>The answer: the difference of the two places, seed by seed, and whether its 95 % interval leaves it open.</summary>
    private static Table Differences(StudyRuns<PlacementVariant, History> runs) => new(
        "placement.differences", ["activation", "measure", "seeds", "before_minus_after", "half_width", "better"],
        [
            .. from before in runs.Variants.Where(net => net.Place == Place.Before)
               let after = runs.Variants.Single(net => net == before with { Place = Place.After })
               from measure in Measures
               let difference = runs.Difference(before, after, measure.Of)
               select new object[] { before.ActivationName, measure.Name, difference.Count, difference.Mean, difference.HalfWidth, Better(difference) },
        ])
    {
        IsPrinted = true,
    };

    private static Table Losses(StudyRuns<PlacementVariant, History> runs) => new(
        "placement.loss", ["activation", "normalized", "seed", "iteration", "loss"],
        [
            .. from net in runs.Variants
               from history in runs.Of(net)
               from step in history.Losses.Select((loss, t) => (loss, iteration: t + 1))
               select new object[] { net.ActivationName, net.PlaceName, history.Seed, step.iteration, step.loss },
        ]);

    private static Table Accuracies(StudyRuns<PlacementVariant, History> runs) => new(
        "placement.accuracy", ["activation", "normalized", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [
            .. from net in runs.Variants
               from history in runs.Of(net)
               from e in history.Epochs
               select new object[] { net.ActivationName, net.PlaceName, history.Seed, e.Epoch, e.Train, e.Validation },
        ]);
}
