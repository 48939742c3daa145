namespace BnLab.Layers;

/// <summary>One step of a net: y is computed from x, and in the backward pass dx from dy.</summary>
/// <remarks>
/// A layer owns the matrices that it returns and reuses them in its next pass; it allocates only when a batch is larger than all
/// before. A backward pass belongs to the forward pass just before it, which must have been in training mode.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the layer's output.</summary>
    /// <param name="x">(N, D): a mini-batch, one sample a row. It must not change before the backward pass.</param>
    /// <param name="mode">Training or test.</param>
    /// <returns>(N, M), valid until the next forward pass.</returns>
    /// <exception cref="ArgumentException">x has not D columns.</exception>
    Matrix<T> Forward(Matrix<T> x, Mode mode);

    /// <summary>Computes the gradients of the layer's parameters and of its input.</summary>
    /// <param name="dy">(N, M): the gradient of the loss with respect to the output. It may be overwritten.</param>
    /// <param name="inputGradient">Whether dx is wanted; the first layer of a net never needs it.</param>
    /// <returns>(N, D): the gradient with respect to the input; may be empty where it is not wanted.</returns>
    /// <exception cref="ArgumentException">dy has not M columns.</exception>
    /// <exception cref="InvalidOperationException">The forward pass before was not in training mode, or of another mini-batch.</exception>
    Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true);
}

/// <summary>What a forward pass is for.</summary>
public enum Mode
{
    /// <summary>Training: batch normalization uses the mini-batch's statistics and updates the running ones.</summary>
    Train,

    /// <summary>Test: batch normalization uses the running statistics and leaves them as they are; no backward pass can follow.</summary>
    Test,

    /// <summary>
    /// Test, but batch normalization uses the statistics of the batch, as in training; the running ones are left as they are,
    /// and no backward pass can follow.
    /// </summary>
    TestWithBatchStatistics,
}
