namespace BnLab.Output.Report;

/// <summary>What the page begins with: the pair of nets and the sweep of weight scales, a sentence and a figure each.</summary>
internal static class StorySection
{
    /// <summary>The runs that it shows, the first of each kind.</summary>
    public static IReadOnlyList<ReportRun> Of(IReadOnlyList<ReportRun> runs) =>
    [
        .. runs.Where(run => run.Manifest.Experiment == "train" && HasPair(run)).Take(1),
        .. runs.Where(run => run.Manifest is { Experiment: "sweep-init", Claims.Count: > 0 }).Take(1),
    ];

    public static void Add(Html html, IReadOnlyList<ReportRun> story)
    {
        if (story.Count == 0) return;
        html.AddRaw("<section aria-labelledby=\"story\">\n<h2 id=\"story\">In short</h2>\n<div class=\"columns\">");
        foreach (var run in story)
        {
            html.AddRaw("<div>");
            Html.Measured sentence = new(run.Manifest.Experiment == "train" ? Pair(html, run) : Sweep(run));
            html.Add($"<p>{sentence} <a href=\"#{run.Id}\">{run.Name}</a></p>");
            RunSection.AddFigures(html, run);
            html.AddRaw("</div>");
        }

        html.AddRaw("</div>\n</section>");
    }

    private static bool HasPair(ReportRun run) => run.Manifest.Files.Contains(Accuracies.File, StringComparer.Ordinal) && run.Manifest.CommandLine.Contains("--batchnorm", StringComparer.Ordinal) && !run.Manifest.CommandLine.Contains("--no-baseline", StringComparer.Ordinal);

    private static string Pair(Html html, ReportRun run)
    {
        if (Accuracies.Read(html, run) is not { } nets || !nets.TryGetValue("batchnorm", out var normalized) || !nets.TryGetValue("baseline", out var plain)) return "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"After {normalized.Epochs} epochs the net with batch normalization classifies {Percent(normalized.Train)} of its training images correctly and {Percent(normalized.Validation)} of the validation images; without it, {Percent(plain.Train)} and {Percent(plain.Validation)}.");
    }

    private static string Sweep(ReportRun run) =>
        $"{string.Join(". ", run.Manifest.Claims.Select(claim => $"{(claim.Outcome == Outcome.Holds ? claim.Statement : $"{claim.Statement} ({claim.Outcome.Text()})")}: {claim.Measured.Replace(" %", "\u00a0%", StringComparison.Ordinal)}"))}.";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}\u00a0%");
}

/// <summary>What a net came to in a training, by train.accuracy.csv; means over its seeds.</summary>
/// <param name="Train">After the last epoch, on training images.</param>
/// <param name="Validation">After the last epoch.</param>
/// <param name="Best">The best on validation images.</param>
internal sealed record Accuracies(int Epochs, double Train, double Validation, double Best)
{
    public const string File = "train.accuracy.csv";

    /// <summary>By the name of the net; null where the file cannot be read, which the page then says.</summary>
    public static Dictionary<string, Accuracies>? Read(Html html, ReportRun run) => html.Read($"table {File}", () =>
    {
        string path = run.PathOf(File);
        using var stream = InputFile.Open(path, "a table");
        var rows = CsvTable.Read(path, stream).Select(row => (Net: row["net"], Seed: row["seed"], Epoch: row.Whole("epoch"), Train: row.Number("train_accuracy"), Validation: row.Number("val_accuracy"))).ToList();
        return rows.GroupBy(row => row.Net, StringComparer.Ordinal).ToDictionary(net => net.Key, net =>
        {
            int last = net.Max(row => row.Epoch);
            var ends = net.Where(row => row.Epoch == last).ToList();
            return new Accuracies(last, ends.Average(row => row.Train), ends.Average(row => row.Validation), net.GroupBy(row => row.Seed, StringComparer.Ordinal).Average(seed => seed.Max(row => row.Validation)));
        }, StringComparer.Ordinal);
    });
}
