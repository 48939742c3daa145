using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in batch normalization: step by step, in the closed form, and between two other layers.</summary>
internal static class BatchNormMutations
{
    private const double Eps = BatchNorm.DefaultEps;
    private const string Sandwich = "affine-batchnorm-relu";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Step(
            "factor-2-of-the-square-forgotten",
            "dx lies exactly halfway between the numerical gradient and what dx is without the variance path, and its [columns sum to 0].",
            t => Steps(t, squareFactor: 1.0)),
        Step(
            "half-of-the-root-forgotten",
            "The variance path counts twice: dx differs from the numerical gradient by a multiple of xHat in each column, and its [columns sum to 0].",
            t => Steps(t, rootFactor: 1.0)),
        Step(
            "x-used-once", "dx differs from the numerical gradient by the same amount in every row of a column, so that its [columns do not sum to 0].",
            t => Steps(t, meanPath: 0.0)),
        Step(
            "centred-x-used-once",
            "dx differs from the numerical gradient by a multiple of xHat in each column: its [columns sum to 0], but they are not orthogonal to xHat.",
            t => Steps(t, squareFactor: 0.0)),
        Step(
            "mean-not-divided-by-n", "dx differs from the numerical gradient by the same amount in every row of a column, N - 1 times the term of the mean.",
            t => Steps(t, meanPath: t.N)),
        Step(
            "variance-not-divided-by-n",
            "dx differs from the numerical gradient by a multiple of xHat in each column, N - 1 times the term of the variance, and its [columns sum to 0].",
            t => Steps(t, squareFactor: 2.0 * t.N)),
        Step(
            "denominator-with-wrong-sign",
            "In dx the [columns sum to 0], but their products with xHat are twice as large as without the variance path, where they should be 0.",
            t => Steps(t, squareFactor: -2.0)),

