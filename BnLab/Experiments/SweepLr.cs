using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>
/// The claim that batch normalization allows far larger learning rates: the same nets from the same weights on the same
/// mini-batches, only the learning rate differs.
/// </summary>
/// <remarks>Ioffe and Szegedy 2015, sections 3.3 and 4.2.1.</remarks>
internal static class SweepLr
{
    /// <summary>Runs the sweep.</summary>
    public static ExperimentResult Run(
        SweepLrOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default) =>
        Define(options).Run(images, progress, cancellation);

    /// <summary>The sweep that some options ask for.</summary>
    public static Sweep Define(SweepLrOptions options)
    {
        options.Validate();
        var rates = options.Rates.Values;

        // Every point begins with the seed anew, so that nothing but the learning rate differs along a curve.
        var sequence = new TrainingSequence([.. from seed in new Seeds(options.Settings.Seed, options.Seeds).All
                                                from rule in options.UpdateRules
                                                from rate in rates
                                                select new SeededTrainings(seed, [Group(seed, rule, rate)])]);
        return new(
            "sweep-lr", options.Settings, sequence,
            training => string.Create(CultureInfo.InvariantCulture, $"{training.Net.Name} with {training.Settings.Solver.UpdateRule} at learning rate {training.Settings.Solver.LearningRate:G3}"),
            outcomes => Report(options, sequence, outcomes));

        PlannedTraining[] Group(uint seed, string rule, double rate) => [.. options.Nets.Select((net, n) => new PlannedTraining(
            net, options.Settings with { Seed = seed, Solver = options.Settings.Solver with { UpdateRule = rule, LearningRate = rate } },
            n == 0 ? string.Create(CultureInfo.InvariantCulture, $"Running {rule} with learning rate {rate:G3}") : ""))];
    }

    private static ExperimentResult Report(SweepLrOptions options, TrainingSequence sequence, IReadOnlyList<TrainingOutcome> outcomes)
    {
        var points = new LearningRatePoints(options, sequence.All.Zip(outcomes));
        var table = new Table(
            "sweep-lr",
            ["update_rule", "learning_rate", "net", "seed", "best_train_accuracy", "best_val_accuracy", "final_train_accuracy", "final_val_accuracy", "final_train_loss", "diverged"],
            [.. sequence.All.Zip(outcomes, (plan, o) => new object[]
            {
                plan.Settings.Solver.UpdateRule, plan.Settings.Solver.LearningRate, o.Net, o.Seed, o.BestTrainAccuracy, o.BestValAccuracy,
                o.Epochs[^1].Train, o.FinalValAccuracy, o.FinalTrainLoss, o.Diverged,
            })]);
        var summary = new Table(
            "sweep-lr.summary", ["rule", "learning rate", "net", "best train", "best val", "final val", "diverged"],
            [.. from rule in options.UpdateRules
                from rate in options.Rates.Values
                from net in options.Nets
                select new object[]
                {
                    rule, SpreadSeries.Short(rate), net.Name, SpreadSeries.Text(points.Of(rule, rate, net, o => o.BestTrainAccuracy)),
                    SpreadSeries.Text(points.Of(rule, rate, net, o => o.BestValAccuracy)), SpreadSeries.Text(points.Of(rule, rate, net, o => o.FinalValAccuracy)),
                    points.Of(rule, rate, net, LearningRatePoints.Diverged).Mean.ToString("0 %", CultureInfo.InvariantCulture),
                }])
        { IsPrinted = true, IsWritten = false };
        Figure figure = new("Training at different learning rates", [
            [.. options.UpdateRules.Select(rule => Panel(rule, "best training accuracy", "Accuracy", o => o.BestTrainAccuracy))],
            [.. options.UpdateRules.Select(rule => Panel(rule, "best validation accuracy", "Accuracy", o => o.BestValAccuracy))],
            [.. options.UpdateRules.Select(rule => Panel(rule, "final validation accuracy", "Accuracy", o => o.FinalValAccuracy))],
            [.. options.UpdateRules.Select(rule => Panel(rule, "diverged", "Share of runs", LearningRatePoints.Diverged))],
        ])
        { SharesX = true, SharesY = true };
        return new("sweep-lr", [], [table, summary], [("sweep-lr", figure)], [.. points.Verdicts()]);

        Panel Panel(string rule, string title, string y, Func<TrainingOutcome, double> measure) => new(
            $"{rule}: {title}", new Axis("Learning rate", AxisScale.Log), new Axis(y),
            [.. options.Nets.SelectMany(net => SpreadSeries.Of(
                net.Label, net.Style, options.Rates.Values, [.. options.Rates.Values.Select(rate => points.Of(rule, rate, net, measure))]))]);
    }
}
