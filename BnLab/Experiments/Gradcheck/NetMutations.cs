namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in the composition of layers to a net.</summary>
internal static class NetMutations
{
    private const double Reg = NetCases.Regularization;

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Doubled("net-loss-gradient-not-divided-by-n", "net-baseline", "Every gradient of every layer is exactly N times too large: with two samples all errors are [1/3]."),
        new(
            "net-first-layer-forgotten", "net-baseline", new("W1 and b1 fail with an error of 1, because their gradients are 0, and all after them is right."),
            s => s.WithGradient("W1", right => right * 0.0).WithGradient("b1", right => right * 0.0)),
        Doubled(
            "net-gradients-of-the-last-step-added", "net-baseline-reg",
            "Every gradient is exactly twice the numerical one, the penalty included, so that all errors are [1/3], and more at each further call."),
        Penalty(
            "net-regularization-twice", "net-baseline-reg", "W", Reg, "All W fail and all b pass: the gradient is too large by reg · W, and with reg = 0 it passes."),
        Penalty(
            "net-regularization-forgotten", "net-baseline-reg", "W", -Reg, "All W fail and all b pass: the gradient lacks reg · W, and with reg = 0 it passes."),
        Rewired(
            "net-batchnorm-gamma-and-beta-swapped", "net-batchnorm",
            "gamma and beta fail, some with small errors only, because two samples have an xHat close to -1 and 1 of which ReLU lets one pass, and exchanged they agree.",
            GammaForBeta),
        Rewired(
            "net-batchnorm-bias-gradient-from-after-batchnorm", "net-batchnorm",
            "Only b1 and b2 fail: their gradients should be 0 but for rounding, and they equal those of beta1 and beta2.",
            input => input is "b1" or "b2" ? $"beta{input[1]}" : input),
        Penalty(
            "net-batchnorm-regularization-halved", "net-batchnorm-reg", "W", -Reg / 2.0,
            "All W fail and all else passes: the gradient lacks half of reg · W, as if the penalty were a quarter of reg · W²."),
        Penalty(
            "net-batchnorm-gamma-regularized", "net-batchnorm-reg", "gamma", Reg,
            "Only the gammas fail, and their gradients are all close to reg = 3.14, because gamma is still 1."),
        Rewired(
            "net-layernorm-gamma-and-beta-swapped", "net-layernorm", "Only the gammas and betas fail, and each has the numerical gradient of the other.",
            GammaForBeta),
        Penalty(
            "net-layernorm-gamma-regularized", "net-layernorm-reg", "gamma", Reg,
            "Only the gammas fail, and their gradients are all close to reg = 3.14, because gamma is still 1."),
        Penalty(
            "net-bias-regularized", "net-shifted-reg", "b", Reg, "All b fail, by reg · b, but as long as the biases are still 0, as in the notebook, it passes."),
        Penalty(
            "net-beta-regularized", "net-shifted-reg", "beta", Reg,
            "Only the betas fail, by reg · beta, but as long as they are still 0, as in the notebook, it passes."),
        new(
            "convnet-filters-not-regularized", "convnet-batchnorm", new("[Only W1] fails: the gradient of the filters lacks reg · W1, and with reg = 0 it passes."),
            s => s.WithGradient("W1", right => right - (s.Value("W1") * Reg))),
        new(
            "convnet-lrn-pool-backward-forgotten", "convnet-lrn",
            new("W1 and b1 fail: their gradients are those of the penalty alone, and all after the pool is right."),
            s => s.WithGradient("W1", _ => s.Value("W1") * Reg).WithGradient("b1", right => right * 0.0)),
    ];

    private static Mutation Doubled(string name, string layer, string symptom) => new(
        name, layer, new(symptom), s => s.WithGradients((_, right) => right * 2.0));

    /// <summary>Adds a multiple of the values to the gradients of all parameters of a kind: W, b, gamma or beta.</summary>
    private static Mutation Penalty(string name, string layer, string kind, double strength, string symptom) => new(
        name, layer, new(symptom),
        s => s.WithGradients((input, right) => input.TrimEnd('1', '2', '3') == kind ? right + (s.Value(input) * strength) : right));

    /// <param name="source">For each input, the one whose gradient it gets.</param>
    private static Mutation Rewired(string name, string layer, string symptom, Func<string, string> source) => new(
        name, layer, new(symptom), s => s with
        {
            Backward = dy =>
            {
                var right = s.Backward(dy);
                return right.Keys.ToDictionary(input => input, input => right[source(input)], StringComparer.Ordinal);
            },
        });

    private static string GammaForBeta(string input) =>
        input.StartsWith("gamma", StringComparison.Ordinal) ? input.Replace("gamma", "beta", StringComparison.Ordinal)
        : input.Replace("beta", "gamma", StringComparison.Ordinal);
}
