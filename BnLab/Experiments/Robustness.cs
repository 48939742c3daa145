namespace BnLab.Experiments;

/// <summary>
/// What both sweeps claim: with batch normalization a net learns from more starts. It learns where its best training
/// accuracy, the mean over the seeds, is at least half of the highest that any net reaches anywhere in the sweep.
/// </summary>
/// <param name="highest">The highest accuracy of all nets and points.</param>
internal sealed class Robustness(double highest)
{
    private const double Part = 0.5;

    /// <summary>The definition, for verdicts.</summary>
    public const string Definition = "it learns where its best training accuracy is at least half of the highest of all";

    /// <summary>Whether a net learns at a point.</summary>
    /// <param name="accuracy">Its best training accuracy there.</param>
    public bool Learns(double accuracy) => accuracy >= Part * highest;
}
