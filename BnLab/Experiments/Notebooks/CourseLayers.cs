using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Notebooks;

/// <summary>The course's layers in their plainest form: with NumPy's order of operations, so that checks print the digits of the notebooks.</summary>
/// <remarks>
/// A product adds up its terms in order, each by one multiply-add, as OpenBLAS does it for matrices as small as these. Nets use
/// the layers of <c>Layers</c>, which begin the same sums with the bias.
/// </remarks>
internal static class CourseLayers
{
    /// <summary><c>x.dot(w) + b</c>.</summary>
    /// <param name="x">(N, D).</param>
    /// <param name="w">(D, M).</param>
    /// <param name="b">(1, M).</param>
    public static Matrix<double> Affine(Matrix<double> x, Matrix<double> w, Matrix<double> b) => Times(x, w) + b;

    /// <summary><c>dout.dot(w.T)</c>, <c>x.T.dot(dout)</c> and <c>np.sum(dout, axis=0)</c>.</summary>
    public static (Matrix<double> Dx, Matrix<double> Dw, Matrix<double> Db) AffineBackward(Matrix<double> dy, Matrix<double> x, Matrix<double> w) =>
        (TimesTransposed(dy, w), TransposedTimes(x, dy), ColumnSum(dy));

    public static Matrix<double> Relu(Matrix<double> x) => x.Map(value => Math.Max(0.0, value));

    public static Matrix<double> ReluBackward(Matrix<double> dy, Matrix<double> x) => dy * x.Map(value => value > 0.0 ? 1.0 : 0.0);

    /// <summary>Of windows of 2 × 2 side by side.</summary>
    /// <param name="x">(N, CHW).</param>
    public static Matrix<double> MaxPool(Matrix<double> x, ImageShape images) => new MaxPool<double>(images, 2, 2).Forward(x, Mode.Train);

    public static Matrix<double> MaxPoolBackward(Matrix<double> dy, Matrix<double> x, ImageShape images)
    {
        var layer = new MaxPool<double>(images, 2, 2);
        layer.Forward(x, Mode.Train);
        return layer.Backward(dy);
    }

    /// <summary>a · b.</summary>
    public static Matrix<double> Times(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows, b.Columns);
        MatrixProduct.Multiply(a, b, product);
        return product;
    }

    /// <summary>a · bᵀ.</summary>
    public static Matrix<double> TimesTransposed(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows, b.Rows);
        MatrixProduct.MultiplyTransposedB(a, b, product, new(b.Columns, b.Rows));
        return product;
    }

    /// <summary>aᵀ · b.</summary>
    public static Matrix<double> TransposedTimes(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Columns, b.Columns);
        MatrixProduct.MultiplyTransposedA(a, b, product);
        return product;
    }
}
