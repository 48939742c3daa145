namespace BnLab.Experiments.Regularizing;

/// <summary>The figure of the study: three measures over the grid, and what each regularizer adds.</summary>
internal static class RegularizationFigure
{
    private const double Offset = 0.14, HalfBox = 0.05;

    /// <summary>Draws it.</summary>
    public static Figure Draw(Grid grid, RegularizationOptions options)
    {
        var sets = new Axis(string.Create(
            CultureInfo.InvariantCulture, $"D: dropout, keeps {options.Keep}; L: L2, {options.Settings.Regularization}; S: shifts and flips"))
        {
            Categories = [.. Cell.Sets.Select(Short)],
        };
        return new(
            "Regularizers with and without batch normalization",
            [
                [
                    Measured("Best validation accuracy", "Accuracy", run => run.BestVal),
                    Measured("Training minus validation accuracy", "Gap after the last epoch", run => run.Gap),
                ],
                [
                    new Panel("Epochs until half of the training images are right", sets, new Axis("Epochs, median of the seeds", Min: 0), [.. Cell.Nets.Select(net =>
                        Points(net, i => Grid.Median(grid.Of(new Cell(net, Cell.Sets[i]), run => run.EpochsToHalf)), Cell.Sets.Count))]),
                    new Panel("Gain by each regularizer", new Axis("") { Categories = ["dropout", "L2", "shifts, flips"] }, new Axis("Best validation accuracy, added"),
                    [
                        new RuleSeries("", 6, 0),
                        .. WithIntervals(net => i => ConfidenceInterval.Of(grid.Gains(net, Cell.Regularizers[i])), Cell.Regularizers.Count),
                    ]),
                ],
            ]);

        Panel Measured(string title, string axis, Func<RegularizedRun, double> figure) => new(
            title, sets, new Axis(axis), [.. WithIntervals(net => i => ConfidenceInterval.Of(grid.Of(new Cell(net, Cell.Sets[i]), figure)), Cell.Sets.Count)]);
    }

    /// <summary>Means as points, in 95 % intervals as boxes.</summary>
    private static IEnumerable<Series> WithIntervals(Func<NetPlan, Func<int, ConfidenceInterval>> of, int count)
    {
        foreach (var net in Cell.Nets)
        {
            for (int i = 0; i < count; i++)
            {
                var spread = of(net)(i);
                if (double.IsNaN(spread.HalfWidth)) continue;
                double x = i + Side(net);
                yield return new BandSeries("", net.Style, [x - HalfBox, x + HalfBox], [spread.Low, spread.Low], [spread.High, spread.High]);
            }

            yield return Points(net, i => of(net)(i).Mean, count);
        }
    }

    private static LineSeries Points(NetPlan net, Func<int, double> value, int count) => new(
        net.Label, net.Style, [.. Enumerable.Range(0, count).Select(i => i + Side(net))], [.. Enumerable.Range(0, count).Select(value)], HasLine: false);

    private static double Side(NetPlan net) => net == NetPlan.Baseline ? -Offset : Offset;

    private static string Short(IReadOnlyList<Regularizer> set) => set.Count == 0 ? "none" : string.Concat(set.Select(each => each switch
    {
        Regularizer.Dropout => "D",
        Regularizer.L2 => "L",
        _ => "S",
    }));
}
