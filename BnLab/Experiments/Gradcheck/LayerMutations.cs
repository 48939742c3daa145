using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in the affine layer, the activations and dropout.</summary>
internal static class LayerMutations
{
    /// <summary>The mistakes.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Change(
            "affine", "db-as-mean", "b",
            new("{only} fails: its gradient is exactly N = 10 times too small, so that every error is {error}.") { Only = "b", Error = (9, 11) },
            s => ColumnStatistics.ColumnMean(s.Dy)),
        Change(
            "affine", "db-not-summed", "b",
            "The gradient of b has the shape of the output, (10, 5), where b is (1, 5).",
            s => s.Dy),
        new(
            "affine-dw-divided-by-n", "affine",
            new("{only} fails: its gradient is exactly N = 10 times too small, so that every error is {error}.") { Only = "W", Error = (9, 11) },
            s => s.WithGradient("W", right => right / s.Dy.Rows)),
        Change(
            "affine", "dw-transposed", "W",
            "The gradient of W is (5, 6) where W is (6, 5), and it would be mistaken silently if W were square.",
            s => Product(Transposition.Transposed(s.Dy), s.Value("x"))),
        Change(
            "affine", "dw-of-the-last-sample", "W",
            new("{only} fails, in all its elements and without a pattern, but with a mini-batch of one sample it passes.") { Only = "W" },
            s => Product(Transposition.Transposed(s.Value("x").RowRange(9, 1)), s.Dy.RowRange(9, 1))),

        Dx(
            "relu", "mask-of-the-output-gradient",
            "No element of dx is negative: it is 0 wherever dy is negative, and dy even where x is negative.",
            (_, _, dy) => dy > 0 ? dy : 0.0),
        Dx(
            "relu", "no-mask",
            "The error is 1 exactly where x is negative: the numerical gradient is 0 there and the analytical one is dy.",
            (_, _, dy) => dy),
        Dx(
            "relu", "value-for-mask",
            "The zeros of dx are right, and everywhere else the ratio of analytical to numerical is x itself instead of 1.",
            (_, y, dy) => dy * y),
        Dx(
            "sigmoid", "derivative-at-x",
            "The ratio dx / dy leaves the range from 0 to 1/4 and is negative wherever x is below 0 or above 1.",
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
            "tanh", "derivative-at-x",
            "dx is nearly right where x is close to 0 and has the wrong sign wherever x is beyond -1 or 1.",
            (x, _, dy) => dy * (1.0 - (x * x))),
        Dx(
            "dropout", "scale-forgotten",
            new("The zeros of dx are right, and all that was kept is 1 / keep = 5 times too small, with an error of {error}.") { Error = (4, 6) },
            (_, y, dy) => y == 0.0 ? 0.0 : dy),
        Dx(
            "dropout", "mask-forgotten",
            "What was kept is right, and what was dropped has an error of 1: the numerical gradient is 0 there, the analytical one is not.",
            (_, _, dy) => dy / LayerSubjects.Keep),
        new(
            "dropout-mask-drawn-anew", "dropout",
            "Each element of dx is either right or has an error of 1, because it is zero in one gradient only, and nothing lies in between.",
            s => s.WithGradient("x", _ => s.Dy * AnotherMask(s.Dy))),
    ];

    private static Mutation Change(string layer, string name, string input, Symptom symptom, Func<GradientCase, Matrix<double>> wrong) =>
        new($"{layer}-{name}", layer, symptom, s => s.WithGradient(input, _ => wrong(s)));

    /// <summary>A wrong derivative of a layer that takes each element for itself, from x, y and dy.</summary>
    private static Mutation Dx(string layer, string name, Symptom symptom, Func<double, double, double, double> wrong) =>
        Change(layer, name, "x", symptom, s =>
        {
            Matrix<double> x = s.Value("x"), y = s.Forward(), dx = new(x.Rows, x.Columns);
            for (int n = 0; n < x.Rows; n++)
            {
                for (int j = 0; j < x.Columns; j++) dx[n, j] = wrong(x[n, j], y[n, j], s.Dy[n, j]);
            }

            return dx;
        });

    private static Matrix<double> AnotherMask(Matrix<double> like)
    {
        var random = new NumpyRandom(0);
        return like.Map(_ => random.NextDouble() < LayerSubjects.Keep ? 1.0 / LayerSubjects.Keep : 0.0);
    }

    private static Matrix<double> Product(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows, b.Columns);
        MatrixProduct.Multiply(a, b, product);
        return product;
    }
}
