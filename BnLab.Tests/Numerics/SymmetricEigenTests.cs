namespace BnLab.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void A_matrix_whose_eigenvalues_are_known()
    {
        var eigen = SymmetricEigen.Of(Matrix<double>.From(new double[,] { { 2, 1 }, { 1, 2 } }));
        Close.Equal([3, 1], eigen.Values, 1e-15);
        double half = Math.Sqrt(0.5);
        Assert.Equal([half, half, half, half], eigen.Vectors.ToArray().Select(Math.Abs), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(eigen.Vectors[0, 0], eigen.Vectors[0, 1], 15);
        Assert.Equal(eigen.Vectors[1, 0], -eigen.Vectors[1, 1], 15);
    }

    [Fact] // the second difference: eigenvalues 2 - 2 cos(π k / (D + 1))
    public void The_second_difference_has_its_cosines()
    {
        const int D = 50;
        var a = new Matrix<double>(D, D);
        for (int i = 0; i < D; i++)
        {
            a[i, i] = 2;
            if (i > 0) a[i, i - 1] = a[i - 1, i] = -1;
        }

        double[] expected = [.. Enumerable.Range(1, D).Select(k => 2 - (2 * Math.Cos(Math.PI * k / (D + 1)))).OrderDescending()];
        Close.Equal(expected, SymmetricEigen.Of(a).Values, 1e-14);
    }

    [Fact] // Hilbert's matrix: the textbook's 5 × 5 eigenvalues, five orders of magnitude apart
    public void Hilberts_matrix()
    {
        var a = new Matrix<double>(5, 5);
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++) a[i, j] = 1.0 / (i + j + 1);
        }

        Close.Equal([1.5670506910982311, 0.20853421861101325, 0.011407491623419829, 0.00030589804015119206, 3.2879287721718566e-6], SymmetricEigen.Of(a).Values, 1e-15);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void Diagonal_matrices_are_sorted(double scale)
    {
        var a = new Matrix<double>(4, 4);
        double[] values = [3, -1, 7, 0];
        for (int i = 0; i < 4; i++) a[i, i] = values[i] * scale;
        var eigen = SymmetricEigen.Of(a);
        Assert.Equal([7, 3, 0, -1], eigen.Values.Select(value => value / scale), (x, y) => Math.Abs(x - y) < 1e-14);
        Assert.Equal(1, Math.Abs(eigen.Vectors[0, 2]));
        Assert.Equal(1, Math.Abs(eigen.Vectors[3, 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_matrix_of_zeros_has_a_basis_all_the_same(int size)
    {
        var eigen = SymmetricEigen.Of(new Matrix<double>(size, size));
        Assert.All(eigen.Values, value => Assert.Equal(0, value));
        IsOrthonormal(eigen.Vectors);
    }

    [Fact] // 30 samples of 40 features: at least 10 eigenvalues are 0
    public void A_matrix_of_low_rank_has_as_many_zeros_as_it_lacks_ranks()
    {
        var x = Draw.Normal(new NumpyRandom(3), 30, 40);
        var a = new Matrix<double>(40, 40);
        MatrixProduct.MultiplyTransposedA(x, x, a);
        var eigen = SymmetricEigen.Of(a);
        Assert.All(eigen.Values[..30], value => Assert.True(value > 0.01));
        Assert.All(eigen.Values[30..], value => Assert.True(Math.Abs(value) < 1e-12));
        IsOrthonormal(eigen.Vectors);
        Close.Equal(a, Rebuilt(eigen), 1e-12);
    }

    [Fact]
    public void Random_matrices_are_rebuilt_from_orthonormal_vectors() => EveryDraw.Satisfies(Prop.ForAll(
        Gen.Choose(1, 60).Zip(Gen.Choose(0, 1_000_000), (size, seed) => (size, seed)).ToArbitrary(),
        drawn =>
        {
            var half = Draw.Normal(new NumpyRandom((uint)drawn.seed), drawn.size, drawn.size);
            var a = half + Transposition.Transposed(half);
            var eigen = SymmetricEigen.Of(a);
            Assert.Equal(eigen.Values.OrderDescending(), eigen.Values);
            IsOrthonormal(eigen.Vectors);
            Close.Equal(a, Rebuilt(eigen), 1e-13 * drawn.size);
            Assert.Equal(Enumerable.Range(0, drawn.size).Sum(i => a[i, i]), eigen.Values.Sum(), 1e-12 * drawn.size); // the trace
        }));

    [Fact] // multiple eigenvalues: any basis of their space will do
    public void Equal_eigenvalues_have_orthonormal_vectors()
    {
        var turned = SymmetricEigen.Of(Symmetric(20, 5)).Vectors;
        double[] values = [.. Enumerable.Range(0, 20).Select(i => i < 12 ? 4.0 : -2.0)];
        var a = Rebuilt(new(values, turned));
        var eigen = SymmetricEigen.Of(a);
        Close.Equal(values, eigen.Values, 1e-14);
        IsOrthonormal(eigen.Vectors);
        Close.Equal(a, Rebuilt(eigen), 1e-13);
    }

    [Fact]
    public void What_has_no_decomposition_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(new Matrix<double>(2, 3)));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(new Matrix<double>(0, 0)));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(Matrix<double>.From(new double[,] { { 1, 2 }, { 3, 4 } })));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(Matrix<double>.From(new[,] { { 1, double.NaN }, { double.NaN, 4 } })));
    }

    [Fact]
    public void It_stops_when_it_is_told_to() => Assert.Throws<OperationCanceledException>(
        () => SymmetricEigen.Of(Symmetric(20, 1), new CancellationToken(canceled: true)));

    private static Matrix<double> Symmetric(int size, uint seed)
    {
        var half = Draw.Normal(new NumpyRandom(seed), size, size);
        return half + Transposition.Transposed(half);
    }

    /// <summary>Vᵀ · diag(values) · V.</summary>
    private static Matrix<double> Rebuilt(SymmetricEigen eigen)
    {
        var scaled = eigen.Vectors.Clone();
        for (int i = 0; i < scaled.Rows; i++)
        {
            foreach (ref double value in scaled.Row(i)) value *= eigen.Values[i];
        }

        var product = new Matrix<double>(scaled.Columns, scaled.Columns);
        MatrixProduct.MultiplyTransposedA(eigen.Vectors, scaled, product);
        return product;
    }

    private static void IsOrthonormal(Matrix<double> v)
    {
        var product = new Matrix<double>(v.Rows, v.Rows);
        MatrixProduct.MultiplyTransposedB(v, v, product, new Matrix<double>(v.Columns, v.Rows));
        for (int i = 0; i < v.Rows; i++) product[i, i] -= 1.0;
        Assert.All(product.ToArray(), value => Assert.True(Math.Abs(value) < 1e-13, $"{value:E2}"));
    }
}
