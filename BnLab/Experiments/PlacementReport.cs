using BnLab.Nets;

namespace BnLab.Experiments;

/// <summary>What <see cref="Placement"/> shows of its trainings.</summary>
internal static class PlacementReport
{
    private static readonly (string Name, string HalfWidthName, Func<History, double> Of)[] Measures =
    [
        ("train_accuracy", "train_half_width", history => history.Epochs[^1].Train),
        ("best_val_accuracy", "val_half_width", history => history.BestValAccuracy),
    ];

    /// <summary>What follows from all trainings.</summary>
    public static IReadOnlyList<Table> Answers(List<PlacementGroup> groups) => [Summary(groups), Differences(groups)];

    /// <summary>Every training that was finished.</summary>
    public static IReadOnlyList<Table> Trainings(List<PlacementGroup> groups) => [Losses(groups), Accuracies(groups)];

    private static Table Summary(List<PlacementGroup> groups) => new(
        "placement",
        ["activation", "normalized", "seeds", .. Measures.SelectMany(measure => new[] { measure.Name, measure.HalfWidthName })],
        [
            .. groups.Select(group => (object[])
            [
                group.Variant.ActivationName, group.Variant.PlaceName, group.Histories.Count,
                .. Measures.Select(measure => group.Of(measure.Of)).SelectMany(spread => new object[] { spread.Mean, spread.HalfWidth }),
            ]),
        ])
    {
        IsPrinted = true,
    };

    /// <summary>The answer: the difference of the two places, seed by seed, and whether its 95 % interval leaves it open.</summary>
    private static Table Differences(List<PlacementGroup> groups) => new(
        "placement.differences", ["activation", "measure", "seeds", "before_minus_after", "half_width", "better"],
        [
            .. from before in groups.Where(g => g.Variant.Place == Place.Before)
               let after = groups.Single(g => g.Variant == before.Variant with { Place = Place.After })
               from measure in Measures
               let difference = ConfidenceInterval.Of([.. before.Histories.Zip(after.Histories, (a, b) => measure.Of(a) - measure.Of(b))])
               select new object[]
               {
                   before.Variant.ActivationName, measure.Name, difference.Count, difference.Mean, difference.HalfWidth, Better(difference),
               },
        ])
    {
        IsPrinted = true,
    };

    /// <summary>Which place a difference, before - after, speaks for.</summary>
    internal static string Better(ConfidenceInterval difference) => difference switch
    {
        { Low: > 0 } => "before",
        { High: < 0 } => "after",
        _ => "not decided",
    };

    private static Table Losses(List<PlacementGroup> groups) => new(
        "placement.loss", ["activation", "normalized", "seed", "iteration", "loss"],
        [
            .. from g in groups
               from history in g.Histories
               from step in history.Losses.Select((loss, t) => (loss, iteration: t + 1))
               select new object[] { g.Variant.ActivationName, g.Variant.PlaceName, history.Seed, step.iteration, step.loss },
        ]);

    private static Table Accuracies(List<PlacementGroup> groups) => new(
        "placement.accuracy", ["activation", "normalized", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [
            .. from g in groups
               from history in g.Histories
               from e in history.Epochs
               select new object[] { g.Variant.ActivationName, g.Variant.PlaceName, history.Seed, e.Epoch, e.Train, e.Validation },
        ]);

    /// <summary>ReLU on the left, sigmoid on the right: the mean over the seeds in its 95 % interval.</summary>
    public static Figure Draw(List<PlacementGroup> groups)
    {
        double[] epochs = [.. groups[0].Histories[0].Epochs.Select(e => (double)e.Epoch)];
        return new(
            "Batch normalization before and after the activation",
            [
                Row("training loss", "Mean loss of the epoch", epochs[1..], (history, i) => EpochLoss(history, i)),
                Row("training accuracy", "Accuracy", epochs, (history, i) => history.Epochs[i].Train),
                Row("validation accuracy", "Accuracy", epochs, (history, i) => history.Epochs[i].Validation),
            ])
        {
            SharesX = true,
            SharesY = true,
        };

        Panel[] Row(string what, string y, double[] x, Func<History, int, double> measure) =>
        [
            .. groups.GroupBy(group => group.Variant.Activation).Select(nets => new Panel(
                $"{(nets.Key == Activation.Relu ? "ReLU" : "Sigmoid")}: {what}", new Axis("Epoch") { IsWhole = true }, new Axis(y),
                [.. nets.SelectMany(group => Curve(group, x, measure))])),
        ];
    }

    /// <summary>The mean loss of an epoch's mini-batches, which scatter too much to be seen one by one.</summary>
    private static double EpochLoss(History history, int epoch)
    {
        int length = history.Losses.Count / (history.Epochs.Count - 1);
        return history.Losses.Skip(epoch * length).Take(length).Average();
    }

    private static IEnumerable<Series> Curve(PlacementGroup group, double[] x, Func<History, int, double> measure)
    {
        var (label, style) = group.Variant.Place switch
        {
            Place.Before => ("Before the activation", NetPlan.BatchNorm.Style),
            Place.After => ("Behind the activation", 2),
            _ => ("No normalization", NetPlan.Baseline.Style),
        };
        var spreads = x.Select((_, i) => group.Of(history => measure(history, i))).ToList();
        yield return new BandSeries("", style, x, [.. spreads.Select(s => s.Low)], [.. spreads.Select(s => s.High)]);
        yield return new LineSeries(label, style, x, [.. spreads.Select(s => s.Mean)]);
    }
}
