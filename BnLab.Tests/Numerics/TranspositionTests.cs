using System.Numerics;
using BnLab.Numerics;

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
}
