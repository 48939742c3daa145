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
        Dose[] distorted = [Doses(NetVariant.BatchNorm, Regularizer.Distortion)[^1], Doses(NetVariant.Baseline, Regularizer.Distortion)[^1]];
        return Hypothesis.Judge(
        [
            .. Regularizer.All.Select(Premise),
            Weaker(Regularizer.Dropout, "of the values dropped", dose => dose.Strength),
            Weaker(Regularizer.L2, "strengths, each five times the one before", dose => dose.Step),
            Hypothesis.Below(
                $"A net gains less by {Regularizer.Distortion.Label} with batch normalization than without it",
                runs.AccuracyContrast((distorted[0], 1), (with, -1), (distorted[1], -1), (without, 1)), Accuracy),
            Hypothesis.Below(
                "Without regularizers, training accuracy is less far above the accuracy on held-out images with batch normalization than without it",
                runs.Difference(with, without, TrainingMeasure.Gap), "training less held-out accuracy") with
            { Measured = runs.Against(with, without, TrainingMeasure.Gap) },
        ]);
    }

    /// <summary>Validation images choose the strength, so that the held-out ones can judge it.</summary>
    private Hypothesis Premise(Regularizer regularizer)
    {
        var doses = Doses(NetVariant.Baseline, regularizer);
        var best = doses.Skip(1).MaxBy(dose => runs.Mean(dose, history => history.Epochs[^1].Validation).Mean)!;
        var gains = runs.MoreAccurate($"A net without batch normalization gains by {regularizer.Label}", best, doses[0]);
        return regularizer == Regularizer.Distortion ? gains : gains with { Measured = $"{gains.Measured}, strength {ShortNumber.Text(best.Strength)}" };
    }

    private Hypothesis Weaker(Regularizer regularizer, string unit, Func<Dose, double> strength)
    {
        var (with, without) = (Best(NetVariant.BatchNorm), Best(NetVariant.Baseline));
        return Hypothesis.Below(
            $"With batch normalization the best strength of {regularizer.Label} is lower than without it",
            ConfidenceInterval.Of([.. with.Zip(without, (one, other) => one - other)]), unit) with
        { Measured = string.Create(CultureInfo.InvariantCulture, $"{with.Average():0.000} against {without.Average():0.000}") };

        double[] Best(NetVariant net)
        {
            var doses = Doses(net, regularizer).Select(dose => (Strength: strength(dose), Runs: runs.Of(dose))).ToList();
            return [.. Enumerable.Range(0, runs.Seeds).Select(seed => doses.MaxBy(dose => runs.HeldOutAccuracy(dose.Runs[seed])).Strength)];
        }
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