        Closed(
            "sums-not-divided-by-n",
            "Both terms are N times too large: in dx the [columns do not sum to 0], and the difference grows with the size of the mini-batch.",
            t => t.Gamma / t.Std * (t.Dy - t.Dbeta - (t.XHat * t.Dgamma))),
        Closed("divided-by-n-once-more", "All of dx is exactly N times too small, so that every error is [(N - 1) / (N + 1)].", t => t.Gamma / t.Std / t.N * t.Centred),
        Closed(
            "centred-x-for-x-hat", "The term of the variance is too large by the factor std in each column, and on data whose std is 1 it passes.",
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N) - (t.XMu * t.Dgamma / t.N))),
        Closed(
            "variance-term-added", "In dx the [columns sum to 0], but their products with xHat are twice as large as without the variance term, where they should be 0.",
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N) + (t.XHat * t.Dgamma / t.N))),

        Dx(
            "mean-term-forgotten",
            "[Only dx] fails: it differs from the numerical gradient by the same amount in every row of a column, so that its [columns do not sum to 0].",
            t => t.Gamma / t.Std * (t.Dy - (t.XHat * t.Dgamma / t.N))),
        Dx(
            "variance-term-forgotten",
            "[Only dx] fails: its [columns sum to 0], but they differ from the numerical gradient by a multiple of xHat and are not orthogonal to it.",
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N))),
        Dx(
            "statistics-as-constants", "[Only dx] fails: in each column it is dy times one number, gamma / std, and its [columns do not sum to 0].",
            t => t.Gamma / t.Std * t.Dy),
        Dx(
            "n-minus-1-for-n",
            "[Only dx] fails: its [columns sum to 0], and it differs from the numerical gradient by a multiple of xHat that shrinks as the mini-batch grows.",
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.N) - (t.XHat * t.Dgamma / (t.N - 1.0)))),
        Dx(
            "d-for-n", "[Only dx] fails: both terms are N / D times too large, and with as many samples as features it passes.",
            t => t.Gamma / t.Std * (t.Dy - (t.Dbeta / t.Dy.Columns) - (t.XHat * t.Dgamma / t.Dy.Columns))),
        Dx(
            "eps-outside-the-root", "All of dx has an error of about 1e-6, the same within a column: far too small for a forgotten term and far too large for rounding.",
            t => t.Gamma / (Sqrt(t.Variance) + Eps) * t.Centred),
        Dx(
            "eps-forgotten", "All of dx has an error of about 1e-7, eps / (4 · variance) in each column, so that it is largest where the variance is smallest.",
            t => t.Gamma / Sqrt(t.Variance) * t.Centred),
        Dx("gamma-left-out", "In each column the ratio of numerical to analytical dx is gamma, and [with the initial gamma of 1 it passes].", t => t.Centred / t.Std),
        Dx(
            "gamma-twice", "In each column the ratio of analytical to numerical dx is gamma, and [with the initial gamma of 1 it passes].",
            t => t.Gamma * t.Gamma / t.Std * t.Centred),
        Dx(
            "variance-for-std", "In each column the ratio of numerical to analytical dx is the standard deviation, and on data whose std is 1 it passes.",
            t => t.Gamma / (t.Variance + Eps) * t.Centred),
        Dx(
            "std-left-out", "In each column the ratio of analytical to numerical dx is the standard deviation, and on data whose std is 1 it passes.",
            t => t.Gamma * t.Centred),
        Dx(
            "mean-term-with-wrong-sign",
            "[Only dx] fails: it differs from the numerical gradient by the same amount in every row of a column, twice what a forgotten mean term would give.",
            t => t.Gamma / t.Std * (t.Dy + (t.Dbeta / t.N) - (t.XHat * t.Dgamma / t.N))),
        Dx(
            "dx-means-over-the-wrong-axis", "[Only dx] fails: broadcasting gives it the right shape, but its [columns do not sum to 0].",
            t => t.Gamma / t.Std * (t.Dy - RowMean(t.Dy) - (t.XHat * RowMean(t.Dy * t.XHat)))),
        new(
            "batchnorm-gradient-through-the-running-statistics", "batchnorm",
            new("dx and dgamma fail together and dbeta passes, and in each column dx is dy times one number, about √10 times gamma / std after a single mini-batch."),
            ThroughRunningStatistics),
        In(
            "batchnorm", "dgamma-with-x-for-x-hat", "gamma", "[Only dgamma] fails, and it changes when a constant is added to x, to which batch normalization is blind.",
            t => ColumnSum(t.Dy * t.X)),
        In(
            "batchnorm", "dgamma-with-y-for-x-hat", "gamma", "[Only dgamma] fails, and [with the initial gamma of 1 it passes], because y is xHat as long as beta is 0.",
            t => ColumnSum(t.Dy * t.Pass.Y)),
        In(
            "batchnorm", "dgamma-with-centred-x", "gamma",
            "[Only dgamma] fails: the ratio of analytical to numerical is the standard deviation, and on data whose std is 1 it passes.", t => ColumnSum(t.Dy * t.XMu)),
        In("batchnorm", "dgamma-as-mean", "gamma", "[Only dgamma] fails: it is exactly N times too small, so that every error is [(N - 1) / (N + 1)].", t => t.Dgamma / t.N),
        In(
            "batchnorm", "dgamma-after-dy-times-gamma", "gamma",
            "[Only dgamma] fails: the ratio of analytical to numerical is gamma, and [with the initial gamma of 1 it passes].",
            t => ColumnSum(t.Dy * t.Gamma * t.XHat)),
        In("batchnorm", "dgamma-over-the-wrong-axis", "gamma", "dgamma has one value for each sample, where gamma has one for each feature.", t => RowSum(t.Dy * t.XHat)),
        In("batchnorm", "dbeta-as-mean", "beta", "[Only dbeta] fails: it is exactly N times too small, so that every error is [(N - 1) / (N + 1)].", t => t.Dbeta / t.N),
        In("batchnorm", "dbeta-over-the-wrong-axis", "beta", "dbeta has one value for each sample, where beta has one for each feature.", t => RowSum(t.Dy)),
        In("batchnorm", "dbeta-not-summed", "beta", "dbeta has the shape of dy, where beta has one value for each feature.", t => t.Dy),

        new(
            "sandwich-relu-mask-forgotten", Sandwich,
            new("x, W, gamma and beta fail together, and the gradient of beta is the sum over all of dy instead of the active part."),
            SandwichWithoutMask),
        new(
            "sandwich-bias-gradient-from-after-batchnorm", Sandwich,
            new("[Only b] fails: its gradient should be 0 but for rounding, and it equals the gradient of beta."),
            s => s.WithGradient("b", _ => s.Backward(s.Dy)["beta"])),
    ];

    private static Mutation Step(string name, string symptom, Func<Terms, Matrix<double>> wrong) => In("batchnorm-step-by-step", name, "x", symptom, wrong);

    private static Mutation Closed(string name, string symptom, Func<Terms, Matrix<double>> wrong) => In("batchnorm-closed-form", name, "x", symptom, wrong);

    private static Mutation Dx(string name, string symptom, Func<Terms, Matrix<double>> wrong) => In("batchnorm", name, "x", symptom, wrong);

    private static Mutation In(string layer, string name, string input, string symptom, Func<Terms, Matrix<double>> wrong) =>
        Mutation.Of(layer, name, input, symptom, (s, _) => wrong(Terms.Of(s)));

    /// <summary>The step-by-step pass; a mistake is a wrong factor.</summary>
    private static Matrix<double> Steps(Terms t, double rootFactor = 2.0, double squareFactor = 2.0, double meanPath = 1.0)
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

    /// <summary>After one mini-batch the running statistics are a tenth of its own. Here they do not depend on x.</summary>
    private static GradientCase ThroughRunningStatistics(GradientCase s)
    {
        var t = Terms.Of(s);
        var runningStd = Sqrt((t.Variance * 0.1) + Eps);
        var xHat = (t.X - (t.Pass.Mu * 0.1)) / runningStd;
        return s.WithGradient("x", _ => t.Gamma / runningStd * t.Dy).WithGradient("gamma", _ => ColumnSum(t.Dy * xHat));
    }

    private static GradientCase SandwichWithoutMask(GradientCase s)
    {
        var w = Parameter<double>.From(s.Value("W"));
        var affine = new Affine<double>(w, Parameter<double>.From(s.Value("b")));
        var (da, dgamma, dbeta) = BatchNorm.BackwardClosedForm(
            s.Dy, BatchNorm.Forward(affine.Forward(s.Value("x"), Mode.Train), s.Value("gamma"), s.Value("beta")));
        var dx = affine.Backward(da);
        return s.WithGradients((name, right) => name switch
        {
            "x" => dx,
            "W" => w.Gradient,
            "gamma" => dgamma,
            "beta" => dbeta,
            _ => right,
        });
    }

    /// <summary>Terms of right and wrong backward passes; X, Dy, XMu and XHat are (N, D), all others (1, D).</summary>
    private sealed record Terms(Matrix<double> X, Matrix<double> Dy, BatchNorm.Pass<double> Pass)
    {
        public double N => Dy.Rows;

        public Matrix<double> Gamma => Pass.Gamma;

        public Matrix<double> XMu => Pass.XMu;

        public Matrix<double> XHat => Pass.XHat;

        public Matrix<double> Variance => Pass.Variance;

        public Matrix<double> Std => Pass.Std;

        public Matrix<double> Dbeta => ColumnSum(Dy);

        public Matrix<double> Dgamma => ColumnSum(Dy * XHat);

        /// <summary>(N, D): dx without its factor gamma / std.</summary>
        public Matrix<double> Centred => Dy - (Dbeta / N) - (XHat * Dgamma / N);

        public static Terms Of(GradientCase s) => new(s.Value("x"), s.Dy, BatchNorm.Forward(s.Value("x"), s.Value("gamma"), s.Value("beta")));
    }
}
