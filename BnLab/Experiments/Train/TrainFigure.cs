namespace BnLab.Experiments.Train;

/// <summary>Losses and accuracies of the nets; of several seeds their means with 95 % bands.</summary>
internal static class TrainFigure
{
    private const int FewestEpochs = 4, ShortestEpoch = 5; // for a running mean

    public static Figure Draw(IReadOnlyList<History> histories, TrainingSettings settings)
    {
        // Losses scatter from batch to batch; their mean over about an epoch tells the nets apart.
        int epoch = settings.Schedule.IterationsPerEpoch;
        var nets = histories.GroupBy(history => history.Net, StringComparer.Ordinal).Select(group => (Plan: NetPlan.Named(group.Key), Seeds: group.ToList())).ToList();
        return Figure.Stacked(
            $"Training a net of {settings.Hidden.Count + 1} layers",
            new("Training loss", new Axis("Iteration") { IsWhole = true }, new Axis("Loss"), [.. nets.Select(Losses)]),
            Accuracies("Training accuracy", e => e.Train),
            Accuracies("Validation accuracy", e => e.Validation));

        LineSeries Losses((NetPlan Plan, List<History> Seeds) net) => new(
            net.Plan.Label, net.Plan.Style, [.. Enumerable.Range(1, net.Seeds[0].Losses.Count).Select(t => (double)t)],
            [.. net.Seeds[0].Losses.Select((_, t) => net.Seeds.Average(history => history.Losses[t]))], HasLine: false)
        {
            RunningMean = epoch < ShortestEpoch || settings.Solver.Epochs < FewestEpochs ? 0 : epoch,
        };

        Panel Accuracies(string title, Func<EpochAccuracy, double> accuracy) => new(
            title, new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"),
            [.. nets.SelectMany(net => SpreadSeries.Of(
                net.Plan.Label, net.Plan.Style, [.. net.Seeds[0].Epochs.Select(e => (double)e.Epoch)],
                [.. net.Seeds[0].Epochs.Select((_, i) => ConfidenceInterval.Of([.. net.Seeds.Select(history => accuracy(history.Epochs[i]))]))]))]);
    }
}
