namespace BnLab.Experiments;

/// <summary>What <see cref="Saturation"/> shows of its trainings.</summary>
internal static class SaturationReport
{

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The layers' gradients as the note prints them: one row an iteration, one column a layer.</summary>
    public static IEnumerable<PrintedLine> Print(SaturationRun run)
    {
        int layers = run.Gradients[0].Norms.Count;
        yield return new(string.Create(Culture, $"Frobenius norms of the weights' gradients, {run.Net.Name}, learning rate {run.LearningRate}:"));
        yield return new("iteration " + string.Join(' ', Enumerable.Range(1, layers).Select(i => $"W{i}".PadLeft(7))));
        foreach (var record in run.Gradients)
        {
            yield return new($"{record.Iteration,9} " + string.Join(' ', record.Norms.Select(norm => norm.ToString("0.0e+00", Culture).PadLeft(7))));
        }

        yield return new();
    }

    /// <summary>All gradients, the summary of all learning rates, and the curves of the shown one.</summary>
    public static IReadOnlyList<Table> Tables(List<SaturationRun> runs, List<SaturationRun> shown)
    {
        int layers = runs.Count == 0 ? 0 : runs[0].Gradients[0].Norms.Count;
        var summary = new Table(
            "saturation",
            ["net", "seed", "learning_rate", "last_over_first", "largest_factor", "saturated", "val_accuracy"],
            [
                .. runs.Select(run => new object[]
                {
                    run.Net.Name, run.History.Seed, run.LearningRate, run.LastOverFirst, run.LargestFactor,
                    run.Gradients[^1].Saturated, run.History.BestValAccuracy,
                }),
            ])
        {
            IsPrinted = true,
        };
        var gradients = new Table(
            "saturation.gradients",
            ["net", "seed", "learning_rate", "iteration", .. Enumerable.Range(1, layers).Select(i => $"W{i}"), "saturated"],
            [
                .. from run in runs
                   from record in run.Gradients
                   select (object[])[run.Net.Name, run.History.Seed, run.LearningRate, record.Iteration, .. record.Norms.Cast<object>(), record.Saturated],
            ]);
        List<History> histories = [.. shown.Select(run => run.History)];
        return [summary, gradients, HistoryTables.Losses("saturation", histories), HistoryTables.Accuracies("saturation", histories)];
    }

    /// <summary>Layer against gradient for each net, and how the two nets learn.</summary>
    public static Figure Draw(List<SaturationRun> shown)
    {
        var axis = new Axis("Frobenius norm of the gradient", AxisScale.Log);
        Panel[] gradients =
        [
            .. shown.Select(run => new Panel(
                $"{run.Net.Label}: gradients of the weights", new Axis("Layer") { IsWhole = true }, axis,
                [.. run.Gradients.Select((record, i) => new LineSeries(
                    string.Create(Culture, $"Iteration {record.Iteration}"), i,
                    [.. Enumerable.Range(1, record.Norms.Count).Select(layer => (double)layer)], record.Norms))])),
        ];
        Panel[] curves =
        [
            new("Training loss", new Axis("Iteration") { IsWhole = true }, new Axis("Loss", AxisScale.Log), [.. shown.Select(run => new LineSeries(
                run.Net.Label, run.Net.Style, [.. Enumerable.Range(1, run.History.Losses.Count).Select(t => (double)t)], run.History.Losses, HasLine: false))]),
            new("Validation accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. shown.Select(run => new LineSeries(
                run.Net.Label, run.Net.Style, [.. run.History.Epochs.Select(e => (double)e.Epoch)], [.. run.History.Epochs.Select(e => e.Validation)]))]),
        ];
        return new($"Gradients in a sigmoid net of {shown[0].Gradients[0].Norms.Count} layers", [gradients, curves]) { SharesY = true };
    }
}
