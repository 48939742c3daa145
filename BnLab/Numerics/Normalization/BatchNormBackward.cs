namespace BnLab.Numerics;

/// <summary>
/// The closed form of batch normalization's backward pass, with the ReLU after the layer where it has one: two passes over each
/// block of columns.
/// </summary>
/// <remarks>
/// dy, y, xHat, dx: (N, D); gamma, inverseStd, dgamma, dbeta: (1, D). y is read only with a ReLU, whose gate is y &gt; 0. dx, dgamma
/// and dbeta are overwritten; dx may be dy itself.
/// </remarks>
internal readonly unsafe struct BatchNormBackward<T>(
    Matrix<T> dy, Matrix<T> y, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, bool relu,
    Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
    : ILaneKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public void Run<V>()
        where V : unmanaged, ILanes<V, T>
    {
        int rows = dy.Rows;
        nint stride = dy.Stride;
        V count = V.Broadcast(T.CreateTruncating(rows));
        for (nint column = 0; column < stride; column += V.Count)
        {
            T* gate = y.Pointer + column;
            T* upstream = dy.Pointer + column;
            T* hat = xHat.Pointer + column;
            V sum = V.Broadcast(T.Zero), sumHat = sum;
            for (int r = 0; r < rows; r++, upstream += stride, gate += stride, hat += stride)
            {
                V g = relu ? V.Gate(V.Load(upstream), V.Load(gate)) : V.Load(upstream);
                sum += g;
                sumHat = V.MultiplyAdd(g, V.Load(hat), sumHat);
            }

            sum.Store(dbeta.Pointer + column);
            sumHat.Store(dgamma.Pointer + column);

            // dx = gamma · inverseStd · (dy - mean(dy) - xHat · mean(dy · xHat))
            V factor = V.Load(gamma.Pointer + column) * V.Load(inverseStd.Pointer + column);
            V mean = sum / count, meanHat = sumHat / count;
            gate = y.Pointer + column;
            upstream = dy.Pointer + column;
            hat = xHat.Pointer + column;
            T* to = dx.Pointer + column;
            for (int r = 0; r < rows; r++, upstream += stride, gate += stride, hat += stride, to += stride)
            {
                V g = relu ? V.Gate(V.Load(upstream), V.Load(gate)) : V.Load(upstream);
                (factor * (g - mean - (V.Load(hat) * meanHat))).Store(to);
            }
        }
    }
}
