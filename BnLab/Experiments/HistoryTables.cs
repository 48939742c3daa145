namespace BnLab.Experiments;

/// <summary>What trainings have left behind, as tables: every loss and every accuracy.</summary>
internal static class HistoryTables
{
    /// <summary>The loss of every mini-batch.</summary>
    public static Table Losses(string experiment, IReadOnlyList<History> histories) => new(
        $"{experiment}.loss", ["net", "seed", "iteration", "loss"],
        [.. histories.SelectMany(h => h.Losses.Select((loss, t) => new object[] { h.Net, h.Seed, t + 1, loss }))]);

    /// <summary>The accuracies after every epoch.</summary>
    public static Table Accuracies(string experiment, IReadOnlyList<History> histories) => new(
        $"{experiment}.accuracy", ["net", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [.. histories.SelectMany(h => h.Epochs.Select(e => new object[] { h.Net, h.Seed, e.Epoch, e.Train, e.Validation }))]);
}
