using BnLab.Layers;
using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Forward;

/// <summary>Collects what <see cref="ForwardExperiment"/> prints and holds it against what the layer promises.</summary>
internal sealed class ForwardReport(string layer)
{
    /// <summary>
    /// In training, how far means may be from beta and standard deviations, relative to them, from gamma · √(variance /
    /// (variance + eps)). That is exact, so what is left is rounding: about N · 1e-16, times the mean before the layer
    /// over its standard deviation. The limit leaves room for a standard deviation that is a ten-thousandth of the mean.
    /// </summary>
    public const double TrainLimit = 1e-10;

    /// <summary>How the BatchNormalization notebook labels its statistics.</summary>
    public static readonly (string Means, string Stds, bool Blank) Features = ("  means: ", "  stds:  ", true);

    /// <summary>How ConvolutionalNetworks labels them in training, with no blank line behind.</summary>
    public static readonly (string Means, string Stds, bool Blank) Images = ("  Means: ", "  Stds: ", false);

    /// <summary>And how it labels them at test time.</summary>
    public static readonly (string Means, string Stds, bool Blank) ImagesAtTestTime = ("  means: ", "  stds: ", false);

    private readonly List<PrintedLine> _printed = [];
    private readonly List<ForwardStage> _stages = [];
    private readonly List<Verdict> _verdicts = [];

    /// <summary>What was judged so far.</summary>
    public IReadOnlyList<Verdict> Verdicts => _verdicts;

    /// <summary>A line of the notebook that is no statistics.</summary>
    public void Print(params object[] parts) => _printed.Add(new PrintedLine(parts));

    /// <summary>Prints and records the statistics of each column.</summary>
    public ForwardStage Add(string stage, Matrix<double> y, (string Means, string Stds, bool Blank)? labels = null)
    {
        var mean = ColumnMean(y);                                // (1, D)
        var variance = ColumnMean((y - mean) * (y - mean));      // (1, D)  biased, as NumPy's
        var statistics = new ForwardStage(stage, mean.ToArray(), Sqrt(variance).ToArray());
        var (means, stds, blank) = labels ?? Features;
        Print(means, statistics.Means);
        Print(stds, statistics.Stds);
        if (blank) Print();
        _stages.Add(statistics);
        return statistics;
    }

    /// <summary>Holds the statistics behind a layer in training against those before it.</summary>
    public void JudgeTraining(ForwardStage before, ForwardStage after, double[] gamma, double[] beta)
    {
        double[] expected = [.. before.Stds.Zip(gamma, (std, scale) =>
            Math.Abs(scale) * std / Math.Sqrt((std * std) + BatchNorm.DefaultEps))];
        Judge(after, "means are beta, standard deviations gamma but for eps", beta, expected, TrainLimit, TrainLimit);
    }

    /// <summary>Holds the statistics after a layer at test time, with gamma 1 and beta 0, against chance.</summary>
    /// <remarks>
    /// The mean of N values has the standard error 1 / √N, their standard deviation 1 / √(2N), if they are normal. The
    /// running statistics have a tenth of each new mini-batch, and so a nineteenth of the error's square; of their start at
    /// 0, half a percent is left after 50 mini-batches. Five such errors are passed once in a million draws.
    /// </remarks>
    public void JudgeTest(ForwardStage after, int values)
    {
        const double StandardErrors = 5.0;
        double error = Math.Sqrt((1.0 + (1.0 / 19.0)) / values);
        Judge(
            after, "means are near beta, standard deviations near gamma",
            [.. after.Means.Select(_ => 0.0)], [.. after.Means.Select(_ => 1.0)], StandardErrors * error, StandardErrors * error / Math.Sqrt(2.0));
    }

    public ExperimentResult ToResult() => new(
        "forward", [],
        [new("forward", ["layer", "stage", "feature", "mean", "std"], [.. _stages.SelectMany(Rows)])],
        [("forward", ForwardFigure.Draw(layer, _stages))], _verdicts)
    {
        Printed = _printed[^1].Parts.Count == 0 ? _printed : [.. _printed, new PrintedLine()],
    };

    private void Judge(ForwardStage after, string claim, double[] means, double[] stds, double meanLimit, double stdLimit)
    {
        double meanError = Largest(after.Means.Zip(means, (a, b) => a - b));
        double stdError = Largest(after.Stds.Zip(stds, (a, b) => (a / b) - 1));
        _verdicts.Add(new(
            $"{layer}, {after.Name}: {claim}",
            $"means apart by {ShortNumber.Text(meanError)}, standard deviations by {ShortNumber.Text(stdError)} of themselves",
            meanLimit == stdLimit ? ShortNumber.Text(meanLimit) : $"{Digits(meanLimit)} and {Digits(stdLimit)}",
            meanError <= meanLimit && stdError <= stdLimit));

        static string Digits(double limit) => limit.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>The largest magnitude; NaN where one of the differences is.</summary>
    private static double Largest(IEnumerable<double> differences) =>
        differences.Aggregate(0.0, (largest, difference) => Math.Max(largest, Math.Abs(difference)));

    private IEnumerable<object[]> Rows(ForwardStage stage) =>
        stage.Means.Select((mean, feature) => (object[])[layer, stage.Name, feature, mean, stage.Stds[feature]]);
}

/// <summary>The statistics of each feature at one moment.</summary>
/// <param name="Name">Which: <c>before</c>, <c>train, gamma 1, beta 0</c>, <c>test</c>.</param>
/// <param name="Means">D means.</param>
/// <param name="Stds">D standard deviations, biased (divided by the number of values).</param>
internal sealed record ForwardStage(string Name, double[] Means, double[] Stds);
