namespace BnLab.Tests;

/// <summary>Matrices of normal draws, the same in every run.</summary>
internal static class Draw
{
    public static Matrix<double> Normal(NumpyRandom random, int rows, int columns, double scale = 1.0, double shift = 0.0) =>
        Normal<double>(random, rows, columns, scale, shift);

    public static Matrix<T> Normal<T>(NumpyRandom random, int rows, int columns, double scale = 1.0, double shift = 0.0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = new Matrix<T>(rows, columns);
        random.FillNormal(matrix, scale, shift);
        return matrix;
    }
}
