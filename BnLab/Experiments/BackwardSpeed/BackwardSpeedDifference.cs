using BnLab.Checking;
using BnLab.Layers;
using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.BackwardSpeed;

/// <summary>How far the gradients of two backward passes of batch normalization are apart, and how far rounding may bring them.</summary>
/// <param name="DxError">The notebook's relative error of dx, element by element: large where an element is tiny.</param>
/// <param name="DxApart">The largest difference in dx, relative to the largest |dx|.</param>
/// <param name="DxLimit">The most that rounding can make of <paramref name="DxApart"/>.</param>
/// <param name="Dgamma">The relative error of dgamma, which both passes compute alike.</param>
/// <param name="Dbeta">The relative error of dbeta, likewise.</param>
internal sealed record BackwardSpeedDifference(double DxError, double DxApart, double DxLimit, double Dgamma, double Dbeta)
{
    private const double UnitRoundoff = 1.1102230246251565e-16; // 2⁻⁵³

    /// <summary>Whether the passes agree: in dx up to rounding, in dgamma and dbeta exactly.</summary>
    public bool IsRounding => DxApart <= DxLimit && Dgamma == 0.0 && Dbeta == 0.0;

    /// <summary>Compares the gradients that the walk through the graph gives with those of the closed form.</summary>
    public static BackwardSpeedDifference Between(
        Matrix<double> x, Matrix<double> dy, BatchNorm.Pass<double> pass, BatchNorm.Gradients<double> steps, BatchNorm.Gradients<double> closed)
    {
        double largest = Largest(closed.Dx);
        return new(
            RelativeError.Max(steps.Dx, closed.Dx), Largest(steps.Dx - closed.Dx) / largest, Rounding(x, dy, pass) / largest,
            RelativeError.Max(steps.Dgamma, closed.Dgamma), RelativeError.Max(steps.Dbeta, closed.Dbeta));
    }

    /// <summary>
    /// The most that rounding can bring the two dx apart. With u = 2⁻⁵³, a sum of N terms errs by less than N · u times
    /// the sum of their magnitudes, and each further operation by u.
    /// </summary>
    /// <remarks>
    /// Both passes add up gamma / std · (dy - mean(dy) - xHat · mean(dy · xHat)). An element of the closed form goes through
    /// one sum and at most 7 further operations, one of the walk through two sums and at most 10: 3N + 17 in all. The walk
    /// also keeps the mean of xHat, which the closed form knows to be 0; computed, it is off by the rounding of the mean of x,
    /// over std. So each magnitude below counts 3N + 17 times; three more are for products of roundings.
    /// </remarks>
    private static double Rounding(Matrix<double> x, Matrix<double> dy, BatchNorm.Pass<double> pass)
    {
        var slope = ColumnMean(Size(dy * pass.XHat));                                      // (1, D)
        var xHats = Size(pass.XHat) + ColumnMean(Size(pass.XHat)) + (ColumnMean(Size(x)) / pass.Std); // (N, D)
        var terms = Size(pass.Gamma) / pass.Std * (Size(dy) + ColumnMean(Size(dy)) + (xHats * slope)); // (N, D)
        return ((3 * dy.Rows) + 20) * UnitRoundoff * Largest(terms);
    }

    private static Matrix<double> Size(Matrix<double> matrix) => matrix.Map(Math.Abs);

    /// <summary>The largest magnitude; NaN where one of the elements is.</summary>
    private static double Largest(Matrix<double> matrix) =>
        matrix.ToArray().Aggregate(0.0, (largest, value) => Math.Max(largest, Math.Abs(value)));
}
