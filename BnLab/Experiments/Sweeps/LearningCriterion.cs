namespace BnLab.Experiments.Sweeps;

/// <summary>
/// What both sweeps claim: with batch normalization a net learns from more starts. It learns where its best training
/// accuracy, the mean over the seeds, is at least half of the highest that any net reaches anywhere in the sweep, and at least
/// twice that of a guess among the ten classes that all of bnlab's data sets have.
/// </summary>
internal sealed class LearningCriterion(double highest)
{
    private const double Part = 0.5, TwiceChance = 0.2;

    /// <summary>The definition, for verdicts.</summary>
    public const string Definition = "it learns where its best training accuracy is at least half of the highest of all and 0.2, twice chance";

    /// <summary>Whether a net learns at a point.</summary>
    public bool Learns(double accuracy) => accuracy >= Math.Max(Part * highest, TwiceChance);
}
