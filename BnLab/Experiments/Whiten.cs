using BnLab.Data;
using BnLab.Experiments.Whitening;

namespace BnLab.Experiments;

/// <summary>
/// What preprocessing does: centring, scaling and whitening, on correlated data in the plane, on hyperplanes, on images,
/// and on how fast a net without normalization learns.
/// </summary>
/// <remarks>
/// LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998), section 4.3; cs231n, "Neural Networks Part 2". The batch
/// normalization paper begins here: full whitening of every layer would be too dear.
/// </remarks>
internal static class Whiten
{
    private const int PlanePoints = 400;
    private const int CutPoints = 1_000;
    private const int Planes = 2_000;

    private static readonly int[] Dimensions = [2, 4, 8, 16, 32];

    /// <summary>Runs all parts.</summary>
    public static ExperimentResult Run(
        WhitenOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        uint seed = options.Settings.Seed;
        var plane = Hyperplanes.PositiveData(new(seed), PlanePoints, 2); // (N, 2)
        var planeViews = InputPreparation.FitAll(FeatureStatistics.Of(plane), cancellation).Select(p => (p, p.Transform.Apply(plane))).ToList();

        var small = ShrunkImages.Shrink(images, options.Shrink);
        var split = options.Settings.SplitOf(images);
        var training = FeatureStatistics.Of(ImageRows.Blocks(small, 0, split.Train), cancellation);
        var pretreatments = InputPreparation.FitAll(training, cancellation);
        cancellation.ThrowIfCancellationRequested();
        List<Cut> cuts =
        [
            .. Dimensions.Select(n => Cut.Measure("positive", Hyperplanes.PositiveData(new(seed), CutPoints, n), seed, Planes)),
            Cut.Measure("images", ImageRows.Of(small, 0, int.Min(CutPoints, split.Train)), seed, Planes),
        ];
        var trainings = PreparedTraining.RunAll(options, small, pretreatments, progress, cancellation);
        List<History> histories = [.. trainings.SelectMany(t => t.Histories)];
        Table[] tables = [LossTable(trainings), AccuracyTable(trainings), PlaneTable(planeViews)];
        if (histories.Count < pretreatments.Count * options.Seeds) return new("whiten", histories, [CutTable(cuts), .. tables], Figures: [], Verdicts: [], Complete: false);
        return new(
            "whiten", histories, [CutTable(cuts), TrainingTable(trainings), .. tables],
            [
                ("whiten", WhitenFigures.Plane(planeViews, cuts)),
                ("whiten.images", WhitenFigures.Images(small, split.Train, pretreatments)),
                ("whiten.training", WhitenFigures.Training(trainings)),
            ],
            [JudgeCentring(cuts), JudgeOrthants(cuts), JudgeTraining(trainings)]);
    }

    private static Table CutTable(List<Cut> cuts) => new(
        "whiten.hyperplanes", ["data", "dimensions", "cut_raw", "cut_centred", "factor", "two_to_the_dimensions"],
        [.. cuts.Select(cut => new object[] { cut.Data, cut.Dimensions, cut.Raw, cut.Centred, cut.Factor, cut.Orthants })])
    {
        IsPrinted = true,
    };

    private static Table TrainingTable(IReadOnlyList<PreparedTraining> trainings) => new(
        "whiten", ["inputs", "seeds", "first_loss", "last_loss", "loss_half_width", "val_accuracy", "val_half_width"],
        [.. trainings.Select(t => new object[]
        {
            t.Inputs.Name, t.Histories.Count, t.Loss(0).Mean, t.LastLoss.Mean, t.LastLoss.HalfWidth,
            t.FinalValidation.Mean, t.FinalValidation.HalfWidth,
        })])
    {
        IsPrinted = true,
    };

    private static Table LossTable(IReadOnlyList<PreparedTraining> trainings) => new(
        "whiten.loss", ["inputs", "seed", "iteration", "loss"],
        [.. from t in trainings
            from h in t.Histories
            from item in h.Losses.Select((loss, i) => (loss, i))
            select new object[] { t.Inputs.Name, h.Seed, item.i + 1, item.loss }]);

    private static Table AccuracyTable(IReadOnlyList<PreparedTraining> trainings) => new(
        "whiten.accuracy", ["inputs", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [.. from t in trainings
            from h in t.Histories
            from e in h.Epochs
            select new object[] { t.Inputs.Name, h.Seed, e.Epoch, e.Train, e.Validation }]);

    private static Table PlaneTable(IEnumerable<(InputPreparation Inputs, Matrix<double> X)> views) => new(
        "whiten.plane", ["inputs", "point", "x1", "x2"],
        [.. from view in views
            from i in Enumerable.Range(0, view.X.Rows)
            select new object[] { view.Inputs.Name, i + 1, view.X[i, 0], view.X[i, 1] }]);

    private static Verdict JudgeCentring(List<Cut> cuts) => new(
        "Centring lets more random hyperplanes cut the data",
        string.Join(", ", cuts.Select(cut => string.Create(CultureInfo.InvariantCulture, $"{cut.Raw:0.000} to {cut.Centred:0.000} (n = {cut.Dimensions})"))),
        "a larger share, for all data",
        cuts.All(cut => cut.Centred > cut.Raw));

    private static Verdict JudgeOrthants(List<Cut> cuts)
    {
        var positive = cuts.Where(cut => cut.Data == "positive").ToList();
        return new(
            "Where data fill one of 2ⁿ orthants, centring lets 2ⁿ times as many hyperplanes cut them",
            string.Join(", ", positive.Select(cut => string.Create(CultureInfo.InvariantCulture, $"{cut.Factor:0.00} (n = {cut.Dimensions})"))),
            "a factor of 2ⁿ or more",
            positive.All(cut => cut.Factor >= cut.Orthants));
    }

    private static Verdict JudgeTraining(IReadOnlyList<PreparedTraining> trainings)
    {
        var raw = trainings.Single(t => t.Inputs.Name == InputPreparation.Raw);
        var others = trainings.Where(t => t != raw).Select(t => (Training: t, Apart: t.LossApart(raw))).ToList();
        return new(
            "Without normalization in it, a net learns faster from prepared inputs than from raw ones",
            string.Create(CultureInfo.InvariantCulture, $"training loss of the last epoch {raw.LastLoss.Mean:0.000} raw; ") + string.Join("; ", others.Select(t =>
                string.Create(CultureInfo.InvariantCulture, $"{t.Training.LastLoss.Mean:0.000} {t.Training.Inputs.Name}, apart by {SpreadSeries.Difference(t.Apart)}"))),
            $"each below that of raw inputs: {SpreadSeries.Limit(others[0].Apart, "below 0")}",
            others.All(t => t.Apart.Most < 0.0));
    }
}
