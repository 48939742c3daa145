namespace BnLab.Numerics;

/// <summary>The ReLU and its gate over whole matrices. None of them allocates.</summary>
internal static unsafe class RectifierKernels
{
    /// <summary>y = max(0, x), both (N, D); y may be x itself.</summary>
    public static void Forward<T>(Matrix<T> x, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ForwardKernel<T>>(new(x, y));
    }

    /// <summary>dx = dy where y &gt; 0, else 0, all (N, D); dx may be dy itself.</summary>
    public static void Backward<T>(Matrix<T> dy, Matrix<T> y, Matrix<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.RequireShape(dy.Rows, dy.Columns);
        dx.RequireShape(dy.Rows, dy.Columns);
        WidestLanes.Run<T, BackwardKernel<T>>(new(dy, y, dx));
    }

    private readonly struct ForwardKernel<T>(Matrix<T> x, Matrix<T> y) : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            nint length = (nint)x.Rows * x.Stride;
            for (nint i = 0; i < length; i += V.Count) V.Rectify(V.Load(x.Pointer + i)).Store(y.Pointer + i);
        }
    }

    private readonly struct BackwardKernel<T>(Matrix<T> dy, Matrix<T> y, Matrix<T> dx) : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            nint length = (nint)dy.Rows * dy.Stride;
            for (nint i = 0; i < length; i += V.Count)
            {
                V.Gate(V.Load(dy.Pointer + i), V.Load(y.Pointer + i)).Store(dx.Pointer + i);
            }
        }
    }
}
