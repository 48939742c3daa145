using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in local response normalization, y = x / s^(3/4) with s = k + alpha · Σ x² over n channels.</summary>
internal static class LocalResponseMutations
{
    private const double K = 2.0, Alpha = ImageSubjects.Alpha, Exponent = 0.75;
    private const int Neighbours = ImageSubjects.Neighbours;
    private static readonly ImageShape Images = ImageSubjects.LocalResponseVolume;

    /// <summary>The mistakes.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Dx(
            "sum-as-constant",
            "dx is dy times one positive number at each place, s^(-3/4), so that both have the same sign everywhere; the numerical gradient does not, where x is large.",
            t => t.Direct),
        Dx(
            "neighbours-forgotten",
            "dx is right where the channels beside have dy = 0, and in images of a single channel it passes.",
            t => t.Direct - (t.X * t.Share * (2.0 * Alpha * Exponent))),
        Dx(
            "factor-2-of-the-square-forgotten",
            "dx lies exactly halfway between the numerical gradient and dy / s^(3/4), which it is with the sum as a constant.",
            t => t.Direct - (t.X * Window(t.Share) * (Alpha * Exponent))),
        Dx(
            "exponent-not-lowered",
            "What dx differs by from dy / s^(3/4) is too large, by about s of the channels around: with k = 1 and a small alpha it nearly passes.",
            t => t.Direct - (t.X * Window(t.Dy * t.Y) * (2.0 * Alpha * Exponent))),
        Dx(
            "alpha-divided-by-n",
            "What dx differs by from dy / s^(3/4) is exactly n = 5 times too small: PyTorch's alpha in the backward pass and the paper's in the forward pass.",
            t => t.Direct - (t.X * Window(t.Share) * (2.0 * Alpha / Neighbours * Exponent))),
        Dx(
            "window-to-one-side",
            "Where dy is 0 in all channels but one, dx reaches three channels to one side of it and one to the other, and should reach two to either.",
            t => t.Direct - (t.X * Window(t.Share, shift: 1) * (2.0 * Alpha * Exponent))),
    ];

    private static Mutation Dx(string name, string symptom, Func<Terms, Matrix<double>> wrong) => new(
        $"local-response-norm-{name}", "local-response-norm", symptom, s => s.WithGradient("x", _ => wrong(Terms.Of(s))));

    /// <summary>At each place the sum over the channels around it.</summary>
    private static Matrix<double> Window(Matrix<double> values, int shift = 0)
    {
        var sums = new Matrix<double>(values.Rows, values.Columns);
        for (int n = 0; n < values.Rows; n++)
        {
            for (int i = 0; i < Images.Length; i++)
            {
                for (int away = shift - (Neighbours / 2); away <= shift + (Neighbours / 2); away++)
                {
                    int j = i + (away * Images.Area);
                    if (j >= 0 && j < Images.Length) sums[n, i] += values[n, j];
                }
            }
        }

        return sums;
    }

    /// <summary>What dx is put together from, all (N, CHW).</summary>
    private sealed record Terms(Matrix<double> X, Matrix<double> Dy, Matrix<double> Y, Matrix<double> Scale)
    {
        /// <summary>dy / s^(3/4): dx if the sum did not depend on x.</summary>
        public Matrix<double> Direct => Dy * Scale.Map(s => Math.Pow(s, -Exponent));

        /// <summary>dy · y / s, which every x in the sum has its share of.</summary>
        public Matrix<double> Share => Dy * Y / Scale;

        public static Terms Of(GradientCase s)
        {
            var x = s.Value("x");
            var scale = (Window(x * x) * Alpha) + K;
            return new(x, s.Dy, x * scale.Map(value => Math.Pow(value, -Exponent)), scale);
        }
    }
}
