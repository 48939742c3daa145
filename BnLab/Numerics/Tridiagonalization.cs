using System.Numerics.Tensors;

namespace BnLab.Numerics;

/// <summary>Householder's reduction of a symmetric matrix to tridiagonal form: A = Q · T · Qᵀ.</summary>
internal static class Tridiagonalization
{
    /// <param name="a">(D, D), symmetric, elements of at most 1; overwritten.</param>
    /// <returns>The diagonal of T (D), the elements beside it (D - 1), and Q, (D, D).</returns>
    public static (double[] Diagonal, double[] Beside, Matrix<double> Q) Of(Matrix<double> a, CancellationToken cancellation)
    {
        int d = a.Rows;
        var beside = new double[d - 1];
        var reflections = new Reflection[Math.Max(0, d - 2)];
        for (int k = 0; k < reflections.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            (reflections[k], beside[k]) = Reflection.Along(a.Row(k)[(k + 1)..]); // row k is column k
            ReflectBothSides(a, k + 1, reflections[k]);
        }

        if (d > 1) beside[d - 2] = a[d - 1, d - 2];
        double[] diagonal = [.. Enumerable.Range(0, d).Select(k => a[k, k])];
        return (diagonal, beside, Product(reflections, d, cancellation));
    }

    /// <summary>
    /// H · A · H for the block of A from (first, first): with p = beta · A · v and q = p - (beta / 2) (pᵀ v) v it is
    /// A - v · qᵀ - q · vᵀ.
    /// </summary>
    private static void ReflectBothSides(Matrix<double> a, int first, Reflection h)
    {
        if (h.Beta == 0.0) return;
        double[] v = h.V;
        var q = new double[v.Length];
        for (int j = 0; j < v.Length; j++) TensorPrimitives.MultiplyAdd(a.Row(first + j)[first..], h.Beta * v[j], q, q);
        double half = 0.0;
        for (int j = 0; j < v.Length; j++) half += q[j] * v[j];
        half *= -0.5 * h.Beta;
        for (int j = 0; j < v.Length; j++) q[j] += half * v[j];
        for (int i = 0; i < v.Length; i++)
        {
            var row = a.Row(first + i)[first..];
            TensorPrimitives.MultiplyAdd(q, -v[i], row, row);
            TensorPrimitives.MultiplyAdd(v, -q[i], row, row);
        }
    }

    /// <summary>Q = H(0) · H(1) · …, built from the last on: then each reflection meets only the rows that it changes.</summary>
    private static Matrix<double> Product(Reflection[] reflections, int d, CancellationToken cancellation)
    {
        var q = new Matrix<double>(d, d);
        for (int i = 0; i < d; i++) q[i, i] = 1.0;
        for (int k = reflections.Length - 1; k >= 0; k--)
        {
            cancellation.ThrowIfCancellationRequested();
            var (v, beta) = reflections[k];
            var sum = new double[v.Length]; // vᵀ · Q
            for (int i = 0; i < v.Length; i++) TensorPrimitives.MultiplyAdd(q.Row(k + 1 + i)[(k + 1)..], v[i], sum, sum);
            for (int i = 0; i < v.Length; i++)
            {
                var row = q.Row(k + 1 + i)[(k + 1)..];
                TensorPrimitives.MultiplyAdd(sum, -beta * v[i], row, row);
            }
        }

        return q;
    }

    /// <summary>H = I - beta · v · vᵀ.</summary>
    private readonly record struct Reflection(double[] V, double Beta)
    {
        /// <summary>The reflection that brings a vector onto the first axis, and where on it: ±|x|, of the sign that adds no rounding.</summary>
        public static (Reflection H, double Image) Along(ReadOnlySpan<double> x)
        {
            double[] v = x.ToArray();
            double tail = 0.0;
            for (int j = 1; j < v.Length; j++) tail += v[j] * v[j];
            if (tail == 0.0) return (new(v, 0.0), v[0]); // it lies there already
            double image = -Math.CopySign(Math.Sqrt((v[0] * v[0]) + tail), v[0]);
            v[0] -= image;
            return (new(v, 2.0 / ((v[0] * v[0]) + tail)), image);
        }
    }
}
