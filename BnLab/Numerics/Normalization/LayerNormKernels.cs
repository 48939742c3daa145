namespace BnLab.Numerics;

/// <summary>The fused passes of layer normalization, a sample at a time. None of them allocates.</summary>
internal static unsafe class LayerNormKernels
{
    /// <summary>
    /// y = gamma · xHat + beta, where xHat is x with the mean and variance of its row taken out. x, xHat, y: (N, D); gamma, beta:
    /// (1, D); inverseStd = 1 / √(variance + eps): (N, 1). From inverseStd on all are overwritten.
    /// </summary>
    public static void Forward<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gamma.RequireShape(1, x.Columns);
        beta.RequireShape(1, x.Columns);
        inverseStd.RequireShape(x.Rows, 1);
        xHat.RequireShape(x.Rows, x.Columns);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ForwardKernel<T>>(new(x, gamma, beta, eps, inverseStd, xHat, y));
    }

    /// <summary>
    /// The closed form of the backward pass. dy, xHat, dx: (N, D); gamma, dgamma, dbeta: (1, D); inverseStd: (N, 1). From dx on all are
    /// overwritten; dx must not overlap dy.
    /// </summary>
    public static void Backward<T>(
        Matrix<T> dy, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        xHat.RequireShape(dy.Rows, dy.Columns);
        gamma.RequireShape(1, dy.Columns);
        inverseStd.RequireShape(dy.Rows, 1);
        dx.RequireShape(dy.Rows, dy.Columns);
        dgamma.RequireShape(1, dy.Columns);
        dbeta.RequireShape(1, dy.Columns);
        WidestLanes.Run<T, BackwardKernel<T>>(new(dy, xHat, gamma, inverseStd, dx, dgamma, dbeta));
    }

    internal readonly struct ForwardKernel<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            T count = T.CreateTruncating(x.Columns);
            for (nint r = 0; r < x.Rows; r++)
            {
                T* from = x.Pointer + (r * x.Stride);
                T mu = RowSums.Sum<T, V>(from, x.Columns) / count;
                T variance = RowSums.SumOfSquares<T, V>(from, mu, x.Columns) / count;
                T inverse = inverseStd.Pointer[r * inverseStd.Stride] = T.One / T.Sqrt(variance + eps);
                V mean = V.Broadcast(mu), factor = V.Broadcast(inverse);
                for (nint j = 0; j < x.Stride; j += V.Count)
                {
                    V hat = (V.Load(from + j) - mean) * factor;
                    hat.Store(xHat.Pointer + (r * xHat.Stride) + j);
                    V.MultiplyAdd(hat, V.Load(gamma.Pointer + j), V.Load(beta.Pointer + j)).Store(y.Pointer + (r * y.Stride) + j);
                }
            }
        }
    }

    internal readonly struct BackwardKernel<T>(
        Matrix<T> dy, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            SumColumns<V>();
            for (nint r = 0; r < dy.Rows; r++) Row<V>(r);
        }

        /// <summary>dbeta and dgamma, which all samples share; and dxHat = dy · gamma, left in dx.</summary>
        private void SumColumns<V>()
            where V : unmanaged, ILanes<V, T>
        {
            nint stride = dy.Stride;
            for (nint j = 0; j < stride; j += V.Count)
            {
                V sum = V.Broadcast(T.Zero), sumHat = sum, scale = V.Load(gamma.Pointer + j);
                for (nint r = 0, at = j; r < dy.Rows; r++, at += stride)
                {
                    V upstream = V.Load(dy.Pointer + at);
                    sum += upstream;
                    sumHat = V.MultiplyAdd(upstream, V.Load(xHat.Pointer + at), sumHat);
                    (upstream * scale).Store(dx.Pointer + at);
                }

                sum.Store(dbeta.Pointer + j);
                sumHat.Store(dgamma.Pointer + j);
            }
        }

        /// <summary>dx = inverseStd · (dxHat - mean(dxHat) - xHat · mean(dxHat · xHat)) for one sample.</summary>
        private void Row<V>(nint r)
            where V : unmanaged, ILanes<V, T>
        {
            T count = T.CreateTruncating(dy.Columns);
            T* to = dx.Pointer + (r * dx.Stride);
            T* hat = xHat.Pointer + (r * xHat.Stride);
            V mean = V.Broadcast(RowSums.Sum<T, V>(to, dy.Columns) / count);
            V meanHat = V.Broadcast(RowSums.SumOfProducts<T, V>(to, hat, dy.Columns) / count);
            V factor = V.Broadcast(inverseStd.Pointer[r * inverseStd.Stride]);
            for (nint j = 0; j < dx.Stride; j += V.Count)
            {
                (factor * (V.Load(to + j) - mean - (V.Load(hat + j) * meanHat))).Store(to + j);
            }
        }
    }
}
