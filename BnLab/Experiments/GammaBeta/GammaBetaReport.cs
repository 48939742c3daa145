namespace BnLab.Experiments.GammaBeta;

internal static class GammaBetaReport
{
    public static IReadOnlyList<Table> Tables(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) =>
    [
        runs.Summary(["train", "held_out", "half_width", "linearity", "near_linear", "zeros_sd"], net =>
        {
            var accuracy = runs.Mean(net, runs.HeldOutAccuracy);
            bool isRelu = net.Activation == Activation.Relu;
            return
            [
                runs.Mean(net, runs.TrainAccuracy).Mean, accuracy.Mean, accuracy.HalfWidth,
                isRelu ? "" : runs.Mean(net, run => run.Linearity).Mean, isRelu ? "" : runs.Mean(net, run => run.Layers.Average(layer => layer.NearLinear)).Mean,
                isRelu ? runs.Mean(net, run => run.Layers.Average(layer => layer.ZerosDeviation)).Mean : "",
            ];
        }),
        runs.Rows("layers", ["layer", "linearity", "near_linear", "zeros", "zeros_sd"], (_, run) =>
            run.Layers.Select((layer, i) => new object[] { i + 1, layer.Linearity, layer.NearLinear, layer.Zeros, layer.ZerosDeviation })),
        runs.Accuracies(),
    ];

    public static IReadOnlyList<Claim> Judge(StudyRuns<GammaBetaVariant, GammaBetaRun> runs)
    {
        const string Spread = "standard deviation of a unit's share of zeros";
        int half = runs.All[0].Layers.Count / 2;
        return Hypothesis.Judge(
            Hypothesis.Below(
                "Learned gamma and beta let sigmoids leave the part of their curve that is nearly a straight line",
                Difference(Activation.Sigmoid, run => run.Linearity), "R² of a straight line"),
            Better("A sigmoid net is more accurate with learned gamma and beta than with gamma 1 and beta 0", Activation.Sigmoid, ScaleShift.Both, ScaleShift.Neither),
            Better("A sigmoid net is more accurate with a fixed gamma of 2 than with a fixed gamma of 1", Activation.Sigmoid, ScaleShift.Two, ScaleShift.Neither),
            Better("A ReLU net is more accurate with learned gamma and beta than with gamma 1 and beta 0", Activation.Relu, ScaleShift.Both, ScaleShift.Neither),
            Better("A ReLU net is more accurate with learned beta alone than with learned gamma alone", Activation.Relu, ScaleShift.OnlyBeta, ScaleShift.OnlyGamma),
            Hypothesis.Above(
                "With learned gamma and beta the ReLUs of the first half of the layers differ more in how often they are 0",
                Difference(Activation.Relu, run => run.Layers.Take(half).Average(layer => layer.ZerosDeviation)), Spread),
            Hypothesis.Above(
                "With learned gamma and beta the ReLUs of the second half of the layers differ more in how often they are 0",
                Difference(Activation.Relu, run => run.Layers.Skip(half).Average(layer => layer.ZerosDeviation)), Spread));

        Hypothesis Better(string statement, Activation activation, ScaleShift one, ScaleShift other) =>
            runs.MoreAccurate(statement, new(activation, one), new(activation, other));

        ConfidenceInterval Difference(Activation activation, Func<GammaBetaRun, double> measure) =>
            runs.Difference(new(activation, ScaleShift.Both), new(activation, ScaleShift.Neither), measure);
    }

    public static Figure Draw(StudyRuns<GammaBetaVariant, GammaBetaRun> runs)
    {
        var (sigmoid, relu) = (runs.Where(net => net.Activation == Activation.Sigmoid), runs.Where(net => net.Activation == Activation.Relu));
        return new("What learned γ and β change",
        [
            [Layers(sigmoid, "Sigmoid: how straight its part of the curve is", "R² of a line", layer => layer.Linearity), Layers(relu, "ReLU: how units differ", "SD of the share of zeros", layer => layer.ZerosDeviation)],
            [sigmoid.AccuracyPanel("Sigmoid: training accuracy", e => e.Train), relu.AccuracyPanel("ReLU: training accuracy", e => e.Train)],
            [sigmoid.AccuracyPanel("Sigmoid: validation accuracy", e => e.Validation), relu.AccuracyPanel("ReLU: validation accuracy", e => e.Validation)],
        ]);
    }

    private static Panel Layers(StudyRuns<GammaBetaVariant, GammaBetaRun> runs, string title, string y, Func<LayerActivity, double> measure)
    {
        int[] layers = [.. Enumerable.Range(0, runs.All[0].Layers.Count)];
        return new(
            title, new Axis("Hidden layer") { IsWhole = true }, new Axis(y),
            [.. runs.Variants.SelectMany(net => SpreadSeries.Of(
                net.Label, net.Style, [.. layers.Select(i => i + 1.0)], [.. layers.Select(i => runs.Mean(net, run => measure(run.Layers[i])))]))]);
    }
}
