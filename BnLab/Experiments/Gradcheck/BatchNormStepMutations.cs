using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes that are made on the way through the computation graph, and in working it into a closed form.</summary>
internal static class BatchNormStepMutations
{
    /// <summary>The mistakes.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Step(
            "factor-2-of-the-square-forgotten",
            new("dx lies exactly halfway between the numerical gradient and what dx is without the variance path, and its {columns}.") { ColumnsSumToZero = true },
            t => Steps(t, squareFactor: 1.0)),
        Step(
            "half-of-the-root-forgotten",
            new("The variance path counts twice: dx differs from the numerical gradient by a multiple of xHat in each column, and its {columns}.") { ColumnsSumToZero = true },
            t => Steps(t, rootFactor: 1.0)),
        Step(
            "x-used-once",
            new("dx differs from the numerical gradient by the same amount in every row of a column, so that its {columns}.") { ColumnsSumToZero = false },
            t => Steps(t, meanPath: 0.0)),
        Step(
            "centred-x-used-once",
            new("dx differs from the numerical gradient by a multiple of xHat in each column: its {columns}, but they are not orthogonal to xHat.") { ColumnsSumToZero = true },
            t => Steps(t, squareFactor: 0.0)),
        Step(
            "mean-not-divided-by-n",
            "dx differs from the numerical gradient by the same amount in every row of a column, N - 1 = 3 times the term of the mean.",
            t => Steps(t, meanPath: t.N)),
        Step(
            "variance-not-divided-by-n",
            new("dx differs from the numerical gradient by a multiple of xHat in each column, N - 1 = 3 times the term of the variance, and its {columns}.") { ColumnsSumToZero = true },
            t => Steps(t, squareFactor: 2.0 * t.N)),
        Step(
            "denominator-with-wrong-sign",
            new("In dx the {columns}, but their products with xHat are twice as large as without the variance path, where they should be 0.") { ColumnsSumToZero = true },
            t => Steps(t, squareFactor: -2.0)),
        Closed(
            "sums-not-divided-by-n",
            new("Both terms are N = 4 times too large: in dx the {columns}, and the difference grows with the size of the mini-batch.") { ColumnsSumToZero = false },
            t => t.Gamma / t.Std * (t.Dy - t.Dbeta - (t.XHat * t.Dgamma))),
        Closed(
            "divided-by-n-once-more",
            new("All of dx is exactly N = 4 times too small, so that every error is {error}.") { Error = (3, 5) },
            t => t.Gamma / t.Std / t.N * t.Centred),
        Closed(
            "centred-x-for-x-hat",
            "The term of the variance is too large by the factor std in each column, and on data whose std is 1 it passes.",
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N) - (t.XMu * t.Dgamma / t.N))),
        Closed(
            "variance-term-added",
            new("In dx the {columns}, but their products with xHat are twice as large as without the variance term, where they should be 0.") { ColumnsSumToZero = true },
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N) + (t.XHat * t.Dgamma / t.N))),
    ];

    private static Mutation Step(string name, Symptom symptom, Func<BatchNormTerms, Matrix<double>> wrong) => Dx("batchnorm-step-by-step", name, symptom, wrong);

    private static Mutation Closed(string name, Symptom symptom, Func<BatchNormTerms, Matrix<double>> wrong) => Dx("batchnorm-closed-form", name, symptom, wrong);

    private static Mutation Dx(string layer, string name, Symptom symptom, Func<BatchNormTerms, Matrix<double>> wrong) => new(
        $"{layer}-{name}", layer, symptom, subject => subject.WithGradient("x", _ => wrong(BatchNormTerms.Of(subject))));

    /// <summary>The step-by-step pass with its factors as arguments: which one is wrong is the mistake.</summary>
    private static Matrix<double> Steps(BatchNormTerms t, double rootFactor = 2.0, double squareFactor = 2.0, double meanPath = 1.0)
    {
        var dxHat = t.Dy * t.Gamma;
        var dxMu = dxHat / t.Std;
        var dstd = -ColumnSum(dxHat * t.XMu) / (t.Std * t.Std);
        var dvariance = dstd / (t.Std * rootFactor);
        var dsquare = dvariance / t.N;
        dxMu += t.XMu * dsquare * squareFactor;
        var dmu = -ColumnSum(dxMu);
        return dxMu + (dmu / t.N * meanPath);
    }
}
