namespace BnLab.Experiments.Whiten;

internal static class WhitenReport
{
    public static IReadOnlyList<Table> Tables(
        StudyRuns<InputPreparation, History> runs, IReadOnlyList<CutData> cuts, IReadOnlyList<(InputPreparation Inputs, Matrix<double> X)> plane) =>
    [
        new(
            "whiten.cuts", ["data", "dimensions", "points", "cut_raw", "cut_centred", "smaller_raw", "smaller_centred", "smaller_factor"],
            [
                .. from data in cuts.GroupBy(cut => (cut.Data, cut.Dimensions, cut.Points))
                   let raw = data.ElementAt(0)
                   let centred = data.ElementAt(1)
                   let smaller = (Raw: raw.Mean(cut => cut.Smaller), Centred: centred.Mean(cut => cut.Smaller))
                   select new object[]
                   {
                       raw.Data, raw.Dimensions, raw.Points, raw.Mean(cut => cut.Cut), centred.Mean(cut => cut.Cut), smaller.Raw, smaller.Centred, smaller.Centred / smaller.Raw,
                   },
            ])
        { IsPrinted = true, IsWritten = false },
        new(
            "whiten.hyperplanes", ["data", "dimensions", "points", "inputs", "draw", "cut", "smaller_side"],
            [
                .. from cut in cuts
                   from draw in cut.Draws.Index()
                   select new object[] { cut.Data, cut.Dimensions, cut.Points, cut.Inputs.Name, draw.Index + 1, draw.Item.Cut, draw.Item.Smaller },
            ]),
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

    public static IReadOnlyList<Claim> Judge(StudyRuns<InputPreparation, History> runs, IReadOnlyList<CutData> cuts)
    {
        double halfway = Math.Sqrt(2); // as a factor, from no change, 1, to a doubling, 2
        var n = runs.Variants;
        (InputPreparation After, InputPreparation Before)[] steps = [(n[1], n[0]), (n[2], n[1]), (n[3], n[2]), (n[4], n[2])];
        var largest = cuts.Where(cut => cut.Data == "positive").GroupBy(cut => cut.Points).MaxBy(size => size.Key)!.ToList();
        return Hypothesis.Judge(
        [
            .. steps.Select(step => Hypothesis.Below(
                $"A net learns faster from {step.After.Name} inputs than from {step.Before.Name} ones", runs.Ratio(step.After, step.Before, TrainingMeasure.LastLoss),
                "times the loss of the last epoch") with
            { Measured = runs.Against(step.After, step.Before, TrainingMeasure.LastLoss, "G3") }),
            .. steps.Select(step => runs.MoreAccurate($"A net that learns from {step.After.Name} inputs is more accurate than from {step.Before.Name} ones", step.After, step.Before)),
            Hypothesis.Above(
                "Each further dimension doubles the factor by which centring raises the share of hyperplanes that cut", Growth(cut => cut.Cut), "times for each dimension", halfway),
            Hypothesis.Above(
                "Each further dimension doubles the factor by which centring raises the share of samples on the smaller side",
                Growth(cut => cut.Smaller), "times for each dimension", halfway),
            .. n.Skip(3).Select(whitened => Hypothesis.Above(
                $"Hyperplanes cut {whitened.Name} data more evenly than centred data: by a sample or more of a data set",
                OverDraws(draw => Cuts(whitened, draw).Zip(Cuts(n[1], draw), (one, other) => one.Smaller - other.Smaller).Average()), "of the samples on the smaller side", 1.0 / largest[0].Points)),
        ]);

        // From the fewest dimensions to the most, for each of them.
        ConfidenceInterval Growth(Func<HyperplaneCut, double> measure) => OverDraws(draw =>
        {
            double[] factors = [.. Cuts(n[1], draw).Zip(Cuts(n[0], draw), (centred, raw) => Math.Log(measure(centred) / measure(raw)))];
            return (factors[^1] - factors[0]) / (largest[^1].Dimensions - largest[0].Dimensions);
        }) with
        { IsRatio = true };

        IEnumerable<HyperplaneCut> Cuts(InputPreparation inputs, int draw) => largest.Where(cut => cut.Inputs == inputs).Select(cut => cut.Draws[draw]);

        ConfidenceInterval OverDraws(Func<int, double> measure) =>
            ConfidenceInterval.Of([.. Enumerable.Range(0, largest[0].Draws.Count).Select(measure)]) with { Repeated = "draws" };
    }

    private static Table Summary(StudyRuns<InputPreparation, History> runs) => runs.Summary(
        ["seeds", "first_loss", "last_loss", "loss_half_width", "held_out_accuracy", "half_width"],
        inputs =>
        {
            var (loss, accuracy) = (runs.Mean(inputs, history => history.EpochLoss(history.Epochs[^1].Epoch)), runs.AccuracyContrast((inputs, 1)));
            return [runs.Seeds, runs.Mean(inputs, history => history.EpochLoss(1)).Mean, loss.Mean, loss.HalfWidth, accuracy.Mean, accuracy.HalfWidth];
        });

    public static Check Centring(IReadOnlyList<CutData> cuts)
    {
        var prepared = cuts.Where(cut => cut.Inputs != InputPreparation.All[0]).ToList();
        double least = prepared.Min(data => data.Draws.Min(cut => cut.Cut));
        return new(
            "No hyperplane through the mean misses the data, whether they are centred, z-scored or whitened",
            string.Create(CultureInfo.InvariantCulture, $"share {least} in each of {prepared.Sum(data => data.Draws.Count)} data sets"), "1", least == 1.0);
    }

    /// <param name="scales">Of z-scoring; 0 where a feature is constant.</param>
    public static Check ZScoring(FeatureStatistics training, ReadOnlySpan<double> scales)
    {
        double[] stds = [.. Enumerable.Range(0, scales.Length).Select(j => Math.Sqrt(training.Covariance[j, j]))];
        int enlarged = 0, wrong = 0;
        for (int j = 0; j < scales.Length; j++)
        {
            if (scales[j] > 1) enlarged++;
            if (scales[j] > 0 && scales[j] > 1 != stds[j] < 1) wrong++;
        }

        return new(
            "Z-scoring enlarges the features of the images whose deviation is below 1, and no others",
            string.Create(CultureInfo.InvariantCulture, $"{enlarged} of {scales.Length}; deviations from {stds.Min():0.##} to {stds.Max():0.##}"), "no other", wrong == 0);
    }
}
