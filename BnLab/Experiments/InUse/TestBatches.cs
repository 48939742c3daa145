using BnLab.Data;

namespace BnLab.Experiments.InUse;

/// <summary>
/// What a trained net says of test images, one at a time and in batches, by each kind of statistics: why do batches predict
/// better than single samples?
/// </summary>
internal static class TestBatches
{
    private static readonly int[] Sizes = [1, 2, 5, 20, 100];

    /// <summary>Uses the net.</summary>
    public static StudyPart Measure<T>(TrainedNet<T> net, Samples<T> test, uint seed, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] sizes = [.. Sizes.Where(size => size < test.Count), test.Count];
        (string Name, string Label, int Style, Func<int, ScoreSheet<T>> Scores)[] statistics =
        [
            ("running", "Running averages", 1, size => net.By(net.Running, test, size)),
            ("population", "Population, biased variance", 0, size => net.By(net.Population, test, size)),
            ("averaged", "Mini-batches averaged, m / (m − 1)", 2, size => net.By(net.Averaged, test, size)),
            ("own", "The test batch's own", 3, size => net.ByOwn(test, size)),
        ];
        var reference = net.By(net.Population, test);
        var cells = new List<Cell>();
        var sheets = new Dictionary<(string, int), ScoreSheet<T>>();
        foreach (var (name, _, _, scores) in statistics)
        {
            foreach (int size in sizes)
            {
                cancellation.ThrowIfCancellationRequested();
                var sheet = sheets[(name, size)] = scores(size);
                cells.Add(new(name, size, sheet.Accuracy, sheet.ChangedFrom(reference), sheet.DifferenceFrom(reference)));
            }
        }

        var table = new Table(
            "inference.batches", ["statistics", "seed", "batch", "accuracy", "changed", "difference"],
            [.. cells.Select(c => new object[] { c.Statistics, seed, c.Size, c.Accuracy, c.Changed, c.Difference })])
        {
            IsPrinted = true,
        };
        return new(
            table,
            [("inference", Draw([.. statistics.Select(s => (s.Name, s.Label, s.Style))], cells, test.Count))],
            [
                .. Judge(cells, reference.Uncertainty, test.Count),
                JudgeSingle(sheets[("own", 1)].Range),
                JudgeCompany(Distance.Largest(sheets[("population", 1)].Scores, sheets[("population", test.Count)].Scores), Rounding.Of<T>()),
            ]);
    }

    private static IEnumerable<Verdict> Judge(List<Cell> cells, double uncertain, int count)
    {
        double population = Accuracy("population"), running = Accuracy("running"), averaged = Accuracy("averaged");
        yield return Near("Running averages", running);
        yield return Near("Averages over mini-batches (Algorithm 2)", averaged);

        var own = cells.Where(c => c.Statistics == "own" && c.Size > 1).ToList();
        yield return new(
            "The larger the test batch, the nearer its own statistics bring the scores to the population's",
            $"batches of {string.Join(", ", own.Select(c => Text($"{c.Size}: {c.Difference:0.000}")))}",
            "falls from each size to the next",
            own.Zip(own.Skip(1), (smaller, larger) => larger.Difference < smaller.Difference).All(falls => falls));

        double Accuracy(string statistics) => cells.First(c => c.Statistics == statistics).Accuracy;

        Verdict Near(string what, double accuracy) => new(
            $"{what} classify as well as the population's statistics",
            Text($"{accuracy:0.000} against {population:0.000} of {count} images"),
            Text($"apart by at most {uncertain:0.000}, the 95 % uncertainty of such a share"),
            Math.Abs(accuracy - population) <= uncertain);
    }

    private static Verdict JudgeSingle(double range) => new(
        "By its own statistics a single image looks like any other: normalized it is beta, whatever it shows",
        $"scores of any two images apart by {ShortNumber.Text(range)}", "0", range == 0);

    private static Verdict JudgeCompany(double apart, double limit) => new(
        "By fixed statistics an image gets the same scores alone and among others",
        $"largest difference {ShortNumber.Text(apart)} of the largest score", ShortNumber.Text(limit), apart <= limit);

    private static Figure Draw(IReadOnlyList<(string Name, string Label, int Style)> statistics, List<Cell> cells, int count)
    {
        var size = new Axis(Text($"Images in a test batch ({count} are all)"), AxisScale.Log);
        var accuracy = new Panel("Accuracy in use", size, new Axis("Validation accuracy", Min: 0), Lines(statistics, c => c.Accuracy));
        var difference = new Panel(
            "How far the scores are from those by the population's statistics", size, new Axis("Relative difference", AxisScale.Log),
            Lines(statistics.Where(s => s.Name != "population"), c => c.Difference));
        return Figure.Stacked("Statistics at test time, by the size of the test batch", accuracy, difference) with { SharesX = true };

        IReadOnlyList<Series> Lines(IEnumerable<(string Name, string Label, int Style)> shown, Func<Cell, double> y) =>
        [
            .. from s in shown
               let own = cells.Where(c => c.Statistics == s.Name).ToList()
               select new LineSeries(s.Label, s.Style, [.. own.Select(c => (double)c.Size)], [.. own.Select(y)]),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Cell(string Statistics, int Size, double Accuracy, double Changed, double Difference);
}
