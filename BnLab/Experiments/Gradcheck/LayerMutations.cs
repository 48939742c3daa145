using static BnLab.Experiments.Notebooks.CourseLayers;
using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in the affine layer, the activations, dropout and the losses.</summary>
/// <remarks>In a row of the right gradient of softmax or SVM, only the true class's element is negative.</remarks>
internal static class LayerMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Mutation.Of(
            "affine", "db-as-mean", "b", "[Only b] fails: its gradient is exactly N times too small, so that every error is [(N - 1) / (N + 1)].",
            (s, _) => ColumnMean(s.Dy)),
        Mutation.Of(
            "affine", "db-over-the-wrong-axis", "b", "The gradient of b has one value for each sample, where b has one for each column of the output.", (s, _) => RowSum(s.Dy)),
        Mutation.Of("affine", "db-not-summed", "b", "The gradient of b has the shape of the output, where b has one value for each of its columns.", (s, _) => s.Dy),
        Mutation.Of(
            "affine", "dw-divided-by-n", "W", "[Only W] fails: its gradient is exactly N times too small, so that every error is [(N - 1) / (N + 1)].",
            (s, right) => right / s.Dy.Rows),
        Mutation.Of(
            "affine", "dw-transposed", "W", "The gradient of W has its rows and columns exchanged, which would not be noticed if W were square.",
            (s, _) => TransposedTimes(s.Dy, s.Value("x"))),
        Mutation.Of(
            "affine", "dw-of-the-last-sample", "W", "[Only W] fails, in all its elements and without a pattern, but with a mini-batch of one sample it passes.",
            (s, _) => TransposedTimes(s.Value("x").RowRange(s.Dy.Rows - 1, 1), s.Dy.RowRange(s.Dy.Rows - 1, 1))),

        Unmasked("affine-relu", "x, W and b fail together", "W", UnmaskedAffine),

        Dx(
            "relu", "mask-of-the-output-gradient", "No element of dx is negative: it is 0 wherever dy is negative, and dy even where x is negative.",
            (_, _, dy) => dy > 0 ? dy : 0.0),
        Dx("relu", "no-mask", "The error is 1 exactly where x is negative: the numerical gradient is 0 there and the analytical one is dy.", (_, _, dy) => dy),
        Dx(
            "relu", "value-for-mask", "The zeros of dx are right, and everywhere else the ratio of analytical to numerical is x itself instead of 1.",
            (_, y, dy) => dy * y),
        Dx(
            "sigmoid", "derivative-at-x", "The ratio dx / dy leaves the range from 0 to 1/4 and is negative wherever x is below 0 or above 1.",
            (x, _, dy) => dy * x * (1.0 - x)),
        Dx(
            "sigmoid", "factor-1-minus-y-forgotten",
            "All of dx is too large, slightly where x is far below 0, and by a factor that grows without bound where the sigmoid comes close to 1.",
            (_, y, dy) => dy * y),
        Dx(
            "tanh", "square-forgotten",
            "The signs of dx are right and so is its size near x = 0, but it is up to two times too small where x is positive and many times too large where x is negative.",
            (_, y, dy) => dy * (1.0 - y)),
        Dx(
            "tanh", "derivative-at-x", "dx is nearly right where x is close to 0 and has the wrong sign wherever x is beyond -1 or 1.",
            (x, _, dy) => dy * (1.0 - (x * x))),
        Dx(
            "dropout", "scale-forgotten", "The zeros of dx are right, and all that was kept is 1 / keep times too small, with an error of [(1 - keep) / (1 + keep)].",
            (_, y, dy) => y == 0.0 ? 0.0 : dy),
        Mutation.Of(
            "dropout", "mask-forgotten", "x", "What was kept is right, and what was dropped has an error of 1: the numerical gradient is 0 there, the analytical one is not.",
            (s, _) => s.Dy * ScaleOfDropout(s)),
        Mutation.Of(
            "dropout", "mask-drawn-anew", "x",
            "Each element of dx is either right or has an error of 1, because it is zero in one gradient only, and nothing lies in between.",
            (s, _) => s.Dy * AnotherMask(s.Dy, ScaleOfDropout(s))),

        Loss("softmax-loss", "not-divided-by-n", "All of dx is exactly N times too large, so that every error is [(N - 1) / (N + 1)].", (right, n) => right * n),
        Loss(
            "softmax-loss", "true-class-not-subtracted", "One element in each row is wrong, the true class, by 1/N, and the rows of dx sum to 1/N instead of 0.",
            (right, n) => right.Map(d => d < 0 ? d + (1.0 / n) : d)),
        Loss(
            "softmax-loss", "true-class-subtracted-after-dividing", "One element in each row is wrong, the true class, and the rows of dx sum to 1/N - 1 instead of 0.",
            (right, n) => right.Map(d => d < 0 ? d + (1.0 / n) - 1.0 : d)),
        Loss("softmax-loss", "wrong-sign", "Every error is exactly 1 although the magnitudes agree, and the loss rises in training.", (right, _) => -right),
        Loss(
            "svm-loss", "not-divided-by-n", "The zeros of dx are right, and all else is exactly N times too large, with an error of [(N - 1) / (N + 1)].",
            (right, n) => right * n),
        Loss(
            "svm-loss", "true-class-forgotten",
            "At most one element in each row is wrong, the true class, which is 0 and should be negative, and in dx the [rows do not sum to 0].",
            (right, _) => right.Map(d => Math.Max(d, 0.0))),
        Loss(
            "svm-loss", "true-class-counted-once", "At most one element in each row is wrong, the true class, and the row is right where a single margin is positive.",
            (right, n) => right.Map(d => d < 0 ? -1.0 / n : d)),
        Loss(
            "svm-loss", "margins-not-tested",
            "dx is 1/N where the numerical gradient is 0, but scores as small as 0.001 · randn leave every margin positive, and then it passes.",
            (right, n) => right.Map(d => d < 0 ? -(right.Columns - 1.0) / n : 1.0 / n)),
        Loss("squared-loss", "factor-2-forgotten", "All of dx is exactly half the numerical gradient, so that every error is [1/3].", (right, _) => right / 2.0),
        Loss(
            "squared-loss", "divided-by-n-only", "All of dx is exactly M times too large, the number of columns, so that every error is [(M - 1) / (M + 1)].",
            (right, _) => right * right.Columns),
        Loss("squared-loss", "wrong-sign", "Every error is exactly 1 although the magnitudes agree, and the loss rises in training.", (right, _) => -right),
    ];

    /// <summary>A wrong derivative of an elementwise layer, from x, y and dy.</summary>
    private static Mutation Dx(string layer, string name, string symptom, Func<double, double, double, double> wrong) =>
        Mutation.Of(layer, name, "x", symptom, (s, _) =>
        {
            Matrix<double> x = s.Value("x"), y = s.Forward(), dx = new(x.Rows, x.Columns);
            for (int n = 0; n < x.Rows; n++)
            {
                for (int j = 0; j < x.Columns; j++) dx[n, j] = wrong(x[n, j], y[n, j], s.Dy[n, j]);
            }

            return dx;
        });

    private static Mutation Loss(string layer, string name, string symptom, Func<Matrix<double>, double, Matrix<double>> wrong) =>
        Mutation.Of(layer, name, "x", symptom, (_, right) => wrong(right, right.Rows));

    /// <summary>A layer and ReLU, whose mask is forgotten in the backward pass.</summary>
    /// <param name="unmasked">Gradients of x, the weights and b without it.</param>
    public static Mutation Unmasked(
        string layer, string fails, string weights, Func<GradientCase, (Matrix<double> Dx, Matrix<double> Dw, Matrix<double> Db)> unmasked) => new(
            $"{layer}-mask-forgotten", layer, new($"{fails}, and where nothing that the layer gives is negative they pass."),
            s => unmasked(s) is var wrong ? s.WithGradients((name, _) => name == "x" ? wrong.Dx : name == weights ? wrong.Dw : wrong.Db) : s);

    private static (Matrix<double> Dx, Matrix<double> Dw, Matrix<double> Db) UnmaskedAffine(GradientCase s)
    {
        var (w, b) = (Parameter<double>.From(s.Value("W")), Parameter<double>.From(s.Value("b")));
        var affine = new Affine<double>(w, b);
        affine.Forward(s.Value("x"), Mode.Train);
        return (affine.Backward(s.Dy), w.Gradient, b.Gradient);
    }

    /// <summary>1 / keep: what the kept values were multiplied by.</summary>
    public static double ScaleOfDropout(GradientCase s) => (s.Forward() / s.Value("x")).ToArray().Max();

    private static Matrix<double> AnotherMask(Matrix<double> like, double scale)
    {
        var random = new NumpyRandom(0);
        return like.Map(_ => random.NextDouble() * scale < 1.0 ? scale : 0.0);
    }
}
