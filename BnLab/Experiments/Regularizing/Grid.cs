namespace BnLab.Experiments.Regularizing;

/// <summary>All trainings of all seeds, and what comes out over them.</summary>
/// <param name="Runs">Every cell of the grid once for each seed.</param>
internal sealed record Grid(IReadOnlyList<RegularizedRun> Runs)
{
    /// <summary>A figure of one cell over the seeds.</summary>
    public double[] Of(Cell cell, Func<RegularizedRun, double> figure) =>
        [.. Runs.Where(run => run.Cell.Name == cell.Name).Select(figure)];

    /// <summary>The middle figure, which is finite as long as more than half of the figures are.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// How much a regularizer adds to a net's best validation accuracy, seed by seed: the mean over all pairs of cells that
    /// differ in it and in nothing else.
    /// </summary>
    public double[] Gains(NetPlan net, Regularizer regularizer)
    {
        return [.. Runs.GroupBy(run => run.History.Seed).Select(seed => Mean(seed, has: true) - Mean(seed, has: false))];

        double Mean(IEnumerable<RegularizedRun> runs, bool has) =>
            runs.Where(run => run.Cell.Net == net && run.Cell.Has(regularizer) == has).Average(run => run.BestVal);
    }

    /// <summary>How much more a regularizer adds without batch normalization than with it, seed by seed.</summary>
    public double[] Spared(Regularizer regularizer) =>
        [.. Gains(NetPlan.Baseline, regularizer).Zip(Gains(NetPlan.BatchNorm, regularizer), (without, with) => without - with)];
}
