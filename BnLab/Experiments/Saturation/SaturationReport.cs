namespace BnLab.Experiments.Saturation;

internal static class SaturationReport
{
    private const double SteepestSlope = 0.25; // of the sigmoid, at 0

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>What the notes print for iteration 10: the smallest and the largest norm.</summary>
    private static readonly (double Smallest, double Largest) NoteBaseline = (1e-7, 0.4), NoteBatchNorm = (0.1, 0.8);

    /// <summary>As the notes print them: one row for each iteration, one column for each layer.</summary>
    public static IEnumerable<PrintedLine> Print(NetVariant net, SaturationRun run)
    {
        yield return new($"Spectral norms of the weights' gradients, {net.Name}, seed {run.History.Seed}:");
        yield return new("iteration " + string.Join(' ', Enumerable.Range(1, run.At10.Norms.Count).Select(i => $"W{i}".PadLeft(7))));
        foreach (var record in run.Gradients)
        {
            yield return new($"{record.Iteration,9} " + string.Join(' ', record.Norms.Select(norm => norm.ToString("0.0e+00", Culture).PadLeft(7))));
        }

        yield return new();
    }

    public static IReadOnlyList<Table> Tables(StudyRuns<NetVariant, SaturationRun> runs)
    {
        int layers = runs.All[0].At10.Norms.Count;
        string[] names = [.. Enumerable.Range(1, layers).Select(i => $"W{i}")];
        return
        [
            new("saturation.note", ["iteration_10", "smallest", "smallest_noted", "largest", "largest_noted", "a_layer", "saturated"],
                [.. runs.Variants.Select(net => (object[])
                [
                    net.Name, Typical(net, record => record.Norms.Min()), Note(net).Smallest, Typical(net, record => record.Norms.Max()), Note(net).Largest,
                    Typical(net, record => record.PerLayer), runs.Mean(net, run => run.At10.Saturated).Mean,
                ])])
            {
                IsPrinted = true, IsWritten = false,
            },
            runs.Rows(
                "", ["iteration", .. names, "per_layer", "range", "saturated"],
                (_, run) => run.Gradients.Select(record => (object[])[record.Iteration, .. record.Norms.Cast<object>(), record.PerLayer, record.Range, record.Saturated])),
            runs.Losses(), runs.Accuracies(),
        ];

        // The geometric mean over the seeds.
        double Typical(NetVariant net, Func<GradientRecord, double> measure) => Math.Exp(runs.Mean(net, run => Math.Log(measure(run.At10))).Mean);
    }

    public static IReadOnlyList<Claim> Judge(StudyRuns<NetVariant, SaturationRun> runs)
    {
        double noted = NoteBatchNorm.Largest / NoteBatchNorm.Smallest;
        return Hypothesis.Judge(
            Hypothesis.Above(
                "Without batch normalization the gradient shrinks from layer to layer as much as the slope of the sigmoid, at most 1/4, makes it",
                Factor(runs, NetVariant.Baseline, record => record.PerLayer), "times a layer, at iteration 10", 1 / SteepestSlope),
            Hypothesis.Below(
                string.Create(Culture, $"With batch normalization the largest gradient of a layer is less than {noted} times the smallest, the ratio in the notes"),
                Factor(runs, NetVariant.BatchNorm, record => record.Range), "times from the smallest to the largest, at iteration 10", noted),
            Hypothesis.Above(
                "Without batch normalization more sigmoid units are saturated than with it",
                runs.Difference(NetVariant.Baseline, NetVariant.BatchNorm, Saturated), "share of units, iterations 10 to 50") with
            { Measured = runs.Against(NetVariant.Baseline, NetVariant.BatchNorm, Saturated) });

        static double Saturated(SaturationRun run) => run.Gradients.Average(record => record.Saturated);
    }

    /// <summary>Of the first seed.</summary>
    public static Figure Draw(StudyRuns<NetVariant, SaturationRun> runs)
    {
        var axis = new Axis("Spectral norm of the gradient", AxisScale.Log);
        Panel[] gradients =
        [
            .. runs.Groups.Select(group => new Panel(
                $"{group.Variant.Label}: gradients of the weights", new Axis("Layer") { IsWhole = true }, axis,
                [.. group.Runs[0].Gradients.Select((record, i) => new LineSeries(
                    string.Create(Culture, $"Iteration {record.Iteration}"), i,
                    [.. Enumerable.Range(1, record.Norms.Count).Select(layer => (double)layer)], record.Norms))])),
        ];
        return new($"Gradients in a sigmoid net of {runs.All[0].At10.Norms.Count} layers", [gradients, [runs.LossPanel(0), runs.AccuracyPanel("Validation accuracy", e => e.Validation)]])
        {
            SharesY = true,
        };
    }

    private static (double Smallest, double Largest) Note(NetVariant net) => net == NetVariant.Baseline ? NoteBaseline : NoteBatchNorm;

    private static ConfidenceInterval Factor(StudyRuns<NetVariant, SaturationRun> runs, NetVariant net, Func<GradientRecord, double> measure) =>
        runs.Mean(net, run => Math.Log(measure(run.At10))) with { IsRatio = true };
}
