using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Layers;

/// <summary>
/// Layer normalization as mathematics: batch normalization's equations with the mean and variance of each sample
/// over its features in place of each feature over the mini-batch. Nets use <see cref="LayerNormLayer{T}"/>.
/// </summary>
/// <remarks>Ba, Kiros and Hinton, "Layer Normalization", 2016, equation 4; cs231n, <c>layernorm_forward</c>.</remarks>
public static class LayerNorm
{
    /// <summary>The layer normalizing transform.</summary>
    /// <param name="x">(N, D).</param>
    /// <param name="gamma">(1, D): learned scale of each feature.</param>
    /// <param name="beta">(1, D): learned shift of each feature.</param>
    /// <param name="eps">Added to the variance under the root.</param>
    public static Pass<T> Forward<T>(Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, double eps = BatchNorm.DefaultEps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mu = RowMean(x);                   // (N, 1)  mean of each sample
        var xMu = x - mu;                      // (N, D)
        var variance = RowMean(xMu * xMu);     // (N, 1)  biased (divided by D)
        var std = Sqrt(variance + eps);        // (N, 1)
        var xHat = xMu / std;                  // (N, D)
        var y = (gamma * xHat) + beta;         // (N, D)
        return new(gamma, std, xHat, y);
    }

    /// <summary>The backward pass in closed form.</summary>
    /// <param name="dy">(N, D): gradient of the loss with respect to y.</param>
    /// <param name="pass">The forward pass.</param>
    public static BatchNorm.Gradients<T> Backward<T>(Matrix<T> dy, Pass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(pass);
        var dbeta = ColumnSum(dy);                // (1, D)  gamma and beta are shared by all samples
        var dgamma = ColumnSum(dy * pass.XHat);   // (1, D)
        var dxHat = dy * pass.Gamma;              // (N, D)  here gamma varies inside the mean, so it stays with dy
        var dx = (dxHat - RowMean(dxHat) - (pass.XHat * RowMean(dxHat * pass.XHat))) / pass.Std; // (N, D)
        return new(dx, dgamma, dbeta);
    }

    /// <summary>What the forward pass computes.</summary>
    /// <param name="Gamma">(1, D).</param>
    /// <param name="Std">(N, 1): √(variance + eps).</param>
    /// <param name="XHat">(N, D): normalized values.</param>
    /// <param name="Y">(N, D): the result.</param>
    public sealed record Pass<T>(Matrix<T> Gamma, Matrix<T> Std, Matrix<T> XHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
