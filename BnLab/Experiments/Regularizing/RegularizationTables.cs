namespace BnLab.Experiments.Regularizing;

/// <summary>The tables of the study.</summary>
internal static class RegularizationTables
{
    /// <summary>Every training.</summary>
    public static Table Runs(IReadOnlyList<RegularizedRun> runs) => new(
        "regularization", ["net", "dropout", "l2", "distortion", "seed", "last_train_accuracy", "last_val_accuracy", "gap", "best_val_accuracy", "epochs_to_half"],
        [.. runs.Select(run => new object[]
        {
            run.Cell.Net.Name, run.Cell.Has(Regularizer.Dropout), run.Cell.Has(Regularizer.L2), run.Cell.Has(Regularizer.Distortion), run.History.Seed,
            run.History.Epochs[^1].Train, run.History.Epochs[^1].Validation, run.Gap, run.BestVal, run.EpochsToHalf,
        })]);

    /// <summary>Every cell over the seeds: means with half the width of their 95 % intervals, and the median of the epochs.</summary>
    public static Table Summary(Grid grid) => new(
        "regularization.summary", ["net", "dropout", "L2", "distortion", "best validation accuracy", "gap", "epochs to half"],
        [.. Cell.All.Select(cell => new object[]
        {
            cell.Net.Name, cell.Has(Regularizer.Dropout), cell.Has(Regularizer.L2), cell.Has(Regularizer.Distortion),
            SpreadSeries.Text(ConfidenceInterval.Of(grid.Of(cell, run => run.BestVal))), SpreadSeries.Text(ConfidenceInterval.Of(grid.Of(cell, run => run.Gap))),
            Grid.Median(grid.Of(cell, run => run.EpochsToHalf)) is var epochs && double.IsFinite(epochs) ? epochs : "never",
        })])
    {
        IsPrinted = true,
        IsWritten = false,
    };

    /// <summary>What each regularizer adds to the best validation accuracy, without and with batch normalization.</summary>
    public static Table Gains(Grid grid) => new(
        "regularization.gains", ["regularizer", "net", "gain", "half_width"],
        [.. from regularizer in Cell.Regularizers
            from net in Cell.Nets
            let gain = ConfidenceInterval.Of(grid.Gains(net, regularizer))
            select new object[] { Cell.Word(regularizer), net.Name, gain.Mean, gain.HalfWidth }])
    {
        IsPrinted = true,
    };
}
