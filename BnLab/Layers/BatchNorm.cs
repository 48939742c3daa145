using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Layers;

/// <summary>
/// Batch normalization as mathematics: the forward pass of a mini-batch and its two backward passes, line by line.
/// These lines are for reading and checking; nets use <see cref="BatchNormLayer{T}"/>, which computes the same faster.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
/// Shift", 2015: Algorithm 1 and the gradients at the end of its section 3.
/// </remarks>
public static class BatchNorm
{
    /// <summary>The constant that the course adds to the variance.</summary>
    public const double DefaultEps = 1e-5;

    /// <summary>Algorithm 1: the batch normalizing transform.</summary>
    /// <param name="x">(N, D): values of x over a mini-batch.</param>
    /// <param name="gamma">(1, D): learned scale.</param>
    /// <param name="beta">(1, D): learned shift.</param>
    /// <param name="eps">Added to the variance under the root, so that a constant column stays finite.</param>
    public static Pass<T> Forward<T>(Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, double eps = DefaultEps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mu = ColumnMean(x);                // (1, D)  mini-batch mean
        var xMu = x - mu;                      // (N, D)
        var variance = ColumnMean(xMu * xMu);  // (1, D)  mini-batch variance, biased (divided by N)
        var std = Sqrt(variance + eps);        // (1, D)
        var xHat = xMu / std;                  // (N, D)  normalize
        var y = (gamma * xHat) + beta;         // (N, D)  scale and shift
        return new(gamma, mu, xMu, variance, std, xHat, y);
    }

    /// <summary>The transform at test time: by statistics that do not depend on x.</summary>
    /// <param name="x">(N, D).</param>
    /// <param name="gamma">(1, D): learned scale.</param>
    /// <param name="beta">(1, D): learned shift.</param>
    /// <param name="mean">(1, D): the mean of each feature, running or of the population.</param>
    /// <param name="variance">(1, D): its variance.</param>
    /// <param name="eps">Added to the variance under the root.</param>
    /// <returns>(N, D).</returns>
    public static Matrix<T> ForwardTest<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, Matrix<T> mean, Matrix<T> variance, double eps = DefaultEps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var xHat = (x - mean) / Sqrt(variance + eps); // (N, D)
        return (gamma * xHat) + beta;                 // (N, D)
    }

    /// <summary>The backward pass step by step: each line of the forward pass, in reverse, by the chain rule.</summary>
    /// <param name="dy">(N, D): gradient of the loss with respect to y.</param>
    /// <param name="pass">The forward pass.</param>
    public static Gradients<T> BackwardStepByStep<T>(Matrix<T> dy, Pass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(pass);
        var (gamma, _, xMu, _, std, xHat, _) = pass;
        int n = dy.Rows;

        var dbeta = ColumnSum(dy);                      // (1, D)  y = gamma · xHat + beta
        var dgamma = ColumnSum(dy * xHat);              // (1, D)
        var dxHat = dy * gamma;                         // (N, D)
        var dxMu = dxHat / std;                         // (N, D)  xHat = xMu / std, the numerator
        var dstd = -ColumnSum(dxHat * xMu) / (std * std); // (1, D)  the denominator
        var dvariance = dstd / (std * 2.0);             // (1, D)  std = √(variance + eps)
        var dsquare = dvariance / n;                    // (1, D)  variance = mean(xMu²): the same for every row
        dxMu += xMu * dsquare * 2.0;                    // (N, D)  xMu is used twice, so its gradients add up
        var dmu = -ColumnSum(dxMu);                     // (1, D)  xMu = x - mu
        var dx = dxMu + (dmu / n);                      // (N, D)  mu = mean(x): x is used twice as well
        return new(dx, dgamma, dbeta);
    }

    /// <summary>The same gradients in closed form, as they come out when the steps are worked into one another.</summary>
    /// <param name="dy">(N, D): gradient of the loss with respect to y.</param>
    /// <param name="pass">The forward pass.</param>
    public static Gradients<T> BackwardClosedForm<T>(Matrix<T> dy, Pass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(pass);
        var dbeta = ColumnSum(dy);                // (1, D)
        var dgamma = ColumnSum(dy * pass.XHat);   // (1, D)
        int n = dy.Rows;
        var dx = pass.Gamma / pass.Std * (dy - (dbeta / n) - (pass.XHat * dgamma / n)); // (N, D)
        return new(dx, dgamma, dbeta);
    }

    /// <summary>What the forward pass computes; the backward passes need most of it.</summary>
    /// <param name="Gamma">(1, D).</param>
    /// <param name="Mu">(1, D): mini-batch mean.</param>
    /// <param name="XMu">(N, D): x minus its mean.</param>
    /// <param name="Variance">(1, D): biased mini-batch variance.</param>
    /// <param name="Std">(1, D): √(variance + eps).</param>
    /// <param name="XHat">(N, D): normalized values.</param>
    /// <param name="Y">(N, D): the result.</param>
    public sealed record Pass<T>(
        Matrix<T> Gamma, Matrix<T> Mu, Matrix<T> XMu, Matrix<T> Variance, Matrix<T> Std, Matrix<T> XHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What a backward pass computes.</summary>
    /// <param name="Dx">(N, D).</param>
    /// <param name="Dgamma">(1, D).</param>
    /// <param name="Dbeta">(1, D).</param>
    public sealed record Gradients<T>(Matrix<T> Dx, Matrix<T> Dgamma, Matrix<T> Dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
