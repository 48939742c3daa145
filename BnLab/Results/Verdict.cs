namespace BnLab.Results;

/// <summary>A claim held against a measurement.</summary>
/// <param name="Claim">What is claimed, as a sentence.</param>
/// <param name="Measured">The figure that decides it.</param>
/// <param name="Limit">What the figure must reach, or must not pass.</param>
/// <param name="Passed">Whether the claim held.</param>
internal sealed record Verdict(string Claim, string Measured, string Limit, bool Passed)
{
    /// <summary>Whether it only collects claims of other runs: who counts claims counts those, and not this one besides.</summary>
    public bool IsCollected { get; init; }
}
