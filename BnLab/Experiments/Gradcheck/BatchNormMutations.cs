using BnLab.Checking;
using BnLab.Layers;
using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in the gradients of batch normalization, written as closed forms.</summary>
internal static class BatchNormMutations
{
    private const double Eps = BatchNorm.DefaultEps;

    /// <summary>The mistakes.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Dx(
            "batchnorm-mean-term-forgotten",
            new("{only} fails: it differs from the numerical gradient by the same amount in every row of a column, so that its {columns}.") { Only = "x", ColumnsSumToZero = false },
            t => t.Gamma / t.Std * (t.Dy - (t.XHat * t.Dgamma / t.N))),
        Dx(
            "batchnorm-variance-term-forgotten",
            new("{only} fails: its {columns}, but they differ from the numerical gradient by a multiple of xHat and are not orthogonal to it.") { Only = "x", ColumnsSumToZero = true },
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N))),
        Dx(
            "batchnorm-statistics-as-constants",
            new("{only} fails: in each column it is dy times one number, gamma / std, and its {columns}.") { Only = "x", ColumnsSumToZero = false },
            t => t.Gamma / t.Std * t.Dy),
        Dx(
            "batchnorm-n-minus-1-for-n",
            new("{only} fails: its {columns}, and it differs from the numerical gradient by a multiple of xHat that shrinks as the mini-batch grows.") { Only = "x", ColumnsSumToZero = true },
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N) - (t.XHat * t.Dgamma / (t.N - 1.0)))),
        Dx(
            "batchnorm-eps-outside-the-root",
            "All of dx has an error of about 1e-6, the same within a column: far too small for a forgotten term and far too large for rounding.",
            t => t.Gamma / (Sqrt(t.Variance) + Eps) * t.Centred),
        Dx(
            "batchnorm-eps-forgotten",
            "All of dx has an error of about 1e-7, eps / (4 · variance) in each column, so that it is largest where the variance is smallest.",
            t => t.Gamma / Sqrt(t.Variance) * t.Centred),
        Dx(
            "batchnorm-gamma-left-out",
            new("In each column the ratio of numerical to analytical dx is gamma, and {gamma}.") { HiddenByInitialGamma = true },
            t => t.Centred / t.Std),
        Dx(
            "batchnorm-gamma-twice",
            new("In each column the ratio of analytical to numerical dx is gamma, and {gamma}.") { HiddenByInitialGamma = true },
            t => t.Gamma * t.Gamma / t.Std * t.Centred),
        Dx(
            "batchnorm-variance-for-std",
            "In each column the ratio of numerical to analytical dx is the standard deviation, and on data whose std is 1 it passes.",
            t => t.Gamma / (t.Variance + Eps) * t.Centred),
        Dx(
            "batchnorm-std-left-out",
            "In each column the ratio of analytical to numerical dx is the standard deviation, and on data whose std is 1 it passes.",
            t => t.Gamma * t.Centred),
        Dx(
            "batchnorm-mean-term-with-wrong-sign",
            new("{only} fails: it differs from the numerical gradient by the same amount in every row of a column, twice what a forgotten mean term would give.") { Only = "x" },
            t => t.Gamma / t.Std * (t.Dy + (t.Dbeta / t.N) - (t.XHat * t.Dgamma / t.N))),
        Dx(
            "batchnorm-dx-means-over-the-wrong-axis",
            new("{only} fails: broadcasting gives it the right shape, but its {columns}.") { Only = "x", ColumnsSumToZero = false },
            t => t.Gamma / t.Std * (t.Dy - RowMean(t.Dy) - (t.XHat * RowMean(t.Dy * t.XHat)))),
        new(
            "batchnorm-gradient-through-the-running-statistics", "batchnorm",
            "dx and dgamma fail together and dbeta passes, and in each column dx is dy times one number, about √10 times gamma / std after a single mini-batch.",
            ThroughRunningStatistics),
        Change(
            "batchnorm-dgamma-with-x-for-x-hat", "gamma",
            new("{only} fails, and it changes when a constant is added to x, to which batch normalization is blind.") { Only = "gamma" },
            t => ColumnSum(t.Dy * t.X)),
        Change(
            "batchnorm-dgamma-with-y-for-x-hat", "gamma",
            new("{only} fails, and {gamma}, because y is xHat as long as beta is 0.") { Only = "gamma", HiddenByInitialGamma = true },
            t => ColumnSum(t.Dy * t.Pass.Y)),
        Change(
            "batchnorm-dgamma-as-mean", "gamma",
            new("{only} fails: it is exactly N = 4 times too small, so that every error is {error}.") { Only = "gamma", Error = (3, 5) },
            t => t.Dgamma / t.N),
        Change(
            "batchnorm-dgamma-after-dy-times-gamma", "gamma",
            new("{only} fails: the ratio of analytical to numerical is gamma, and {gamma}.") { Only = "gamma", HiddenByInitialGamma = true },
            t => ColumnSum(t.Dy * t.Gamma * t.XHat)),
        Change(
            "batchnorm-dgamma-over-the-wrong-axis", "gamma",
            "dgamma is (4, 1), one value for each sample, where gamma is (1, 5).",
            t => RowSum(t.Dy * t.XHat)),
        Change(
            "batchnorm-dbeta-as-mean", "beta",
            new("{only} fails: it is exactly N = 4 times too small, so that every error is {error}.") { Only = "beta", Error = (3, 5) },
            t => t.Dbeta / t.N),
        Change(
            "batchnorm-dbeta-not-summed", "beta",
            "dbeta has the shape of dy, (4, 5), where beta is (1, 5).",
            t => t.Dy),
    ];

    private static Mutation Dx(string name, Symptom symptom, Func<BatchNormTerms, Matrix<double>> wrong) => Change(name, "x", symptom, wrong);

    private static Mutation Change(string name, string input, Symptom symptom, Func<BatchNormTerms, Matrix<double>> wrong) => new(
        name, "batchnorm", symptom,
        subject => subject.WithGradient(input, _ => wrong(BatchNormTerms.Of(subject))));

    /// <summary>After the first mini-batch the running statistics are a tenth of its own; they do not depend on x here.</summary>
    private static GradientCase ThroughRunningStatistics(GradientCase subject)
    {
        var t = BatchNormTerms.Of(subject);
        var runningStd = Sqrt((t.Variance * 0.1) + Eps);
        var xHat = (t.X - (t.Pass.Mu * 0.1)) / runningStd;
        return subject
            .WithGradient("x", _ => t.Gamma / runningStd * t.Dy)
            .WithGradient("gamma", _ => ColumnSum(t.Dy * xHat));
    }
}
