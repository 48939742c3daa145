using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>
/// The course's headline picture: the eight-layer net trained from weight scales that are far too small, right, and far too
/// large, with batch normalization and without.
/// </summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization and initialization".</remarks>
internal static class SweepInit
{
    private const double HighestLossShown = 3.5; // the notebook's limit: a loss of 2.3 is chance
    private const int FewestJudged = 8;          // points, over at least three decades: fewer decide nothing
    private const double NarrowestJudged = 1e3;

    /// <summary>Runs the sweep.</summary>
    public static ExperimentResult Run(
        SweepInitOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default) =>
        Define(options).Run(images, progress, cancellation);

    /// <summary>The sweep that some options ask for.</summary>
    public static Sweep Define(SweepInitOptions options)
    {
        options.Validate();
        var scales = options.Scales.Values;
        var sequence = new TrainingSequence([.. new Seeds(options.Settings.Seed, options.Seeds).All.Select(Stream)]);
        return new(
            "sweep-init", options.Settings, sequence,
            training => string.Create(CultureInfo.InvariantCulture, $"{training.Net.Name} at weight scale {training.Settings.WeightScale:G3}"),
            outcomes => Report(options, sequence, outcomes));

        SeededTrainings Stream(uint seed) => new(seed, [.. scales.Select((scale, i) => Group(seed, scale, i))]);

        PlannedTraining[] Group(uint seed, double scale, int i) => [.. options.Nets.Select((net, n) => new PlannedTraining(
            net, options.Settings with { Seed = seed, WeightScale = scale }, n == 0 ? $"Running weight scale {i + 1} / {scales.Count}" : ""))];
    }

    private static ExperimentResult Report(SweepInitOptions options, TrainingSequence sequence, IReadOnlyList<TrainingOutcome> outcomes)
    {
        var runs = sequence.All.Zip(outcomes, (plan, outcome) => (Scale: plan.Settings.WeightScale, Outcome: outcome)).ToList();
        var table = new Table(
            "sweep-init", ["weight_scale", "net", "seed", "best_train_accuracy", "best_val_accuracy", "final_train_loss"],
            [.. runs.Select(run => new object[]
            {
                run.Scale, run.Outcome.Net, run.Outcome.Seed, run.Outcome.BestTrainAccuracy, run.Outcome.BestValAccuracy, run.Outcome.FinalTrainLoss,
            })]);
        var points = runs.ToLookup(run => (run.Scale, run.Outcome.Net), run => run.Outcome);
        ConfidenceInterval Of(double scale, NetPlan net, Func<TrainingOutcome, double> figure) => ConfidenceInterval.Of([.. points[(scale, net.Name)].Select(figure)]);

        var scales = options.Scales.Values;
        var summary = new Table(
            "sweep-init.summary", ["weight scale", "net", "best train", "best val", "final loss"],
            [.. from scale in scales
                from net in options.Nets
                select new object[]
                {
                    SpreadSeries.Short(scale), net.Name, SpreadSeries.Text(Of(scale, net, o => o.BestTrainAccuracy)),
                    SpreadSeries.Text(Of(scale, net, o => o.BestValAccuracy)), SpreadSeries.Text(Of(scale, net, o => o.FinalTrainLoss), "0.0000"),
                }])
        { IsPrinted = true, IsWritten = false };
        bool tooHigh = outcomes.Any(outcome => outcome.FinalTrainLoss > HighestLossShown);
        var figure = Figure.Stacked(
            "Training from different weight scales",
            Panel("Best validation accuracy", new Axis("Accuracy"), o => o.BestValAccuracy),
            Panel("Best training accuracy", new Axis("Accuracy"), o => o.BestTrainAccuracy),
            Panel("Final training loss", new Axis("Loss", Min: tooHigh ? 0 : null, Max: tooHigh ? HighestLossShown : null), o => o.FinalTrainLoss));
        return new("sweep-init", [], [table, summary], [("sweep-init", figure)], [.. Judge()])
        {
            Printed = IsJudged(options) ? [] : [new($"No verdict: the claim is about the nets batchnorm and baseline at {FewestJudged} weight scales or more, over at least three decades.")],
        };

        Panel Panel(string title, Axis y, Func<TrainingOutcome, double> measure) => new(
            title, new Axis("Weight scale", AxisScale.Log), y,
            [.. options.Nets.SelectMany(net => SpreadSeries.Of(net.Label, net.Style, scales, [.. scales.Select(scale => Of(scale, net, measure))]))]);

        IEnumerable<Verdict> Judge()
        {
            if (!IsJudged(options)) yield break;
            var robustness = new LearningCriterion(options.Nets.Max(net => Accuracies(net).Max()));
            int with = Accuracies(NetPlan.BatchNorm).Count(robustness.Learns), without = Accuracies(NetPlan.Baseline).Count(robustness.Learns);
            yield return new(
                $"With batch normalization a net learns from more weight scales ({LearningCriterion.Definition})",
                $"{with} of {scales.Count} scales with it, {without} without", "more scales with it than without", with > without);
        }

        IEnumerable<double> Accuracies(NetPlan net) => scales.Select(scale => Of(scale, net, o => o.BestTrainAccuracy).Mean);
    }

    private static bool IsJudged(SweepInitOptions options) =>
        options.Nets.Contains(NetPlan.BatchNorm) && options.Nets.Contains(NetPlan.Baseline)
        && options.Scales.Points >= FewestJudged && options.Scales.Max >= NarrowestJudged * options.Scales.Min;
}
