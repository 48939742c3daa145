using BnLab.Checking;
using BnLab.Layers;

namespace BnLab.Experiments.Gradcheck;

/// <summary>What the backward passes of batch normalization are put together from, and mistaken ones as well.</summary>
/// <param name="X">(N, D).</param>
/// <param name="Dy">(N, D).</param>
/// <param name="Pass">The forward pass.</param>
internal sealed record BatchNormTerms(Matrix<double> X, Matrix<double> Dy, BatchNorm.Pass<double> Pass)
{
    /// <summary>The rows of the mini-batch.</summary>
    public double N => Dy.Rows;

    /// <summary>(1, D).</summary>
    public Matrix<double> Gamma => Pass.Gamma;

    /// <summary>(N, D).</summary>
    public Matrix<double> XMu => Pass.XMu;

    /// <summary>(N, D).</summary>
    public Matrix<double> XHat => Pass.XHat;

    /// <summary>(1, D).</summary>
    public Matrix<double> Variance => Pass.Variance;

    /// <summary>(1, D): √(variance + eps).</summary>
    public Matrix<double> Std => Pass.Std;

    /// <summary>(1, D): Σ dy.</summary>
    public Matrix<double> Dbeta => ColumnStatistics.ColumnSum(Dy);

    /// <summary>(1, D): Σ dy · xHat.</summary>
    public Matrix<double> Dgamma => ColumnStatistics.ColumnSum(Dy * XHat);

    /// <summary>(N, D): dy - Σ dy / N - xHat · Σ dy · xHat / N, which gamma / std makes dx of.</summary>
    public Matrix<double> Centred => Dy - (Dbeta / N) - (XHat * Dgamma / N);

    /// <summary>The terms of a subject with the inputs x, gamma and beta.</summary>
    public static BatchNormTerms Of(GradientCase subject)
    {
        var x = subject.Value("x");
        return new(x, subject.Dy, BatchNorm.Forward(x, subject.Value("gamma"), subject.Value("beta")));
    }
}
