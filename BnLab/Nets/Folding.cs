namespace BnLab.Nets;

/// <summary>
/// Batch normalization taken out of a trained net. At test time it is a fixed scale and shift of each feature, scale = gamma /
/// √(variance + eps) and shift = beta - mean · scale, which an affine layer beside it can take over: the result is a plain net
/// with the same scores.
/// </summary>
/// <remarks>
/// After an affine layer, (x · W + b) · scale + shift = x · (W · scale) + (b · scale + shift): each column of W is scaled.
/// After an activation the next affine layer takes it in, (h · scale + shift) · W + b: each row of W is scaled. Layer
/// normalization cannot be folded: its statistics are those of each sample.
/// </remarks>
public static class Folding
{
    /// <summary>Makes the plain net.</summary>
    /// <param name="net">A trained net, with batch normalization or without any; it stays as it is.</param>
    /// <returns>A net of affine layers and activations with the same scores at test time, but for rounding.</returns>
    /// <exception cref="ArgumentException">The net has layer normalization.</exception>
    public static FullyConnectedNet<T> Fold<T>(FullyConnectedNet<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(net);
        if (net.Design.Normalization == Normalization.Layer)
            throw new ArgumentException("Layer normalization depends on each sample and cannot be folded.", nameof(net));

        var folded = new FullyConnectedNet<T>(net.Design with { Normalization = Normalization.None, Keep = 1.0 });
        foreach (var (shape, learned) in folded.Parameters.All) net.Parameters[shape.Name].Value.CopyTo(learned.Value);
        int layer = 1;
        foreach (var normalization in net.Layers.OfType<BatchNormLayer<T>>())
        {
            var (scale, shift) = normalization.ScaleAndShift(); // (1, M)
            if (net.Design.NormalizesAfterActivation) FoldForward(folded, layer + 1, scale, shift);
            else FoldBack(folded, layer, scale, shift);
            layer++;
        }

        return folded;
    }

    private static void FoldBack<T>(FullyConnectedNet<T> net, int layer, Matrix<T> scale, Matrix<T> shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (w, b) = (net.Parameters[$"W{layer}"].Value, net.Parameters[$"b{layer}"].Value); // (D, M), (1, M)
        (w * scale).CopyTo(w);
        ((b * scale) + shift).CopyTo(b);
    }

    private static void FoldForward<T>(FullyConnectedNet<T> net, int layer, Matrix<T> scale, Matrix<T> shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (w, b) = (net.Parameters[$"W{layer}"].Value, net.Parameters[$"b{layer}"].Value); // (M, C), (1, C)
        var shifted = new Matrix<T>(1, b.Columns);  // (1, C)
        MatrixProduct.Multiply(shift, w, shifted, b); // (1, M) · (M, C) + (1, C) = (1, C)
        shifted.CopyTo(b);
        (w * Transposition.Transposed(scale)).CopyTo(w); // (M, C) * (M, 1)
    }
}
