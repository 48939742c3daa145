using System.Numerics;
using BnLab.Numerics;

namespace BnLab.Tests.Numerics;

public sealed class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 70)]
    [InlineData(70, 3)]
    [InlineData(16, 32)]
    [InlineData(37, 18)]
    public void Rows_become_columns_in_every_layout(int rows, int columns)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var source = Draw.Normal<T>(new NumpyRandom(26), rows, columns);
            double[] values = source.ToArray();
            double[] expected = [.. Enumerable.Range(0, values.Length).Select(i => values[(i % rows * columns) + (i / rows)])];
            Assert.Equal(expected, Transposition.Transposed(source).ToArray());
            var dense = new T[values.Length];
            Transposition.Transpose(source, dense);
            Assert.Equal(expected, dense.Select(double.CreateTruncating));
            var target = new Matrix<T>(columns, rows);
            Transposition.Transpose(values.Select(T.CreateTruncating).ToArray(), target);
            Assert.Equal(expected, target.ToArray());
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Transposition.Transpose(new Matrix<float>(2, 3), new Matrix<float>(2, 3)));
        Assert.Throws<ArgumentException>(() => Transposition.Transpose(new Matrix<float>(2, 3), new float[5]));
        Assert.Throws<ArgumentException>(() => Transposition.Transpose(new float[7], new Matrix<float>(3, 2)));
    }
}
