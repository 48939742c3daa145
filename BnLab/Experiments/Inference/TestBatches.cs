namespace BnLab.Experiments.Inference;

/// <summary>A trained net's scores for test images, one at a time and in batches, with each kind of statistics.</summary>
/// <param name="SingleRange">The largest difference between the scores of two images that are normalized by their own statistics.</param>
/// <param name="CompanyDifference">The largest difference between an image's scores alone and among others, with fixed statistics.</param>
internal sealed record TestBatches(IReadOnlyList<TestBatch> Batches, double SingleRange, double CompanyDifference)
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
            ("last-epoch", size => net.By(net.LastEpoch, test, size)),
            ("own", size => net.ByOwn(test, size)),
        ];
        int[] sizes = [.. Sizes.Where(size => size < test.Count), test.Count];
        var sheets = (from kind in statistics from size in sizes select (kind.Name, size, kind.Scores)).ToDictionary(
            cell => (cell.Name, cell.size), cell => cell.Scores(cell.size));
        var reference = net.By(net.Population, test);
        return new(
            [.. sheets.Select(sheet => new TestBatch(
                sheet.Key.Name, sheet.Key.size, sheet.Value.Accuracy, sheet.Value.ChangedFrom(reference), sheet.Value.DifferenceFrom(reference))
            {
                Right = sheet.Key.size == test.Count ? sheet.Value.Right : [],
            })],
            sheets[("own", 1)].Range,
            Distance.Largest(sheets[("population", 1)].Scores, sheets[("population", test.Count)].Scores));
    }
}

/// <summary>Test images in batches of one size, normalized with one kind of statistics.</summary>
/// <param name="Changed">The share of images that get another class than with the population's statistics.</param>
/// <param name="Difference">From the scores with the population's statistics.</param>
internal sealed record TestBatch(string Statistics, int Size, double Accuracy, double Changed, double Difference)
{
    /// <summary>For each image 1 where the answer is right, else 0; only where all images are one batch.</summary>
    public byte[] Right { get; init; } = [];
}

internal sealed class TestBatchesReport(IReadOnlyList<InferenceRun> runs)
{
    private const string Reference = "population";

    private static readonly (string Name, string Label, int Style)[] Statistics =
    [
        ("running", "Running averages", 1),
        ("population", "Population, biased variance", 0),
        ("averaged", "Mini-batches averaged, m / (m − 1)", 2),
        ("last-epoch", "The last epoch's mini-batches averaged", 4),
        ("own", "The test batch's own", 3),
    ];

    private readonly IReadOnlyList<TestBatch> _means = // over the seeds
    [
        .. runs[0].TestBatches!.Batches.Select((batch, i) => batch with
        {
            Accuracy = runs.Average(run => run.TestBatches!.Batches[i].Accuracy),
            Changed = runs.Average(run => run.TestBatches!.Batches[i].Changed),
            Difference = runs.Average(run => run.TestBatches!.Batches[i].Difference),
        }),
    ];

    private int Images => _means.Max(batch => batch.Size);

    public Table[] Tables =>
    [
        new(
            "inference.batches", ["statistics", "seed", "batch", "accuracy", "changed", "difference"],
            [.. from run in runs from b in run.TestBatches!.Batches select new object[] { b.Statistics, run.History.Seed, b.Size, b.Accuracy, b.Changed, b.Difference }]),
        new(
            "inference.batches.summary", ["statistics", "batch", "accuracy", "changed", "difference"],
            [.. _means.Where(b => b.Statistics == "own" || b.Size == Images).Select(b => new object[] { b.Statistics, b.Size, b.Accuracy, b.Changed, b.Difference })])
        {
            IsPrinted = true,
            IsWritten = false,
        },
        new(
            "inference.pairs", ["statistics", "seed", "only_these_right", "only_population_right", "mcnemar_p"],
            [
                .. from statistics in Statistics
                   where statistics.Name != Reference
                   from run in runs
                   let pairs = Pairs(run, statistics.Name)
                   select new object[] { statistics.Name, run.History.Seed, pairs.One, pairs.Other, pairs.P },
            ]),
    ];

    /// <summary>The probability of pairs as unequal, or more so, where both kinds are equally frequent (McNemar 1947, exact).</summary>
    public static double McNemar(int one, int other)
    {
        int all = one + other;
        double sum = 0.0, log = -all * Math.Log(2.0); // of the binomial probability of i, from i = 0
        for (int i = 0; i <= int.Min(one, other); i++)
        {
            sum += Math.Exp(log);
            log += Math.Log((double)(all - i) / (i + 1));
        }

        return Math.Min(1.0, 2.0 * sum);
    }

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
        const double Little = 0.1; // of what a net has learned: its accuracy above that of a guess
        double guess = Math.Exp(-TrainingMeasure.Guess), margin = Math.Max(0.0, Little * (_means.Single(b => b.Statistics == Reference && b.Size == Images).Accuracy - guess));
        yield return Near("Running averages", "running");
        yield return Near("Averages over mini-batches (Algorithm 2)", "averaged");
        yield return Near("Statistics gathered during the last epoch", "last-epoch");

        Hypothesis Near(string what, string statistics) => Hypothesis.Between(
            $"{what} classify as well as the population's statistics",
            ConfidenceInterval.OfImages([.. runs.Select(run => Answers(run, statistics).Zip(Answers(run, Reference), (a, b) => (double)a - b).ToArray())]),
            "validation accuracy", -margin, margin) with
        {
            Measured = Text($"McNemar's p is below 0.05 in {runs.Count(run => Pairs(run, statistics).P < 0.05)} of {runs.Count} nets"),
        };
    }

    /// <summary>Images that are right with these statistics only, or with the population's only.</summary>
    private (int One, int Other, double P) Pairs(InferenceRun run, string statistics)
    {
        var pairs = Answers(run, statistics).Zip(Answers(run, Reference)).ToList();
        int one = pairs.Count(pair => pair.First > pair.Second), other = pairs.Count(pair => pair.First < pair.Second);
        return (one, other, McNemar(one, other));
    }

    private byte[] Answers(InferenceRun run, string statistics) => run.TestBatches!.Batches.Single(b => b.Statistics == statistics && b.Size == Images).Right;

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
