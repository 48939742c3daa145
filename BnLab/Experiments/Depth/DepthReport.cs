namespace BnLab.Experiments.Depth;

internal static class DepthReport
{
    /// <summary>The factor of squared gradients for each layer of ReLUs after batch normalization, in the limit of wide layers and large mini-batches.</summary>
    /// <remarks>
    /// A ReLU of normal values has the variance (1 - 1/π) / 2. With weights of variance 2 / D the next layer is normalized by the variance
    /// 1 - 1/π, which divides the squared gradients; nothing else changes their size (He's initialization).
    /// </remarks>
    public const double Growth = Math.PI / (Math.PI - 1);

    // The factors are limits for N, D → ∞: finite ones may be off by some 1 / N = 0.4 %, and a single layer of 2,000 units varies by about 1 %.
    private const double Tolerance = 0.02;

    /// <param name="plain">The same factor without normalization: width · variance of the weights / 2, since a ReLU lets half of its units pass.</param>
    public static ExperimentResult Of(StudyRuns<DepthVariant, DepthRun> runs, double plain)
    {
        var (wide, trained) = (runs.Where(net => net.IsWide), runs.Where(net => !net.IsWide));
        var growth = wide.Summary(["growth", "low", "high"], net =>
        {
            var factor = GrowthOf(wide, net.Net);
            return [Math.Exp(factor.Mean), Math.Exp(factor.Low), Math.Exp(factor.High)];
        });
        var accuracy = trained.Summary(["train_accuracy", "half_width", "by_running_averages", "val_accuracy"], net =>
        {
            var train = trained.Mean(net, run => run.TrainAccuracy);
            return [train.Mean, train.HalfWidth, trained.Mean(net, run => run.History.Epochs[^1].Train).Mean, trained.Mean(net, run => run.History.Epochs[^1].Validation).Mean];
        });
        return new(
            "depth", trained.Histories,
            [
                growth with { Name = "depth.growth" }, accuracy,
                wide.Rows("gradients", ["layer", "squared_gradient"], (_, run) => run.SquaredGradients.Select((square, i) => new object[] { i + 1, square })),
                trained.Rows("accuracy", ["train_accuracy"], (_, run) => [[run.TrainAccuracy]]),
            ],
            [("depth", Draw(wide, trained))])
        { Claims = Judge(wide, trained, plain) };
    }

    private static IReadOnlyList<Claim> Judge(StudyRuns<DepthVariant, DepthRun> wide, StudyRuns<DepthVariant, DepthRun> trained, double plain)
    {
        const string Accuracy = "training accuracy";
        return Hypothesis.Judge(
            Grow("With batch normalization squared gradients grow by π / (π - 1) with each layer on the way to the input", NetVariant.BatchNorm, Growth),
            Grow("With He's initialization and no normalization squared gradients keep their size from layer to layer", DepthVariant.He, 1.0),
            Grow("From small weights without normalization squared gradients change by width · variance / 2 with each layer", DepthVariant.Small, plain),
            Harder("With batch normalization deeper nets learn less", NetVariant.BatchNorm),
            Harder("With He's initialization and no normalization deeper nets learn less", DepthVariant.He),
            Better("Nets of these depths learn more with batch normalization than from small weights without it", DepthVariant.Small),
            Better("Nets of these depths learn more with batch normalization than with He's initialization without it", DepthVariant.He));

        Hypothesis Grow(string statement, NetVariant net, double factor) => Hypothesis.Between(
            statement, GrowthOf(wide, net), "times the squared gradient a layer", factor * (1 - Tolerance), factor * (1 + Tolerance));

        Hypothesis Harder(string statement, NetVariant net)
        {
            DepthVariant[] depths = [.. trained.Variants.Where(variant => variant.Net == net)];
            return Hypothesis.Below(statement, trained.Difference(depths[^1], depths[0], run => run.TrainAccuracy), Accuracy) with
            {
                Measured = string.Create(CultureInfo.InvariantCulture, $"{Mean(depths[^1]):F3} with {depths[^1].Layers} layers against {Mean(depths[0]):F3} with {depths[0].Layers}"),
            };
        }

        Hypothesis Better(string statement, NetVariant other)
        {
            var (one, two) = (BySeed(NetVariant.BatchNorm), BySeed(other));
            return Hypothesis.Above(statement, ConfidenceInterval.Of([.. one.Zip(two, (a, b) => a - b)]), $"{Accuracy}, mean over the depths") with
            {
                Measured = string.Create(CultureInfo.InvariantCulture, $"{one.Average():F3} against {two.Average():F3}"),
            };
        }

        double Mean(DepthVariant variant) => trained.Mean(variant, run => run.TrainAccuracy).Mean;

        double[] BySeed(NetVariant net)
        {
            var runs = trained.Variants.Where(variant => variant.Net == net).Select(trained.Of).ToList();
            return [.. Enumerable.Range(0, trained.Seeds).Select(seed => runs.Average(depth => depth[seed].TrainAccuracy))];
        }
    }

    /// <summary>Of a layer, on average over the layers: a logarithm.</summary>
    private static ConfidenceInterval GrowthOf(StudyRuns<DepthVariant, DepthRun> wide, NetVariant net) => wide.Mean(
        wide.Variants.Single(variant => variant.Net == net),
        run => Math.Log(run.SquaredGradients[0] / run.SquaredGradients[^1]) / (run.SquaredGradients.Count - 1)) with
    { IsRatio = true };

    private static Figure Draw(StudyRuns<DepthVariant, DepthRun> wide, StudyRuns<DepthVariant, DepthRun> trained)
    {
        int last = wide.All[0].SquaredGradients.Count;
        double[] layers = [.. Enumerable.Range(1, last).Select(layer => (double)layer)];
        var gradients = wide.Variants.Select(net => new LineSeries(net.Label, net.Style, layers,
            [.. layers.Select((_, i) => Math.Exp(wide.Mean(net, run => Math.Log(run.SquaredGradients[i] / run.SquaredGradients[^1])).Mean))]));
        var slope = new LineSeries("Factor π / (π - 1) a layer", 6, layers, [.. layers.Select(layer => Math.Pow(Growth, last - layer))], HasMarkers: false);
        var accuracies = trained.Variants.GroupBy(variant => variant.Net).SelectMany(depths => SpreadSeries.Of(
            depths.Key.Label, depths.Key.Style, [.. depths.Select(net => (double)net.Layers)], [.. depths.Select(net => trained.Mean(net, run => run.TrainAccuracy))]));
        return Figure.Stacked(
            "Gradients explode with batch normalization, and deeper nets learn less",
            new Panel("Before training", new Axis("Layer, from the input") { IsWhole = true }, new Axis("Squared gradient over the last layer's", AxisScale.Log), [.. gradients, slope]),
            new Panel("After training", new Axis("Hidden layers") { IsWhole = true }, new Axis("Training accuracy"), [.. accuracies]));
    }
}
