namespace BnLab.Experiments;

/// <summary>NumPy's <c>randn</c> for the checks, which draw their data as the notebook does.</summary>
internal static class NormalDraws
{
    /// <summary>scale · randn(rows, columns) + shift.</summary>
    public static Matrix<double> Normal(this NumpyRandom random, int rows, int columns, double scale = 1.0, double shift = 0.0)
    {
        var matrix = new Matrix<double>(rows, columns);
        random.FillNormal(matrix, scale, shift);
        return matrix;
    }
}
