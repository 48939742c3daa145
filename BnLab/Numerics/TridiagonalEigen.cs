namespace BnLab.Numerics;

/// <summary>Diagonalizes a symmetric tridiagonal matrix by implicit QR steps with Wilkinson's shift.</summary>
internal static class TridiagonalEigen
{
    private const double Rounding = 1.1102230246251565e-16; // 2⁻⁵³
    private const int MostSteps = 60; // for one eigenvalue; two or three are usual

    /// <summary>Diagonalizes T, and turns the rows of V by the same rotations.</summary>
    /// <param name="diagonal">D elements; afterwards the eigenvalues, in no order.</param>
    /// <param name="beside">The D - 1 elements beside the diagonal; afterwards as good as 0.</param>
    /// <param name="v">(D, D): where T = V · A · Vᵀ before, afterwards row i is the eigenvector of A to eigenvalue i.</param>
    public static void Diagonalize(double[] diagonal, double[] beside, Matrix<double> v, CancellationToken cancellation)
    {
        double negligible = Rounding * diagonal.Concat(beside).Max(Math.Abs);
        int steps = 0;
        for (int last = diagonal.Length - 1; last > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Math.Abs(beside[last - 1]) <= negligible)
            {
                last--;
                steps = 0;
                continue;
            }

            int first = last - 1;
            while (first > 0 && Math.Abs(beside[first - 1]) > negligible) first--;
            if (++steps > MostSteps) throw new ArithmeticException("The eigenvalues do not converge.");
            Step(diagonal, beside, first, last, v);
        }
    }

    /// <summary>
    /// One QR step on the block from first to last. The first rotation is that of T - shift · I; it leaves a bulge beside
    /// the three diagonals, and each further rotation chases it one row down, until it leaves at the end.
    /// </summary>
    private static void Step(double[] d, double[] e, int first, int last, Matrix<double> v)
    {
        double x = d[first] - Shift(d[last - 1], e[last - 1], d[last]);
        double bulge = e[first];
        for (int k = first; k < last; k++)
        {
            double length = double.Hypot(x, bulge);
            var (c, s) = length == 0.0 ? (1.0, 0.0) : (x / length, bulge / length);
            if (k > first) e[k - 1] = length;
            var (a, b, g) = (d[k], e[k], d[k + 1]);
            double twice = 2.0 * c * s * b;
            d[k] = (c * c * a) + twice + (s * s * g);
            d[k + 1] = (s * s * a) - twice + (c * c * g);
            e[k] = (((c * c) - (s * s)) * b) + (c * s * (g - a));
            x = e[k];
            if (k < last - 1)
            {
                bulge = s * e[k + 1];
                e[k + 1] *= c;
            }

            WidestLanes.Run<double, RotateKernel>(new(v.RowRange(k, 2), c, s));
        }
    }

    /// <summary>Of the two eigenvalues of the last 2 × 2 block, [a b; b g], the one nearer to g.</summary>
    private static double Shift(double a, double b, double g)
    {
        double half = 0.5 * (a - g);
        return g - (b * b / (half + Math.CopySign(double.Hypot(half, b), half)));
    }

    /// <summary>Rows p and q become c · p + s · q and c · q - s · p.</summary>
    private readonly unsafe struct RotateKernel(Matrix<double> rows, double c, double s) : ILaneKernel<double>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, double>
        {
            var (cos, sin) = (V.Broadcast(c), V.Broadcast(s));
            double* p = rows.Pointer, q = p + rows.Stride;
            for (int i = 0; i < rows.Stride; i += V.Count)
            {
                var (up, down) = (V.Load(p + i), V.Load(q + i));
                ((cos * up) + (sin * down)).Store(p + i);
                ((cos * down) - (sin * up)).Store(q + i);
            }

            rows.KeepAlive();
        }
    }
}
