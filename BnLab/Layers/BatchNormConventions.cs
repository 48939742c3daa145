namespace BnLab.Layers;

/// <summary>Where implementations of batch normalization differ: eps, and the running statistics.</summary>
/// <param name="Eps">Added to the variance under the root.</param>
/// <param name="Momentum">
/// The part of the old running statistics that each mini-batch keeps: running = momentum · running + (1 - momentum) · batch.
/// </param>
/// <param name="UnbiasedRunningVariance">
/// Whether the running variance averages the unbiased variances (divided by N - 1) of the mini-batches, as the paper's
/// Algorithm 2 does, or the biased ones (divided by N). The mini-batch itself is always normalized by its biased variance.
/// </param>
/// <param name="InitialRunningVariance">The running variance before the first mini-batch.</param>
public sealed record BatchNormConventions(
    double Eps = BatchNorm.DefaultEps,
    double Momentum = 0.9,
    bool UnbiasedRunningVariance = false,
    double InitialRunningVariance = 0.0)
{
    /// <summary>The course's: biased running variance, both running statistics start at 0.</summary>
    public static BatchNormConventions Course { get; } = new();

    /// <summary>
    /// PyTorch's BatchNorm1d and 2d: its momentum is the part of the new mini-batch, its running variance is unbiased
    /// and starts at 1.
    /// </summary>
    /// <param name="momentum">PyTorch's momentum: 1 minus the course's.</param>
    /// <param name="eps">Added to the variance under the root.</param>
    public static BatchNormConventions PyTorch(double momentum = 0.1, double eps = 1e-5) =>
        new(eps, 1.0 - momentum, UnbiasedRunningVariance: true, InitialRunningVariance: 1.0);
}
