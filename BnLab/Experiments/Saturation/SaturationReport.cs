namespace BnLab.Experiments.Saturation;

internal static class SaturationReport
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>As the notes print them: one row for each iteration, one column for each layer.</summary>
    public static IEnumerable<PrintedLine> Print(SaturationVariant variant, SaturationRun run)
    {
        int layers = run.Gradients[0].Norms.Count;
        yield return new(string.Create(Culture, $"Frobenius norms of the weights' gradients, {variant.Net.Name}, learning rate {variant.LearningRate}:"));
        yield return new("iteration " + string.Join(' ', Enumerable.Range(1, layers).Select(i => $"W{i}".PadLeft(7))));
        foreach (var record in run.Gradients)
        {
            yield return new($"{record.Iteration,9} " + string.Join(' ', record.Norms.Select(norm => norm.ToString("0.0e+00", Culture).PadLeft(7))));
        }

        yield return new();
    }

    /// <param name="shown">The runs at the learning rate of the settings.</param>
    public static IReadOnlyList<Table> Tables(StudyRuns<SaturationVariant, SaturationRun> runs, StudyRuns<SaturationVariant, SaturationRun> shown) =>
    [
        runs.Rows(
            "", ["learning_rate", "last_over_first", "largest_factor", "saturated", "val_accuracy"], (net, run) =>
            [
                [net.LearningRate, run.LastOverFirst, run.LargestFactor, run.Gradients[^1].Saturated, run.History.BestValAccuracy],
            ]) with
        { IsPrinted = true },
        runs.Rows(
            "gradients", ["learning_rate", "iteration", .. Enumerable.Range(1, runs.All[0].Gradients[0].Norms.Count).Select(i => $"W{i}"), "saturated"],
            (net, run) => run.Gradients.Select(record => (object[])[net.LearningRate, record.Iteration, .. record.Norms.Cast<object>(), record.Saturated])),
        shown.Losses(), shown.Accuracies(),
    ];

    /// <summary>Of the first seed.</summary>
    public static Figure Draw(StudyRuns<SaturationVariant, SaturationRun> shown)
    {
        var nets = shown.Groups.Select(group => (group.Variant.Label, group.Variant.Style, group.Runs[0].History, group.Runs[0].Gradients)).ToList();
        var axis = new Axis("Frobenius norm of the gradient", AxisScale.Log);
        Panel[] gradients =
        [
            .. nets.Select(net => new Panel(
                $"{net.Label}: gradients of the weights", new Axis("Layer") { IsWhole = true }, axis,
                [.. net.Gradients.Select((record, i) => new LineSeries(
                    string.Create(Culture, $"Iteration {record.Iteration}"), i,
                    [.. Enumerable.Range(1, record.Norms.Count).Select(layer => (double)layer)], record.Norms))])),
        ];
        Panel[] curves =
        [
            new("Training loss", new Axis("Iteration") { IsWhole = true }, new Axis("Loss", AxisScale.Log), [.. nets.Select(net => new LineSeries(
                net.Label, net.Style, [.. Enumerable.Range(1, net.History.Losses.Count).Select(t => (double)t)], net.History.Losses, HasLine: false))]),
            new("Validation accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. nets.Select(net => new LineSeries(
                net.Label, net.Style, [.. net.History.Epochs.Select(e => (double)e.Epoch)], [.. net.History.Epochs.Select(e => e.Validation)]))]),
        ];
        return new($"Gradients in a sigmoid net of {nets[0].Gradients[0].Norms.Count} layers", [gradients, curves]) { SharesY = true };
    }
}
