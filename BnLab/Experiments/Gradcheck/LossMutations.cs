namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in the gradients of the losses.</summary>
/// <remarks>In a row of the right gradient of softmax or SVM the true class's element is the only negative one.</remarks>
internal static class LossMutations
{
    /// <summary>The mistakes.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Change(
            "softmax-loss", "not-divided-by-n",
            new("All of dx is exactly N = 50 times too large, so that every error is {error}.") { Error = (49, 51) },
            (right, n) => right * n),
        Change(
            "softmax-loss", "true-class-not-subtracted",
            "One element in each row is wrong, the true class, by 1/N, and the rows of dx sum to 1/N instead of 0.",
            (right, n) => right.Map(d => d < 0 ? d + (1.0 / n) : d)),
        Change(
            "softmax-loss", "true-class-subtracted-after-dividing",
            "One element in each row is wrong, the true class, and the rows of dx sum to 1/N - 1 instead of 0.",
            (right, n) => right.Map(d => d < 0 ? d + (1.0 / n) - 1.0 : d)),
        Change(
            "softmax-loss", "wrong-sign",
            "Every error is exactly 1 although the magnitudes agree, and the loss rises in training.",
            (right, _) => -right),
        Change(
            "svm-loss", "not-divided-by-n",
            new("The zeros of dx are right, and all else is exactly N = 50 times too large, with an error of {error}.") { Error = (49, 51) },
            (right, n) => right * n),
        Change(
            "svm-loss", "true-class-forgotten",
            new("At most one element in each row is wrong, the true class, which is 0 and should be negative, and in dx the {rows}.") { RowsSumToZero = false },
            (right, _) => right.Map(d => Math.Max(d, 0.0))),
        Change(
            "svm-loss", "true-class-counted-once",
            "At most one element in each row is wrong, the true class, and the row is right where a single margin is positive.",
            (right, n) => right.Map(d => d < 0 ? -1.0 / n : d)),
        Change(
            "svm-loss", "margins-not-tested",
            "dx is 1/N where the numerical gradient is 0, but scores as small as 0.001 · randn leave every margin positive, and then it passes.",
            (right, n) => right.Map(d => d < 0 ? -(right.Columns - 1.0) / n : 1.0 / n)),
        Change(
            "squared-loss", "factor-2-forgotten",
            new("All of dx is exactly half the numerical gradient, so that every error is {error}.") { Error = (1, 3) },
            (right, _) => right / 2.0),
        Change(
            "squared-loss", "divided-by-n-only",
            new("All of dx is exactly M = 3 times too large, the number of columns, so that every error is {error}.") { Error = (1, 2) },
            (right, _) => right * right.Columns),
        Change(
            "squared-loss", "wrong-sign",
            "Every error is exactly 1 although the magnitudes agree, and the loss rises in training.",
            (right, _) => -right),
    ];

    private static Mutation Change(string layer, string name, Symptom symptom, Func<Matrix<double>, double, Matrix<double>> wrong) => new(
        $"{layer}-{name}", layer, symptom, s => s.WithGradient("x", right => wrong(right, right.Rows)));
}
