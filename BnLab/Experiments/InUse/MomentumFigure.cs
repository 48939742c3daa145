namespace BnLab.Experiments.InUse;

/// <summary>The same training under several momenta: how accurate the net is in use, by its running averages, along the way.</summary>
internal static class MomentumFigure
{
    /// <summary>Draws the curves.</summary>
    public static Figure Draw(IReadOnlyList<(string Label, History History, int Iterations)> nets, double population) => Figure.Stacked("", new Panel(
        "Accuracy in use, by running averages",
        new Axis("Mini-batches") { IsWhole = true }, new Axis("Validation accuracy", Min: 0),
        [
            new RuleSeries("Population statistics, at the end", nets.Count, population),
            .. nets.Select((net, i) => new LineSeries(Sentence(net.Label), i, [.. net.History.Epochs.Select(epoch => At(net, epoch))], [.. net.History.Epochs.Select(epoch => epoch.Validation)])),
        ]));

    private static string Sentence(string label) => char.ToUpperInvariant(label[0]) + label[1..];

    /// <summary>Accuracies are taken after the first mini-batch and at the end of each epoch.</summary>
    private static double At((string Label, History History, int Iterations) net, EpochAccuracy epoch) =>
        epoch.Epoch == 0 ? 1 : epoch.Epoch * (double)net.Iterations / net.History.Epochs[^1].Epoch;
}
