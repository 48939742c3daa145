namespace BnLab.Experiments.Inference;

/// <summary>The same training under several momenta: how accurate the net is at test time, with its running averages, along the way.</summary>
internal static class MomentumFigure
{
    public static Figure Draw(StudyRuns<InferenceVariant, InferenceRun> runs, Cause momentum)
    {
        InferenceVariant[] nets = [InferenceVariant.Plain, InferenceVariant.LessSlow, InferenceVariant.Slow, InferenceVariant.SlowFromOne];
        return Figure.Stacked("", new Panel(
            "Accuracy at test time, with running averages",
            new Axis("Mini-batches") { IsWhole = true }, new Axis("Validation accuracy", Min: 0),
            [
                new RuleSeries("Population statistics, at the end", nets.Length, momentum.Cases.Single(c => c.Role == Role.Reference).Accuracy),
                .. nets.Select(Line),
            ]));

        LineSeries Line(InferenceVariant net, int style)
        {
            var histories = runs.Of(net).Select(run => run.History).ToList();
            var epochs = histories[0].Epochs;
            return new(
                char.ToUpperInvariant(net.Label[0]) + net.Label[1..], style,
                [.. epochs.Select(epoch => epoch.Epoch == 0 ? 1.0 : epoch.Epoch * (double)histories[0].Losses.Count / epochs[^1].Epoch)], // epoch 0: after the first mini-batch
                [.. epochs.Select((_, i) => histories.Average(history => history.Epochs[i].Validation))]);
        }
    }
}
