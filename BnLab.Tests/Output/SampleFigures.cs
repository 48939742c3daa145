namespace BnLab.Tests.Output;

/// <summary>Figures like those that the experiments make, with numbers from formulas.</summary>
internal static class SampleFigures
{
    public const string Normalized = "Batch normalization", Baseline = "Baseline";

    /// <summary>The course's three panels: losses of 200 iterations as dots, accuracies of 11 epochs as lines.</summary>
    public static Figure Training()
    {
        double[] iterations = Steps(200), epochs = Steps(11);
        double Noise(double i, double phase) => 0.1 * (Math.Sin((12.9898 * i) + phase) + Math.Sin((78.233 * i) + (2 * phase)));
        return Figure.Stacked(
            "Training",
            new Panel("Training loss", new("Iteration"), new("Loss"),
            [
                new LineSeries(Normalized, 0, iterations, [.. iterations.Select(i => 1 + (1.3 * Math.Exp(-i / 60)) + Noise(i, 0))], HasLine: false),
                new LineSeries(Baseline, 1, iterations, [.. iterations.Select(i => 1.5 + (0.8 * Math.Exp(-i / 80)) + Noise(i, 1))], HasLine: false),
            ]),
            Accuracies("Training accuracy", 0.7),
            Accuracies("Validation accuracy", 0.25));

        Panel Accuracies(string title, double best) => new(title, new("Epoch"), new("Accuracy"),
        [
            new LineSeries(Normalized, 0, epochs, [.. epochs.Select(e => 0.1 + (best * (1 - Math.Exp(-e / 3))))]),
            new LineSeries(Baseline, 1, epochs, [.. epochs.Select(e => 0.1 + (0.7 * best * (1 - Math.Exp(-e / 4))))]),
        ]);
    }

    /// <summary>A sweep over weight scales, with a logarithmic axis and three losses that are not numbers.</summary>
    public static Figure Sweep()
    {
        double[] scales = [.. Steps(20).Select(i => Math.Pow(10, -4 + (4 * i / 19)))];
        double[] loss = [.. scales.Select(s => s > 0.3 ? double.NaN : Math.Exp(Math.Pow(Math.Log10(s) + 1.5, 2)))];
        Axis x = new("Weight scale σ", AxisScale.Log);
        return Figure.Stacked(
            "Weight initialization",
            new Panel("Best training accuracy", x, new("Accuracy"),
            [
                new LineSeries(Normalized, 0, scales, [.. scales.Select(s => 0.6 - (0.02 * Math.Pow(Math.Log10(s) + 1.3, 2)))]),
                new LineSeries(Baseline, 1, scales, [.. scales.Select(s => 0.1 + (0.4 * Math.Exp(-9 * Math.Pow(Math.Log10(s) + 1, 2))))]),
            ]),
            new Panel("Final training loss", x, new("Loss", AxisScale.Log), [new LineSeries(Baseline, 1, scales, loss)]));
    }

    /// <summary>One panel with one series.</summary>
    public static Figure Single(double[] x, double[] y, AxisScale scale = AxisScale.Linear, string title = "title") =>
        Figure.Stacked(title, new Panel("panel", new("x"), new("y", scale), [new LineSeries("series", 0, x, y)]));

    public static double[] Steps(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];
}
