namespace BnLab.Experiments.Invariance;

/// <summary>What batch normalization makes of a factor on the weights before it, and so of weight decay; and that gamma and beta can undo it.</summary>
/// <remarks>
/// van Laarhoven, "L2 Regularization versus Batch and Weight Normalization" (2017); Li and Arora, "An Exponential Learning Rate
/// Schedule for Deep Learning" (2020).
/// </remarks>
internal static class InvarianceExperiment
{
    private const double Limit = 1e-10; // rounding is below 1e-12 here, and what eps = 1e-5 does is above 1e-7

    private static readonly double[] Factors = [.. Enumerable.Range(-6, 13).Where(i => i != 0).Select(i => Math.Pow(10, i / 2.0))];

    public static DirectExperiment Experiment { get; } = new(
        "invariance", "Check that batch normalization takes out the scale of the weights before it, and what weight decay then does.", "invariance",
        [], Run);

    private static ExperimentResult Run(Values values, Func<double> clock, CancellationToken stop)
    {
        uint seed = values.Get(StudyOptions.Seed);
        var scaled = Factors.Select(c => (Factor: c, Exact: ScaledWeights.Compare(0.0, c, seed), Usual: ScaledWeights.Compare(BatchNorm.DefaultEps, c, seed))).ToList();
        var decay = new DecayComparison(seed, stop);
        double exact = scaled.Max(at => Math.Max(at.Exact.Scores, at.Exact.Gradients)), usual = scaled.Min(at => Math.Min(at.Usual.Scores, at.Usual.Gradients));
        double angle = ScaledWeights.LargestCosine(0.0, seed), restored = Restored(seed), apart = decay.Exact.Max(), broken = decay.Usual.Max();
        return new(
            "invariance", [],
            [
                new(
                    "invariance", ["factor", "scores_eps_0", "gradients_eps_0", "scores_eps_1e-5", "gradients_eps_1e-5"],
                    [.. scaled.Select(at => new object[] { at.Factor, at.Exact.Scores, at.Exact.Gradients, at.Usual.Scores, at.Usual.Gradients })])
                { IsPrinted = true },
                new(
                    "invariance.decay", ["step", "learning_rate", "loss_decay", "loss_growing_rate", "loss_neither", "scores_eps_0", "scores_eps_1e-5"],
                    [.. decay.Rates.Select((rate, t) => new object[] { t + 1, rate, decay.Decay[t], decay.Growing[t], decay.Neither[t], decay.Exact[t], decay.Usual[t] })]),
            ],
            [("invariance", Draw(scaled, decay))])
        {
            Checks =
            [
                Below("With eps = 0, c times the weights of a layer leave the scores as they are and make its gradient 1/c as large", exact),
                new("With eps = 1e-5 scores and gradients depend on the scale of the weights", $"apart by {ShortNumber.Text(usual)} or more", $"above {ShortNumber.Text(Limit)}", usual > Limit),
                Below("The gradient of each unit's weights is orthogonal to them", angle, "cosine"),
                Below("Steps with weight decay give the same net as steps without decay whose learning rate grows by the factor that theory says", apart),
                new("With eps = 1e-5 steps with weight decay and steps with a growing learning rate give different nets", $"apart by {ShortNumber.Text(broken)}", $"above {ShortNumber.Text(Limit)}", broken > Limit),
                Below("With gamma = √(variance + eps) and beta = mean the layer's output is its input", restored),
            ],
        };
    }

    private static Check Below(string statement, double measured, string what = "apart by") =>
        new(statement, $"{what} {ShortNumber.Text(measured)}", ShortNumber.Text(Limit), measured <= Limit);

    /// <summary>How far the input of a layer is from its output, if gamma and beta are its standard deviations and means.</summary>
    private static double Restored(uint seed)
    {
        var x = new NumpyRandom(seed).Normal(200, 50, scale: 3.0, shift: 2.0);                            // (N, D)
        var pass = BatchNorm.Forward(x, Matrix<double>.Constant(1, 50, 1.0), new Matrix<double>(1, 50)); // (N, D)
        return ScaledWeights.Apart(BatchNorm.Forward(x, pass.Std, pass.Mu).Y, x);
    }

    private static Figure Draw(IReadOnlyList<(double Factor, Difference Exact, Difference Usual)> scaled, DecayComparison decay)
    {
        double[] steps = [.. Enumerable.Range(1, decay.Rates.Count).Select(t => (double)t)];
        var (factor, step, relative) = (new Axis("Factor c on a layer's weights", AxisScale.Log), new Axis("Step") { IsWhole = true }, new Axis("Relative difference", AxisScale.Log));
        return new("Batch normalization takes out the scale of the weights before it",
        [
            [
                new("Scores with c·W, from those with W", factor, relative, Both([.. scaled.Select(at => at.Factor)], [.. scaled.Select(at => at.Exact.Scores)], [.. scaled.Select(at => at.Usual.Scores)])),
                new("c times the gradient with c·W, from that with W", factor, relative, Both([.. scaled.Select(at => at.Factor)], [.. scaled.Select(at => at.Exact.Gradients)], [.. scaled.Select(at => at.Usual.Gradients)])),
            ],
            [
                new("Training loss", step, new Axis("Loss"),
                [
                    new LineSeries("Neither", 3, steps, decay.Neither, HasMarkers: false),
                    new LineSeries("Weight decay", 2, steps, decay.Decay, HasMarkers: false),
                    new LineSeries("Growing learning rate", 4, steps, decay.Growing, HasLine: false),
                ]),
                new("Scores: weight decay, from growing rate", step, relative, Both(steps, decay.Exact, decay.Usual)),
            ],
        ]);

        static Series[] Both(double[] x, IReadOnlyList<double> exact, IReadOnlyList<double> usual) =>
        [
            new LineSeries("eps = 1e-5", 1, x, usual), new LineSeries("eps = 0", 0, x, exact), new RuleSeries("Limit of the checks", 6, Limit),
        ];
    }
}
