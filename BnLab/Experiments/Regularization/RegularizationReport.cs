namespace BnLab.Experiments.Regularization;

internal static class RegularizationReport
{
    private const double Offset = 0.14, HalfBox = 0.05;

    public static IReadOnlyList<Table> Tables(Grid grid) =>
    [
        Summary(grid.Runs), Gains(grid),
        new(
            "regularization", ["net", "dropout", "l2", "distortion", "seed", "last_train_accuracy", "last_val_accuracy", "gap", "best_val_accuracy", "epochs_to_half"],
            [
                .. from seed in grid.Runs.All.Chunk(grid.Runs.Variants.Count)
                   from run in grid.Runs.Variants.Zip(seed, (point, history) => (Point: point, History: history))
                   let last = run.History.Epochs[^1]
                   select (object[])
                   [
                       .. Names(run.Point), run.History.Seed, last.Train, last.Validation,
                       Grid.Gap(run.History), run.History.BestValAccuracy, Grid.EpochsToHalf(run.History),
                   ],
            ]),
        grid.Runs.Accuracies(bySeed: true),
    ];

    public static Figure Draw(Grid grid, double keep, double penalty)
    {
        var sets = new Axis(string.Create(CultureInfo.InvariantCulture, $"D: dropout, keeps {keep}; L: L2, {penalty}; S: shifts and flips"))
        {
            Categories = [.. GridPoint.Sets.Select(set => set.Count == 0 ? "none" : string.Concat(set.Select(each => each.Letter)))],
        };
        return new(
            "Regularizers with and without batch normalization",
            [
                [
                    Measured("Best validation accuracy", "Accuracy", history => history.BestValAccuracy),
                    Measured("Training minus validation accuracy", "Gap after the last epoch", Grid.Gap),
                ],
                [
                    new Panel(
                        "Epochs until half of the training images are right", sets, new Axis("Epochs, median of the seeds", Min: 0),
                        [.. GridPoint.Nets.Select(net => Points(net, [.. Of(net).Select(point => Grid.Median(grid.Runs.Of(point).Select(Grid.EpochsToHalf)))]))]),
                    new Panel(
                        "Gain by each regularizer", new Axis("") { Categories = [.. Regularizer.All.Select(each => each.Bar)] },
                        new Axis("Best validation accuracy, added"),
                        [
                            new RuleSeries("", 6, 0),
                            .. GridPoint.Nets.SelectMany(net => WithIntervals(net, [.. Regularizer.All.Select(each => ConfidenceInterval.Of(grid.Gains(net, each)))])),
                        ]),
                ],
            ]);

        Panel Measured(string title, string axis, Func<History, double> measure) => new(
            title, sets, new Axis(axis), [.. GridPoint.Nets.SelectMany(net => WithIntervals(net, [.. Of(net).Select(point => grid.Runs.Mean(point, measure))]))]);

        IEnumerable<GridPoint> Of(NetVariant net) => grid.Runs.Variants.Where(point => point.Net == net); // in the order of the sets
    }

    private static Table Summary(StudyRuns<GridPoint, History> runs) => new(
        "regularization.summary", ["net", "dropout", "L2", "distortion", "best validation accuracy", "gap", "epochs to half"],
        [.. runs.Variants.Select(point => (object[])
        [
            .. Names(point), SpreadSeries.Text(runs.Mean(point, history => history.BestValAccuracy)), SpreadSeries.Text(runs.Mean(point, Grid.Gap)),
            Grid.Median(runs.Of(point).Select(Grid.EpochsToHalf)) is var epochs && double.IsFinite(epochs) ? epochs : "never",
        ])])
    {
        IsPrinted = true,
        IsWritten = false,
    };

    private static Table Gains(Grid grid) => new(
        "regularization.gains", ["regularizer", "net", "gain", "half_width"],
        [
            .. from regularizer in Regularizer.All
               from net in GridPoint.Nets
               let gain = ConfidenceInterval.Of(grid.Gains(net, regularizer))
               select new object[] { regularizer.Name, net.Name, gain.Mean, gain.HalfWidth },
        ])
    {
        IsPrinted = true,
    };

    private static object[] Names(GridPoint point) => [point.Net.Name, .. Regularizer.All.Select(each => (object)point.Has(each))];

    private static IEnumerable<Series> WithIntervals(NetVariant net, IReadOnlyList<ConfidenceInterval> places) =>
    [
        .. from place in places.Index()
           where !double.IsNaN(place.Item.HalfWidth)
           let x = place.Index + Side(net)
           select new BandSeries("", net.Style, [x - HalfBox, x + HalfBox], [place.Item.Low, place.Item.Low], [place.Item.High, place.Item.High]),
        Points(net, [.. places.Select(place => place.Mean)]),
    ];

    private static LineSeries Points(NetVariant net, double[] values) =>
        new(net.Label, net.Style, [.. values.Select((_, i) => i + Side(net))], values, HasLine: false);

    private static double Side(NetVariant net) => net == NetVariant.Baseline ? -Offset : Offset;
}
