namespace BnLab.Tests.Numerics;

public sealed class MatrixProductTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 5, 1, 16 }, { 4, 3, 2 }, { 6, 7, 33 }, { 50, 100, 10 }, { 11, 128, 64 }, { 13, 129, 65 }, { 7, 300, 112 }, { 3, 5, 200 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_products_agree_with_the_definition(int m, int k, int n)
    {
        var random = new NumpyRandom(1);
        var a = Draw.Normal(random, m, k);
        var b = Draw.Normal(random, k, n);
        var bias = Draw.Normal(random, 1, n);
        var expected = Plain(a, b);

        var c = new Matrix<double>(m, n);
        MatrixProduct.Multiply(a, b, c);
        Close.Equal(expected, c, 1e-13);

        MatrixProduct.Multiply(a, b, c, bias);
        Close.Equal(expected + bias, c, 1e-13);

        MatrixProduct.MultiplyTransposedA(Transposed(a), b, c);
        Close.Equal(expected, c, 1e-13);

        MatrixProduct.MultiplyTransposedB(a, Transposed(b), c, new Matrix<double>(k, n));
        Close.Equal(expected, c, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Single_precision_agrees_too(int m, int k, int n)
    {
        var random = new NumpyRandom(2);
        var a = Draw.Normal<float>(random, m, k);
        var b = Draw.Normal<float>(random, k, n);
        var c = new Matrix<float>(m, n);
        MatrixProduct.MultiplyTransposedB(a, Transposed(b), c, new Matrix<float>(k, n));
        Close.Equal(Plain(a, b), c, 1e-4);
    }

    [Theory]
    [InlineData(50, 3072, 100)]
    [InlineData(13, 129, 65)]
    [InlineData(6, 20, 50)]
    [InlineData(6, 20, 3)]
    [InlineData(7, 130, 100)]
    [InlineData(32, 27, 64)]
    [InlineData(66, 9, 40)]
    public void The_vector_width_changes_no_bit(int m, int k, int n)
    {
        var random = new NumpyRandom(3);
        var (a, b) = (Draw.Normal<float>(random, m, k), Draw.Normal<float>(random, k, n));
        var (wide, middle, narrow) = (new Matrix<float>(m, n), new Matrix<float>(m, n), new Matrix<float>(m, n));
        Kernel(a, b, wide).Run<Lanes512<float>, Lanes256<float>>();
        Kernel(a, b, middle).Run<Lanes256<float>, Lanes128<float>>();
        Kernel(a, b, narrow).Run<Lanes128<float>, Lanes128<float>>();
        Assert.Equal(wide.ToArray(), middle.ToArray());
        Assert.Equal(wide.ToArray(), narrow.ToArray());
    }

    /// <summary>With so many rows, the columns beyond the last whole vector are computed by themselves.</summary>
    [Theory]
    [InlineData(64, 50, 50)]
    [InlineData(131, 7, 19)]
    [InlineData(70, 130, 4)]
    [InlineData(64, 3, 33)]
    public void Few_columns_beyond_whole_vectors_agree_with_the_definition_at_every_width(int m, int k, int n)
    {
        var random = new NumpyRandom(4);
        var (a, b) = (Draw.Normal(random, m, k), Draw.Normal(random, k, n));
        var c = new Matrix<double>(m, n);
        MatrixProduct.MultiplyTransposedA(Transposed(a), b, c);
        Close.Equal(Plain(a, b), c, 1e-13);

        var (columns, floats) = (Draw.Normal<float>(random, k, m), Draw.Normal<float>(random, k, n));
        var (wide, middle, narrow, rows) = (new Matrix<float>(m, n), new Matrix<float>(m, n), new Matrix<float>(m, n), new Matrix<float>(m, n));
        TransposedKernel(columns, floats, wide).Run<Lanes512<float>, Lanes256<float>>();
        TransposedKernel(columns, floats, middle).Run<Lanes256<float>, Lanes128<float>>();
        TransposedKernel(columns, floats, narrow).Run<Lanes128<float>, Lanes128<float>>();
        MatrixProduct.Multiply(Transposed(columns), floats, rows);
        Assert.Equal(rows.ToArray(), wide.ToArray());
        Assert.Equal(rows.ToArray(), middle.ToArray());
        Assert.Equal(rows.ToArray(), narrow.ToArray());
    }

    /// <summary>So that it matters to no bit how many rows a tile has.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(72)]
    public void Every_element_is_a_chain_of_multiply_adds_from_its_bias_and_one_for_each_further_block(int m)
    {
        var random = new NumpyRandom(6);
        var (a, b, bias) = (Draw.Normal<float>(random, m, 131), Draw.Normal<float>(random, 131, 35), Draw.Normal<float>(random, m, 35));
        var (expected, c) = (bias.Clone(), new Matrix<float>(m, 35));
        for (int i = 0; i < c.Count; i++)
        {
            ref float sum = ref expected[i / 35, i % 35];
            for (int k = 0; k < 128; k++) sum = float.FusedMultiplyAdd(a[i / 35, k], b[k, i % 35], sum);
            float block = 0.0f;
            for (int k = 128; k < 131; k++) block = float.FusedMultiplyAdd(a[i / 35, k], b[k, i % 35], block);
            sum += block;
        }

        MatrixProduct.Multiply(a, b, c, bias);
        Assert.Equal(expected.ToArray(), c.ToArray());
        MatrixProduct.MultiplyAdd(a, b, bias);
        Assert.Equal(expected.ToArray(), bias.ToArray());
    }

    [Fact]
    public void A_product_over_nothing_is_the_bias()
    {
        var c = Matrix<double>.Constant(2, 2, 9);
        MatrixProduct.Multiply(new Matrix<double>(2, 0), new Matrix<double>(0, 2), c, Matrix<double>.FromRow(1, 2));
        Assert.Equal([1, 2, 1, 2], c.ToArray());
        MatrixProduct.MultiplyTransposedA(new Matrix<double>(0, 2), new Matrix<double>(0, 2), c);
        Assert.Equal(new double[4], c.ToArray());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var (a, b) = (new Matrix<double>(2, 3), new Matrix<double>(4, 5));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(a, b, new Matrix<double>(2, 5)));
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyTransposedA(a, b, new Matrix<double>(3, 5)));
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyTransposedB(a, b, new Matrix<double>(2, 4), new Matrix<double>(5, 4)));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(a, new Matrix<double>(3, 5), new Matrix<double>(2, 5), new Matrix<double>(1, 4)));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(a, new Matrix<double>(3, 5), new Matrix<double>(2, 5), new Matrix<double>(3, 5)));
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyAdd(a, new Matrix<double>(3, 5), new Matrix<double>(2, 4)));
    }

    private static unsafe ProductKernel<float> Kernel(Matrix<float> a, Matrix<float> b, Matrix<float> c) => new(
        a.Rows, a.Columns, c.Columns, a.Pointer, a.Stride, 1, b.Pointer, b.Stride, null, 0, c.Pointer, c.Stride);

    private static unsafe ProductKernel<float> TransposedKernel(Matrix<float> a, Matrix<float> b, Matrix<float> c) => new(
        a.Columns, a.Rows, c.Columns, a.Pointer, 1, a.Stride, b.Pointer, b.Stride, null, 0, c.Pointer, c.Stride);

    private static Matrix<T> Plain<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = new Matrix<T>(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                for (int k = 0; k < a.Columns; k++) c[i, j] += a[i, k] * b[k, j];
            }
        }

        return c;
    }

    private static Matrix<T> Transposed<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Matrix<T>(x.Columns, x.Rows);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++) result[j, i] = x[i, j];
        }

        return result;
    }
}
