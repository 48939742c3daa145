using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Forward;

/// <summary>Prints, records and judges what <see cref="ForwardExperiment"/> measures.</summary>
internal sealed class ForwardReport(string layer)
{
    /// <summary>In training, means are beta and standard deviations gamma · √(variance / (variance + eps)), up to rounding.</summary>
    /// <remarks>Rounding is about N · 1e-16 times mean / std before the layer; the limit allows a std of a ten-thousandth of the mean.</remarks>
    private const double TrainLimit = 1e-10;

    private readonly List<PrintedLine> _printed = [];
    private readonly List<ForwardStage> _stages = [];
    private readonly List<Check> _checks = [];

    public IReadOnlyList<Check> Checks => _checks;

    /// <summary>Prints the statistics of each column as the BatchNormalization notebook does.</summary>
    public ForwardStage Add(string stage, Matrix<double> y, params object[] heading)
    {
        Print(heading);
        var statistics = Record(stage, y, run: 1, "  means: ", "  stds:  ");
        Print();
        return statistics;
    }

    /// <summary>Prints them as ConvolutionalNetworks does: in training with the shape of the images, at test time without.</summary>
    /// <param name="run">Values of a column that lie side by side in NumPy's array: the pixels of a channel, all of a group; 1 where the channels do, as after <c>transpose(0, 3, 1, 2)</c>.</param>
    public ForwardStage AddImages(string stage, Matrix<double> y, int run, string heading, string? shape = null)
    {
        Print(heading);
        if (shape is null) return Record(stage, y, run, "  means: ", "  stds: ");
        Print("  Shape: ", shape);
        return Record(stage, y, run, "  Means: ", "  Stds: ");
    }

    public void JudgeTraining(ForwardStage before, ForwardStage after, double[] gamma, double[] beta)
    {
        double[] expected = [.. before.Stds.Zip(gamma, (std, scale) =>
            Math.Abs(scale) * std / Math.Sqrt((std * std) + BatchNorm.DefaultEps))];
        Judge(after, "means are beta, standard deviations gamma but for eps", beta, expected, TrainLimit, TrainLimit);
    }

    /// <summary>At test time, with gamma 1 and beta 0, statistics differ from 0 and 1 by chance.</summary>
    /// <remarks>
    /// The mean of N normal values has the standard error 1 / √N, their standard deviation 1 / √(2N). The running statistics
    /// weigh each new mini-batch by a tenth, which adds a nineteenth to the squared error; of their start at 0, half a percent is
    /// left after 50 mini-batches. Five standard errors are exceeded once in a million draws.
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
        [("forward", Draw())])
    {
        Checks = _checks,
        Printed = _printed[^1].Parts.Count == 0 ? _printed : [.. _printed, new PrintedLine()],
    };

    private void Print(params object[] parts) => _printed.Add(new PrintedLine(parts));

    private ForwardStage Record(string stage, Matrix<double> y, int run, string means, string stds)
    {
        var mean = Mean(y, run);                                 // (1, D)
        var variance = Mean((y - mean) * (y - mean), run);       // (1, D)  biased, as NumPy's
        var statistics = new ForwardStage(stage, mean.ToArray(), Sqrt(variance).ToArray());
        Print(means, statistics.Means);
        Print(stds, statistics.Stds);
        _stages.Add(statistics);
        return statistics;
    }

    /// <summary>In NumPy's order: each run in pairs, and the runs one after the other.</summary>
    private static Matrix<double> Mean(Matrix<double> y, int run)
    {
        var sums = new Matrix<double>(1, y.Columns);
        for (int first = 0; first < y.Rows; first += run)
        {
            for (int c = 0; c < y.Columns; c++) sums[0, c] += PairwiseSum.Of<double>([.. Enumerable.Range(first, run).Select(r => y[r, c])]);
        }

        return sums / y.Rows;
    }

    private void Judge(ForwardStage after, string claim, double[] means, double[] stds, double meanLimit, double stdLimit)
    {
        double meanError = Largest(after.Means.Zip(means, (a, b) => a - b));
        double stdError = Largest(after.Stds.Zip(stds, (a, b) => (a / b) - 1));
        _checks.Add(new(
            $"{layer}, {after.Name}: {claim}",
            $"means apart by {ShortNumber.Text(meanError)}, standard deviations by {ShortNumber.Text(stdError)} of themselves",
            meanLimit == stdLimit ? ShortNumber.Text(meanLimit) : $"{Digits(meanLimit)} and {Digits(stdLimit)}",
            meanError <= meanLimit && stdError <= stdLimit));

        static string Digits(double limit) => limit.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>NaN where one of the differences is.</summary>
    private static double Largest(IEnumerable<double> differences) =>
        differences.Aggregate(0.0, (largest, difference) => Math.Max(largest, Math.Abs(difference)));

    private IEnumerable<object[]> Rows(ForwardStage stage) =>
        stage.Means.Select((mean, feature) => (object[])[layer, stage.Name, feature, mean, stage.Stds[feature]]);

    private Figure Draw()
    {
        const double Apart = 0.16; // between the stages of a feature, which often have the same value
        string place = layer switch
        {
            "batchnorm" => "Feature",
            "layernorm" => "Sample",
            "spatial-batchnorm" => "Channel",
            _ => "Group of channels of a sample",
        };
        int count = _stages.Max(stage => stage.Means.Length);
        var places = new Axis(place, Min: -0.5, Max: count - 0.5) { Categories = [.. Enumerable.Range(0, count).Select(number => $"{number}")] };
        return Figure.Stacked(
            $"What {layer} does to means and standard deviations",
            new Panel("Means", places, new("Mean"), Series(stage => stage.Means)),
            new Panel("Standard deviations", places, new("Standard deviation", AxisScale.Log), Series(stage => stage.Stds)));

        List<Series> Series(Func<ForwardStage, double[]> values) =>
        [
            .. _stages.Select((stage, style) => new LineSeries(
                char.ToUpperInvariant(stage.Name[0]) + stage.Name[1..], style,
                [.. values(stage).Select((_, number) => number + (Apart * (style - ((_stages.Count - 1) / 2.0))))], values(stage), HasLine: false)),
        ];
    }
}

/// <param name="Name"><c>before</c>, <c>train, gamma 1, beta 0</c>, <c>test</c>.</param>
/// <param name="Stds">Biased: divided by the number of values.</param>
internal sealed record ForwardStage(string Name, double[] Means, double[] Stds);
