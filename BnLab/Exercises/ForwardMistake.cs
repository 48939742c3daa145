using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Exercises;

/// <summary>A forward pass that is wrong, or right by another convention.</summary>
/// <param name="Y">Computed anew at every call, so that its numerical gradient can be taken.</param>
internal sealed record ForwardMistake(string Name, string Sentence, Func<Matrix<double>> Y);

/// <summary>The known mistakes of a normalization's forward pass.</summary>
/// <param name="Rows">The values as a matrix whose columns, or rows, are normalized.</param>
/// <param name="Mean">Over what is normalized together.</param>
/// <param name="OtherMean">Over the other axis.</param>
/// <param name="Count">Values that are normalized together.</param>
/// <param name="Scaled">gamma · xHat + beta, with gamma and beta given, back in the shape of x.</param>
internal sealed record NormalizationForward(
    Func<Matrix<double>> Rows, Func<Matrix<double>, Matrix<double>> Mean, Func<Matrix<double>, Matrix<double>> OtherMean, double Count,
    Func<Matrix<double>, bool, bool, Matrix<double>> Scaled)
{
    private const double Eps = BatchNorm.DefaultEps;

    public IEnumerable<ForwardMistake> All =>
    [
        Deviation("eps-left-out", "eps is left out, or so small that it makes no difference here", variance => Sqrt(variance)),
        .. new[] { (1e-3, ", as in TensorFlow and Keras"), (1e-6, ""), (1e-7, ""), (1e-8, ", as in Adam"), (1e-12, "") }.Select(eps => Deviation(
            $"eps-of-{ShortNumber.Text(eps.Item1)}", $"eps is {ShortNumber.Text(eps.Item1)}{eps.Item2}, where the course has 1e-5", variance => Sqrt(variance + eps.Item1))),
        Deviation("eps-outside-the-root", "eps is added to the standard deviation, not to the variance under the root", variance => Sqrt(variance) + Eps),
        Deviation("unbiased-variance", "the variance is divided by N - 1; a mini-batch is normalized by the biased one, divided by N", variance => Sqrt((variance * (Count / (Count - 1))) + Eps)),
        Deviation("variance-for-std", "it is divided by the variance; the root is forgotten", variance => variance + Eps),
        Deviation("not-divided", "the mean is subtracted, but nothing is divided by the standard deviation", variance => (variance * 0.0) + 1.0),
        Of("mean-not-subtracted", "it is divided by the standard deviation, but the mean is not subtracted", () => Rows() / Sqrt(Variance(Rows(), Mean) + Eps)),
        Of("statistics-over-the-wrong-axis", "mean and variance are over the other axis", () => Hat(OtherMean, variance => Sqrt(variance + Eps))),
        Of("statistics-over-everything", "one mean and one variance over all values: the axis is forgotten", () => Hat(x => OtherMean(Mean(x)), variance => Sqrt(variance + Eps))),
        new("gamma-left-out", "gamma is left out", () => Scaled(Hat(Mean, variance => Sqrt(variance + Eps)), false, true)),
        new("beta-left-out", "beta is left out", () => Scaled(Hat(Mean, variance => Sqrt(variance + Eps)), true, false)),
        new("beta-subtracted", "beta is subtracted, not added", () => (Scaled(Hat(Mean, variance => Sqrt(variance + Eps)), true, false) * 2.0) - Scaled(Hat(Mean, variance => Sqrt(variance + Eps)), true, true)),
        new("gamma-and-beta-left-out", "gamma and beta are left out: this is xHat", () => Scaled(Hat(Mean, variance => Sqrt(variance + Eps)), false, false)),
    ];

    private ForwardMistake Deviation(string name, string sentence, Func<Matrix<double>, Matrix<double>> deviation) => Of(name, sentence, () => Hat(Mean, deviation));

    private ForwardMistake Of(string name, string sentence, Func<Matrix<double>> hat) => new(name, sentence, () => Scaled(hat(), true, true));

    private Matrix<double> Hat(Func<Matrix<double>, Matrix<double>> mean, Func<Matrix<double>, Matrix<double>> deviation)
    {
        var rows = Rows();
        return (rows - mean(rows)) / deviation(Variance(rows, mean));
    }

    private static Matrix<double> Variance(Matrix<double> rows, Func<Matrix<double>, Matrix<double>> mean)
    {
        var centred = rows - mean(rows);
        return mean(centred * centred);
    }
}
