namespace BnLab.Experiments.Inference;

/// <summary>A trained net's scores for test images, one at a time and in batches, with each kind of statistics.</summary>
/// <param name="Uncertainty">Half the 95 % interval of the accuracy with the population's statistics.</param>
/// <param name="SingleRange">The largest difference between the scores of two images that are normalized by their own statistics.</param>
/// <param name="CompanyDifference">The largest difference between an image's scores alone and among others, with fixed statistics.</param>
internal sealed record TestBatches(IReadOnlyList<TestBatch> Batches, double Uncertainty, double SingleRange, double CompanyDifference)
{
    private static readonly int[] Sizes = [1, 2, 5, 20, 100];

    public static TestBatches Measure<T>(TrainedNet<T> net, Samples<T> test)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (string Name, Func<int, ScoreSheet<T>> Scores)[] statistics =
        [
            ("running", size => net.By(net.Running, test, size)),
            ("population", size => net.By(net.Population, test, size)),
            ("averaged", size => net.By(net.Averaged, test, size)),
            ("own", size => net.ByOwn(test, size)),
        ];
        int[] sizes = [.. Sizes.Where(size => size < test.Count), test.Count];
        var sheets = (from kind in statistics from size in sizes select (kind.Name, size, kind.Scores)).ToDictionary(
            cell => (cell.Name, cell.size), cell => cell.Scores(cell.size));
        var reference = net.By(net.Population, test);
        return new(
            [.. sheets.Select(sheet => new TestBatch(
                sheet.Key.Name, sheet.Key.size, sheet.Value.Accuracy, sheet.Value.ChangedFrom(reference), sheet.Value.DifferenceFrom(reference)))],
            reference.Uncertainty,
            sheets[("own", 1)].Range,
            Distance.Largest(sheets[("population", 1)].Scores, sheets[("population", test.Count)].Scores));
    }
}

/// <summary>Test images in batches of one size, normalized with one kind of statistics.</summary>
/// <param name="Changed">The share of images that get another class than with the population's statistics.</param>
/// <param name="Difference">From the scores with the population's statistics.</param>
internal sealed record TestBatch(string Statistics, int Size, double Accuracy, double Changed, double Difference);

internal sealed class TestBatchesReport(IReadOnlyList<InferenceRun> runs)
{
    private static readonly (string Name, string Label, int Style)[] Statistics =
    [
        ("running", "Running averages", 1),
        ("population", "Population, biased variance", 0),
        ("averaged", "Mini-batches averaged, m / (m − 1)", 2),
        ("own", "The test batch's own", 3),
    ];

    private readonly IReadOnlyList<TestBatch> _means = // over the seeds
    [
        .. runs[0].TestBatches!.Batches.Select((batch, i) => batch with
        {
            Accuracy = runs.Average(run => run.TestBatches!.Batches[i].Accuracy),
            Difference = runs.Average(run => run.TestBatches!.Batches[i].Difference),
        }),
    ];

    private int Images => _means.Max(batch => batch.Size);

    public Table Table => new(
        "inference.batches", ["statistics", "seed", "batch", "accuracy", "changed", "difference"],
        [.. from run in runs from b in run.TestBatches!.Batches select new object[] { b.Statistics, run.History.Seed, b.Size, b.Accuracy, b.Changed, b.Difference }])
    {
        IsPrinted = true,
    };

    /// <param name="limit">On differences by rounding.</param>
    public IEnumerable<Check> Checks(double limit)
    {
        double range = runs.Max(run => run.TestBatches!.SingleRange);
        yield return new(
            "With its own statistics a single image looks like any other: normalized it is beta, whatever it shows",
            $"scores of any two images apart by {ShortNumber.Text(range)}", "0", range == 0);

        double apart = runs.Max(run => run.TestBatches!.CompanyDifference);
        yield return new(
            "With fixed statistics an image gets the same scores alone and among others",
            $"largest difference {ShortNumber.Text(apart)} of the largest score", ShortNumber.Text(limit), apart <= limit);
    }

    public IEnumerable<Hypothesis> Claims()
    {
        double uncertain = runs.Average(run => run.TestBatches!.Uncertainty);
        yield return Near("Running averages", "running");
        yield return Near("Averages over mini-batches (Algorithm 2)", "averaged");

        Hypothesis Near(string what, string statistics) => Hypothesis.Between(
            $"{what} classify as well as the population's statistics",
            ConfidenceInterval.Of([.. runs.Select(run => Accuracy(run, statistics) - Accuracy(run, "population"))]), "validation accuracy", -uncertain, uncertain);

        double Accuracy(InferenceRun run, string statistics) => run.TestBatches!.Batches.First(b => b.Statistics == statistics).Accuracy;
    }

    public Figure Draw()
    {
        var size = new Axis(Text($"Images in a test batch ({Images} are all)"), AxisScale.Log);
        return Figure.Stacked(
            "Statistics at test time, by the size of the test batch",
            new Panel("Accuracy at test time", size, new Axis("Validation accuracy", Min: 0), Lines(Statistics, b => b.Accuracy)),
            new Panel(
                "How far the scores are from those with the population's statistics", size, new Axis("Relative difference", AxisScale.Log),
                Lines(Statistics.Where(s => s.Name != "population"), b => b.Difference))) with
        { SharesX = true };

        IReadOnlyList<Series> Lines(IEnumerable<(string Name, string Label, int Style)> shown, Func<TestBatch, double> y) =>
        [
            .. from s in shown
               let own = _means.Where(b => b.Statistics == s.Name).ToList()
               select new LineSeries(s.Label, s.Style, [.. own.Select(b => (double)b.Size)], [.. own.Select(y)]),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
