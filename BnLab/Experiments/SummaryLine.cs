namespace BnLab.Experiments;

/// <summary>A line about a training of a study of many.</summary>
internal static class SummaryLine
{
    /// <summary><c>relu-before, seed 231: train acc 0.812, best val_acc 0.345</c>.</summary>
    public static HeadingLine Of(string name, History history) => new(name, string.Create(
        CultureInfo.InvariantCulture, $"{name}, seed {history.Seed}: train acc {history.Epochs[^1].Train:F3}, best val_acc {history.BestValAccuracy:F3}"));
}
