namespace BnLab.Tests.Numerics;

public sealed class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(8, 8)]
    [InlineData(17, 9)]
    [InlineData(50, 64)]
    [InlineData(3, 130)]
    public void Every_element_goes_to_its_place(int rows, int columns)
    {
        Check<float>(rows, columns);
        Check<double>(rows, columns);
    }

    private static void Check<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Draw.Normal<T>(new NumpyRandom(10), rows, columns);
        var transposed = Transposition.Transposed(x);
        Assert.Equal((columns, rows), (transposed.Rows, transposed.Columns));
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++) Assert.Equal(x[r, c], transposed[c, r]);
        }
    }

    [Theory]
    [InlineData(3, 70)]
    [InlineData(16, 32)]
    [InlineData(37, 18)]
    public void Rows_without_padding_are_transposed_likewise(int rows, int columns)
    {
        CheckDense<float>(rows, columns);
        CheckDense<double>(rows, columns);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Transposition.Transpose(new Matrix<float>(2, 3), new Matrix<float>(2, 3)));
        Assert.Throws<ArgumentException>(() => Transposition.Transpose(new Matrix<float>(2, 3), new float[5]));
        Assert.Throws<ArgumentException>(() => Transposition.Transpose(new float[7], new Matrix<float>(3, 2)));
    }

    private static void CheckDense<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = Draw.Normal<T>(new NumpyRandom(26), rows, columns);
        double[] values = source.ToArray(), expected = Transposition.Transposed(source).ToArray();
        var dense = new T[values.Length];
        Transposition.Transpose(source, dense);
        Assert.Equal(expected, dense.Select(double.CreateTruncating));
        var target = new Matrix<T>(columns, rows);
        Transposition.Transpose(values.Select(T.CreateTruncating).ToArray(), target);
        Assert.Equal(expected, target.ToArray());
    }
}
