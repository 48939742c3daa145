namespace BnLab.Experiments.Regularization;

/// <summary>Accuracies by strength, and what they say of the nets' need for regularizers.</summary>
internal sealed class RegularizationReport(StudyRuns<Dose, History> runs)
{
    private const string Accuracy = TrainingMeasure.HeldOut;

    public ExperimentResult Result() => new(
        "regularization", runs.Histories,
        [
            runs.Summary(["train_accuracy", "held_out_accuracy", "half_width", "gap"], dose =>
            {
                var heldOut = runs.AccuracyContrast((dose, 1));
                return [runs.Mean(dose, runs.TrainAccuracy).Mean, heldOut.Mean, heldOut.HalfWidth, runs.Mean(dose, TrainingMeasure.Gap).Mean];
            }),
            runs.Rows("seeds", ["train_accuracy", "val_accuracy", "held_out_accuracy"], (_, h) => [[runs.TrainAccuracy(h), h.Epochs[^1].Validation, runs.HeldOutAccuracy(h)]]),
            runs.Accuracies(),
        ],
        [("regularization", new Figure(
            "Strengths of regularizers with and without batch normalization",
            [
                [.. Regularizer.All.Select(each => Panel(each, "Accuracy on held-out images", dose => runs.AccuracyContrast((dose, 1))))],
                [.. Regularizer.All.Select(each => Panel(each, "Training less held-out accuracy", dose => runs.Mean(dose, TrainingMeasure.Gap)))],
            ])
        { SharesY = true })])
    { Claims = Judge() };

    private IReadOnlyList<Claim> Judge()
    {
        var (with, without) = (Doses(NetVariant.BatchNorm, Regularizer.None)[0], Doses(NetVariant.Baseline, Regularizer.None)[0]);
        return Hypothesis.Judge(
        [
            .. Regularizer.All.Select(Premise),
            .. Regularizer.All.Select(NeedsLess),
            Hypothesis.Below(
                "Without regularizers, training accuracy is less far above the accuracy on held-out images with batch normalization than without it",
                runs.Difference(with, without, TrainingMeasure.Gap), "training less held-out accuracy") with
            { Measured = runs.Against(with, without, TrainingMeasure.Gap) },
        ]);
    }

    /// <summary>Validation images of the other seeds choose the strength; the seed's own held-out images judge it.</summary>
    private Hypothesis Premise(Regularizer regularizer)
    {
        var doses = Doses(NetVariant.Baseline, regularizer);
        int[] best = runs.BestByOthers(doses[1..], history => history.Epochs[^1].Validation);
        return Hypothesis.Above(
            $"A net without batch normalization gains by {regularizer.Label}", runs.AccuracyContrast((runs.Chosen(doses[1..], best), 1), (runs.Of(doses[0]), -1)), Accuracy) with
        {
            Measured = regularizer == Regularizer.Distortion ? "" : $"strength {string.Join(" or ", best.Distinct().Order().Select(place => ShortNumber.Text(doses[place + 1].Strength)))}",
        };
    }

    /// <summary>Whether accuracy rises less with each step of the strength: by the slopes of least squares over the steps.</summary>
    private Hypothesis NeedsLess(Regularizer regularizer)
    {
        int last = regularizer.Strengths.Count; // steps from 0 to it, of mean last / 2
        double squares = Enumerable.Range(0, last + 1).Sum(step => Math.Pow(step - (last / 2.0), 2));
        return Hypothesis.Below(
            $"A net gains less by {regularizer.Label} with batch normalization than without it",
            runs.AccuracyContrast([.. Slope(NetVariant.BatchNorm, 1), .. Slope(NetVariant.Baseline, -1)]), $"{Accuracy}, a step of the strength");

        IEnumerable<(Dose, double)> Slope(NetVariant net, int sign) => Doses(net, regularizer).Select(dose => (dose, sign * (dose.Step - (last / 2.0)) / squares));
    }

    /// <summary>From none to the strongest.</summary>
    private List<Dose> Doses(NetVariant net, Regularizer regularizer) =>
        [.. runs.Variants.Where(dose => dose.Net == net && (dose.Step == 0 || dose.Regularizer == regularizer))];

    private Panel Panel(Regularizer regularizer, string title, Func<Dose, ConfidenceInterval> measure)
    {
        var places = Doses(NetVariant.BatchNorm, regularizer);
        string[] names = regularizer == Regularizer.Distortion ? ["without", "with"] : [.. places.Select(dose => ShortNumber.Text(dose.Strength))];
        return new(title, new Axis(regularizer.Axis) { Categories = names }, new Axis("Accuracy"),
        [
            .. Dose.Nets.SelectMany(net => SpreadSeries.Of(
                net.Label, net.Style, [.. places.Select(dose => (double)dose.Step)], [.. Doses(net, regularizer).Select(measure)])),
        ]);
    }
}
