namespace BnLab.Experiments.Whiten;

internal static class WhitenReport
{
    public static IReadOnlyList<Table> Tables(
        StudyRuns<InputPreparation, History> runs, IReadOnlyList<HyperplaneCut> cuts, IReadOnlyList<(InputPreparation Inputs, Matrix<double> X)> plane) =>
    [
        new(
            "whiten.hyperplanes", ["data", "dimensions", "cut_raw", "cut_centred", "factor", "two_to_the_dimensions"],
            [.. cuts.Select(cut => new object[] { cut.Data, cut.Dimensions, cut.Raw, cut.Centred, cut.Factor, cut.Orthants })])
        { IsPrinted = true },
        Summary(runs),
        runs.Losses(),
        runs.Accuracies(),
        new(
            "whiten.plane", ["inputs", "point", "x1", "x2"],
            [
                .. from view in plane
                   from i in Enumerable.Range(0, view.X.Rows)
                   select new object[] { view.Inputs.Name, i + 1, view.X[i, 0], view.X[i, 1] },
            ]),
    ];

    public static IReadOnlyList<Verdict> Judge(StudyRuns<InputPreparation, History> runs, IReadOnlyList<HyperplaneCut> cuts) =>
        [JudgeCentring(cuts), JudgeOrthants([.. cuts.Where(cut => cut.Data == "positive")]), JudgeTraining(runs)];

    private static Table Summary(StudyRuns<InputPreparation, History> runs) => runs.Summary(
        ["seeds", "first_loss", "last_loss", "loss_half_width", "val_accuracy", "val_half_width"],
        inputs =>
        {
            var (loss, validation) = (runs.Mean(inputs, LastLoss), runs.Mean(inputs, history => history.Epochs[^1].Validation));
            return [runs.Seeds, runs.Mean(inputs, history => history.EpochLoss(1)).Mean, loss.Mean, loss.HalfWidth, validation.Mean, validation.HalfWidth];
        });

    private static double LastLoss(History history) => history.EpochLoss(history.Epochs[^1].Epoch);

    private static Verdict JudgeCentring(IReadOnlyList<HyperplaneCut> cuts) => new(
        "Centring lets more random hyperplanes cut the data",
        string.Join(", ", cuts.Select(cut => string.Create(CultureInfo.InvariantCulture, $"{cut.Raw:0.000} to {cut.Centred:0.000} (n = {cut.Dimensions})"))),
        "a larger share, for all data",
        cuts.All(cut => cut.Centred > cut.Raw));

    private static Verdict JudgeOrthants(IReadOnlyList<HyperplaneCut> positive) => new(
        "Where data fill one of 2ⁿ orthants, centring lets 2ⁿ times as many hyperplanes cut them",
        string.Join(", ", positive.Select(cut => string.Create(CultureInfo.InvariantCulture, $"{cut.Factor:0.00} (n = {cut.Dimensions})"))),
        "a factor of 2ⁿ or more",
        positive.All(cut => cut.Factor >= cut.Orthants));

    private static Verdict JudgeTraining(StudyRuns<InputPreparation, History> runs)
    {
        var raw = runs.Variants[0];
        var others = runs.Variants.Skip(1).Select(inputs => (Inputs: inputs, Apart: runs.Difference(inputs, raw, LastLoss))).ToList();
        return new(
            "Without normalization in it, a net learns faster from prepared inputs than from raw ones",
            string.Create(CultureInfo.InvariantCulture, $"training loss of the last epoch {runs.Mean(raw, LastLoss).Mean:0.000} raw; ")
            + string.Join("; ", others.Select(other => string.Create(
                CultureInfo.InvariantCulture,
                $"{runs.Mean(other.Inputs, LastLoss).Mean:0.000} {other.Inputs.Name}, apart by {SpreadSeries.Difference(other.Apart)}"))),
            $"each below that of raw inputs: {SpreadSeries.Limit(others[0].Apart, "below 0")}",
            others.All(other => other.Apart.Most < 0.0));
    }
}
