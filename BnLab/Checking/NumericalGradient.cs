namespace BnLab.Checking;

/// <summary>The gradient of a function by trying: what an analytical gradient must agree with.</summary>
/// <remarks>cs231n, <c>eval_numerical_gradient</c>: centred differences, (f(x + h) - f(x - h)) / 2h, in double.</remarks>
public static class NumericalGradient
{
    /// <summary>The course's step.</summary>
    public const double DefaultStep = 1e-5;

    /// <summary>The gradient of a number with respect to a matrix.</summary>
    /// <param name="x">What the function depends on; changed element by element and put back.</param>
    /// <param name="function">The number; it must read <paramref name="x"/> anew at every call.</param>
    /// <param name="h">How far each element is moved to either side.</param>
    /// <returns>A matrix of the shape of <paramref name="x"/>.</returns>
    public static Matrix<double> Of(Matrix<double> x, Func<double> function, double h = DefaultStep)
    {
        ArgumentNullException.ThrowIfNull(function);
        return OfLayer(x, () => function(), dy: 1.0, h);
    }

    /// <summary>The gradient of a layer: of the sum of its outputs, each weighted with its upstream gradient.</summary>
    /// <remarks>
    /// cs231n, <c>eval_numerical_gradient_array</c>: each output's difference is taken before they are added up, which
    /// keeps about one digit more than the difference of two sums, and meets the errors that the notebooks print.
    /// </remarks>
    /// <param name="x">What the outputs depend on: the layer's input or one of its parameters.</param>
    /// <param name="outputs">The layer's outputs, computed anew at every call.</param>
    /// <param name="dy">The upstream gradient, of the outputs' shape.</param>
    /// <param name="h">How far each element is moved to either side.</param>
    /// <exception cref="ArgumentException">The outputs have another shape than <paramref name="dy"/>.</exception>
    public static Matrix<double> OfLayer(
        Matrix<double> x, Func<Matrix<double>> outputs, Matrix<double> dy, double h = DefaultStep)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var gradient = new Matrix<double>(x.Rows, x.Columns);
        for (int r = 0; r < x.Rows; r++)
        {
            for (int c = 0; c < x.Columns; c++)
            {
                double old = x[r, c];
                x[r, c] = old + h;
                var above = outputs().Clone(); // layers reuse their own
                x[r, c] = old - h;
                gradient[r, c] = WeightedDifference(above, outputs(), dy) / (2.0 * h);
                x[r, c] = old; // last, since the outputs may be x itself
            }
        }

        return gradient;
    }

    /// <summary>Σ (above - below) · dy.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    internal static double WeightedDifference(Matrix<double> above, Matrix<double> below, Matrix<double> dy)
    {
        bool fit = (above.Rows, above.Columns) == (dy.Rows, dy.Columns) && (below.Rows, below.Columns) == (dy.Rows, dy.Columns);
        if (!fit) throw new ArgumentException($"Outputs of {above} and {below} have no gradient of {dy}.", nameof(dy));
        return PairwiseSum.Of((above - below) * dy);
    }
}
