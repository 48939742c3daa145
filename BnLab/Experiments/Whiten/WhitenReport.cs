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

    public static IReadOnlyList<Claim> Judge(StudyRuns<InputPreparation, History> runs, IReadOnlyList<HyperplaneCut> cuts)
    {
        var raw = runs.Variants[0];
        return Hypothesis.Judge(
        [
            .. runs.Variants.Skip(1).Select(inputs => Hypothesis.Below(
                $"Without normalization in it, a net learns faster from {inputs.Name} inputs than from raw ones", runs.Ratio(inputs, raw, LastLoss), "times the loss of the last epoch")),
        ]);
    }

    private static Table Summary(StudyRuns<InputPreparation, History> runs) => runs.Summary(
        ["seeds", "first_loss", "last_loss", "loss_half_width", "val_accuracy", "val_half_width"],
        inputs =>
        {
            var (loss, validation) = (runs.Mean(inputs, LastLoss), runs.Mean(inputs, history => history.Epochs[^1].Validation));
            return [runs.Seeds, runs.Mean(inputs, history => history.EpochLoss(1)).Mean, loss.Mean, loss.HalfWidth, validation.Mean, validation.HalfWidth];
        });

    private static double LastLoss(History history) => history.EpochLoss(history.Epochs[^1].Epoch);

    public static Check JudgeCentring(IReadOnlyList<HyperplaneCut> cuts) => new(
        "Centring lets more random hyperplanes cut the data",
        string.Join(", ", cuts.Select(cut => string.Create(CultureInfo.InvariantCulture, $"{cut.Raw:0.000} to {cut.Centred:0.000} (n = {cut.Dimensions})"))),
        "a larger share, for all data",
        cuts.All(cut => cut.Centred > cut.Raw));
}
