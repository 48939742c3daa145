namespace BnLab.Experiments.Inference;

/// <summary>Table, figure and claims of <see cref="TestBatches"/>.</summary>
internal sealed class TestBatchesReport
{
    private static readonly (string Name, string Label, int Style)[] Statistics =
    [
        ("running", "Running averages", 1),
        ("population", "Population, biased variance", 0),
        ("averaged", "Mini-batches averaged, m / (m − 1)", 2),
        ("own", "The test batch's own", 3),
    ];

    private readonly IReadOnlyList<(uint Seed, TestBatches Run)> _runs;
    private readonly IReadOnlyList<TestBatch> _means; // over the seeds
    private readonly int _count; // of all images

    public TestBatchesReport(IReadOnlyList<(uint Seed, TestBatches Run)> runs)
    {
        _runs = runs;
        _means = [.. runs[0].Run.Batches.Select((batch, i) => batch with
        {
            Accuracy = runs.Average(run => run.Run.Batches[i].Accuracy),
            Difference = runs.Average(run => run.Run.Batches[i].Difference),
        })];
        _count = _means.Max(batch => batch.Size);
    }

    public Table Table => new(
        "inference.batches", ["statistics", "seed", "batch", "accuracy", "changed", "difference"],
        [.. from run in _runs from b in run.Run.Batches select new object[] { b.Statistics, run.Seed, b.Size, b.Accuracy, b.Changed, b.Difference }])
    {
        IsPrinted = true,
    };

    /// <param name="limit">On differences by rounding.</param>
    public IEnumerable<Verdict> Verdicts(double limit)
    {
        double uncertain = _runs.Average(run => run.Run.Uncertainty);
        double population = Accuracy("population");
        yield return Near("Running averages", Accuracy("running"));
        yield return Near("Averages over mini-batches (Algorithm 2)", Accuracy("averaged"));

        var own = _means.Where(b => b.Statistics == "own" && b.Size > 1).ToList();
        yield return new(
            "The larger the test batch, the nearer its own statistics bring the scores to the population's",
            $"batches of {string.Join(", ", own.Select(b => Text($"{b.Size}: {b.Difference:0.000}")))}",
            "falls from each size to the next",
            own.Zip(own.Skip(1), (smaller, larger) => larger.Difference < smaller.Difference).All(falls => falls));

        double range = _runs.Max(run => run.Run.SingleRange);
        yield return new(
            "With its own statistics a single image looks like any other: normalized it is beta, whatever it shows",
            $"scores of any two images apart by {ShortNumber.Text(range)}", "0", range == 0);

        double apart = _runs.Max(run => run.Run.CompanyDifference);
        yield return new(
            "With fixed statistics an image gets the same scores alone and among others",
            $"largest difference {ShortNumber.Text(apart)} of the largest score", ShortNumber.Text(limit), apart <= limit);

        double Accuracy(string statistics) => _means.First(b => b.Statistics == statistics).Accuracy;

        Verdict Near(string what, double accuracy) => new(
            $"{what} classify as well as the population's statistics",
            Text($"{accuracy:0.000} against {population:0.000} of {_count} images"),
            Text($"apart by at most {uncertain:0.000}, the 95 % uncertainty of such a share"),
            Math.Abs(accuracy - population) <= uncertain);
    }

    public Figure Draw()
    {
        var size = new Axis(Text($"Images in a test batch ({_count} are all)"), AxisScale.Log);
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
