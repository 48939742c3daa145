using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>
/// The course's first experiment: a deep net trained on few images, with and without normalization.
/// </summary>
internal static class Train
{
    /// <summary>Trains the nets.</summary>
    public static ExperimentResult Run(
        TrainOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var sequence = new TrainingSequence([new(options.Settings.Seed, [
            [.. options.Nets.Select(net => new PlannedTraining(net, options.Settings, options.Heading(net), IsLogged: true))],
        ])]);
        string[] nets = [.. options.Nets.Select(net => net.Name)];
        using var keeper = new NetStore(options.Settings, images, nets, options.Checkpoints);
        var finished = sequence.Run(options.Settings, images, wanted: _ => true, progress, finished: null, keeper, cancellation);
        var histories = finished.Select(training => training.History).ToList();
        return new(
            "train", histories, [HistoryTables.Losses("train", histories), HistoryTables.Accuracies("train", histories)],
            [("train", Draw(options, histories))], Verdicts: [], Complete: histories.Count == nets.Length)
        {
            Attachments = keeper.Trained(nets),
            Checkpoints = keeper.Checkpoints(nets),
        };
    }

    private static Figure Draw(TrainOptions options, List<History> histories)
    {
        // Losses scatter from batch to batch; their mean over about an epoch tells the nets apart.
        int epoch = int.Max(options.Settings.NumTrain / options.Settings.Solver.BatchSize, 1);
        var plans = options.Nets.ToDictionary(plan => plan.Name, StringComparer.Ordinal);
        return Figure.Stacked(
            $"Training a net of {options.Settings.Hidden.Count + 1} layers",
            Panel("Training loss", "Iteration", "Loss", h => Enumerable.Range(1, h.Losses.Count).Select(t => (double)t), h => h.Losses, line: false),
            Panel("Training accuracy", "Epoch", "Accuracy", Epochs, h => h.Epochs.Select(e => e.Train), line: true),
            Panel("Validation accuracy", "Epoch", "Accuracy", Epochs, h => h.Epochs.Select(e => e.Validation), line: true));

        static IEnumerable<double> Epochs(History h) => h.Epochs.Select(e => (double)e.Epoch);

        Panel Panel(
            string title, string x, string y,
            Func<History, IEnumerable<double>> xs, Func<History, IEnumerable<double>> ys, bool line) =>
            new(title, new Axis(x) { IsWhole = true }, new Axis(y), [.. histories.Select(h => new LineSeries(
                plans[h.Net].Label, plans[h.Net].Style, [.. xs(h)], [.. ys(h)], HasLine: line) { RunningMean = line || epoch < 5 || options.Settings.Solver.Epochs < 4 ? 0 : epoch })]);
    }
}
