namespace BnLab.Experiments;

/// <summary>Numbers that public notebooks of the course print with seed 231, and where <c>reproduce</c> writes bnlab's own.</summary>
internal static class Published
{
    /// <summary>With another seed there is nothing to compare.</summary>
    public const uint Seed = 231;

    private const string Spatial = "forward-spatial-batchnorm", Group = "forward-groupnorm", Layer = "forward-layernorm";

    public static IReadOnlyList<PublishedNumber> All { get; } =
    [
        .. Statistics("forward", "before", [-2.3814598, -13.18038246, 1.91780462], [27.18502186, 34.21455511, 37.68611762]),
        .. Statistics("forward", "train, gamma 1, beta 0", [], [0.99999999, 1.0, 1.0]),
        .. Statistics("forward", "train, gamma 1 2 3, beta 11 12 13", [11.0, 12.0, 13.0], [0.99999999, 1.99999999, 2.99999999]),
        .. Statistics("forward", "test", [-0.03927354, -0.04349152, -0.10452688], [1.01531428, 1.01238373, 0.97819988]),
        .. Statistics(Layer, "before", [-59.06673243, -47.60782686, -43.31137368, -26.40991744], [10.07429373, 28.39478981, 35.28360729, 4.01831507]),
        .. Statistics(Layer, "train, gamma 3, beta 5", [5.0, 5.0, 5.0, 5.0], [2.99999985, 2.99999998, 2.99999999, 2.99999907]),
        .. Statistics(Spatial, "before", [9.33463814, 8.90909116, 9.11056338], [3.61447857, 3.19347686, 3.5168142]),
        .. Statistics(Spatial, "train, gamma 3 4 5, beta 6 7 8", [6.0, 7.0, 8.0], [2.99999885, 3.99999804, 4.99999798]),
        .. Statistics(Spatial, "test", [-0.08034406, 0.07562881, 0.05716371, 0.04378383], [0.96718744, 1.0299714, 1.02887624, 1.00585577]),
        .. Statistics(Group, "before", [9.72505327, 8.51114185, 8.9147544, 9.43448077], [3.67070958, 3.09892597, 4.27043622, 3.97521327]),
        NetLoss("baseline", 0, 2.3004790897684924),
        NetLoss("baseline", 3.14, 7.052114776533016),
        NetLoss("batchnorm", 0, 2.2611955101340957),
        NetLoss("batchnorm", 3.14, 6.996533220108303),
        FirstLoss("batchnorm", 2.340974),
        FirstLoss("baseline", 2.302332),
    ];

    /// <summary>As <c>print_mean_std</c> prints them: eight decimals.</summary>
    private static IEnumerable<PublishedNumber> Statistics(string run, string stage, double[] means, double[] stds) =>
        Of(run, stage, "mean", "mean", means).Concat(Of(run, stage, "standard deviation", "std", stds));

    private static IEnumerable<PublishedNumber> Of(string run, string stage, string what, string column, double[] values) =>
        values.Select((value, i) => new PublishedNumber(
            $"{run}, {stage}: {what} {i}", value, 8, run, "forward.csv", column, [("stage", stage), ("feature", $"{i}")]));

    private static PublishedNumber NetLoss(string net, double reg, double loss) => new(
        FormattableString.Invariant($"loss of the three-layer net, {net}, reg {reg}"), loss, 14, "gradcheck", "gradcheck.loss.csv", "loss",
        [("net", net), ("reg", FormattableString.Invariant($"{reg}"))]);

    private static PublishedNumber FirstLoss(string net, double loss) => new(
        $"first loss of the six-layer net, {net}", loss, 6, "train", "train.loss.csv", "loss", [("net", net), ("iteration", "1")])
    {
        NeedsCifar10 = true,
    };
}

/// <param name="Run">The name of a run's folder in <c>reproduce</c>.</param>
/// <param name="Row">The row of the number in the file: columns and their values.</param>
internal sealed record PublishedNumber(
    string What, double Value, int Decimals, string Run, string File, string Column, IReadOnlyList<(string Column, string Value)> Row)
{
    /// <summary>Whether it depends on the original 50,000 images of CIFAR-10: without them it is shown, not compared.</summary>
    public bool NeedsCifar10 { get; init; }

    /// <summary>Whether a number prints as the published one, whose last decimal may be rounded either way.</summary>
    public bool AgreesWith(double measured) => Math.Abs(measured - Value) <= 0.51 * Math.Pow(10, -Decimals);
}
