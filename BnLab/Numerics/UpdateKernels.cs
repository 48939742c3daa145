namespace BnLab.Numerics;

/// <summary>
/// The update rules of gradient descent, each as one pass over all parameters of a net: w, its gradient and the
/// rule's state are read and written once. None of them allocates.
/// </summary>
internal static unsafe class UpdateKernels
{
    private const double LeastSquareOfFloat = 1.2e-38;

    /// <summary>w -= rate · g.</summary>
    public static void Sgd<T>(Matrix<T> w, Matrix<T> g, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(w, g);
        WidestLanes.Run<T, SgdKernel<T>>(new(w, g, rate));
    }

    /// <summary>v = momentum · v - rate · g; w += v.</summary>
    public static void Momentum<T>(Matrix<T> w, Matrix<T> g, Matrix<T> v, double rate, double momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(w, g, v);
        WidestLanes.Run<T, MomentumKernel<T>>(new(w, g, v, rate, momentum));
    }

    /// <summary>v = decay · v + (1 - decay) · g²; w -= rate · g / (√v + eps).</summary>
    public static void RmsProp<T>(Matrix<T> w, Matrix<T> g, Matrix<T> v, double rate, double decay, double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(w, g, v);
        WidestLanes.Run<T, RmsPropKernel<T>>(new(w, g, v, rate, decay, eps));
    }

    /// <summary>
    /// m = beta1 · m + (1 - beta1) · g; v = beta2 · v + (1 - beta2) · g²; w -= rate · m · scaleM / (√(v · scaleV) + eps),
    /// where the scales undo the bias of m and v towards their start at zero.
    /// </summary>
    /// <remarks>
    /// In single precision 1.2e-38 is added to v in each step, so that v is never below the smallest normal number,
    /// where processors compute slowly: small initial weights make gradients whose squares are that small. Next to eps it
    /// changes a step by a last bit at most, and it costs nothing: it is the third operand of a multiply-add.
    /// </remarks>
    public static void Adam<T>(
        Matrix<T> w, Matrix<T> g, Matrix<T> m, Matrix<T> v,
        double rate, double beta1, double beta2, double eps, double scaleM, double scaleV)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(w, g, m, v);
        WidestLanes.Run<T, AdamKernel<T>>(new(w, g, m, v, rate, beta1, beta2, eps, scaleM, scaleV));
    }

    private static void RequireRows<T>(Matrix<T> w, params ReadOnlySpan<Matrix<T>> others)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        w.RequireShape(1, w.Columns);
        foreach (var other in others) other.RequireShape(1, w.Columns);
    }

    private readonly struct SgdKernel<T>(Matrix<T> w, Matrix<T> g, double rate) : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            V step = V.Broadcast(T.CreateTruncating(-rate));
            for (nint i = 0; i < w.Stride; i += V.Count)
            {
                V.MultiplyAdd(step, V.Load(g.Pointer + i), V.Load(w.Pointer + i)).Store(w.Pointer + i);
            }
        }
    }

    private readonly struct MomentumKernel<T>(Matrix<T> w, Matrix<T> g, Matrix<T> velocity, double rate, double momentum)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            V step = V.Broadcast(T.CreateTruncating(-rate)), keep = V.Broadcast(T.CreateTruncating(momentum));
            for (nint i = 0; i < w.Stride; i += V.Count)
            {
                V v = V.MultiplyAdd(keep, V.Load(velocity.Pointer + i), step * V.Load(g.Pointer + i));
                v.Store(velocity.Pointer + i);
                (V.Load(w.Pointer + i) + v).Store(w.Pointer + i);
            }
        }
    }

    private readonly struct RmsPropKernel<T>(
        Matrix<T> w, Matrix<T> g, Matrix<T> squares, double rate, double decay, double eps)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            V step = V.Broadcast(T.CreateTruncating(rate)), small = V.Broadcast(T.CreateTruncating(eps));
            V keep = V.Broadcast(T.CreateTruncating(decay)), take = V.Broadcast(T.CreateTruncating(1.0 - decay));
            for (nint i = 0; i < w.Stride; i += V.Count)
            {
                V d = V.Load(g.Pointer + i);
                V v = V.MultiplyAdd(keep, V.Load(squares.Pointer + i), take * d * d);
                v.Store(squares.Pointer + i);
                (V.Load(w.Pointer + i) - (step * d / (V.Sqrt(v) + small))).Store(w.Pointer + i);
            }
        }
    }

    private readonly struct AdamKernel<T>(
        Matrix<T> w, Matrix<T> g, Matrix<T> means, Matrix<T> squares,
        double rate, double beta1, double beta2, double eps, double scaleM, double scaleV)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            V keepM = V.Broadcast(T.CreateTruncating(beta1)), takeM = V.Broadcast(T.CreateTruncating(1.0 - beta1));
            V keepV = V.Broadcast(T.CreateTruncating(beta2)), takeV = V.Broadcast(T.CreateTruncating(1.0 - beta2));
            V step = V.Broadcast(T.CreateTruncating(rate * scaleM)), correct = V.Broadcast(T.CreateTruncating(scaleV));
            V small = V.Broadcast(T.CreateTruncating(eps));
            V least = V.Broadcast(typeof(T) == typeof(float) ? T.CreateTruncating(LeastSquareOfFloat) : T.Zero);
            T* weights = w.Pointer, gradient = g.Pointer, first = means.Pointer, second = squares.Pointer; // in registers
            nint count = w.Stride;
            for (nint i = 0; i < count; i += V.Count)
            {
                V d = V.Load(gradient + i);
                V m = V.MultiplyAdd(keepM, V.Load(first + i), takeM * d);
                V v = V.MultiplyAdd(keepV, V.Load(second + i), V.MultiplyAdd(takeV * d, d, least));
                m.Store(first + i);
                v.Store(second + i);
                (V.Load(weights + i) - (step * m / (V.Sqrt(v * correct) + small))).Store(weights + i);
            }
        }
    }
}
