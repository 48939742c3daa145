namespace BnLab.Experiments.Shuffle;

/// <summary>Does batch normalization profit from new mini-batches: the same in every epoch, reshuffled, or drawn with replacement?</summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 4.2.1, "Shuffle training examples more thoroughly": about 1 % more validation accuracy
/// where the same examples do not always appear in a mini-batch together. Fixed and reshuffled mini-batches of a seed begin
/// with the same shuffle.
/// </remarks>
internal sealed class ShuffleStudy : Study<ShuffleVariant>
{
    private static readonly ShuffleVariant[] Nets =
    [
        .. from net in new[] { NetVariant.BatchNorm, NetVariant.Baseline }
           from drawn in new (string, string, int, Sampling)[]
           {
               ("fixed", "Fixed mini-batches", 3, Sampling.Fixed),
               ("reshuffled", "Reshuffled every epoch", 2, Sampling.Reshuffled),
               ("with-replacement", "Drawn with replacement", 4, Sampling.WithReplacement),
           }
           select new ShuffleVariant(net, drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4),
    ];

    private ShuffleStudy(Values options)
        : base("shuffle", options, Nets) => TrainingSettings.Require(
            Settings.Solver.BatchSize <= Settings.NumTrain,
            StudyOptions.BatchSize, Settings.Solver.BatchSize, $"at most {Settings.NumTrain}, the images that are trained on");

    public static StudyExperiment Experiment { get; } = new(
        "shuffle", "Compare fixed mini-batches, reshuffled ones and samples drawn with replacement, with and without batch normalization.", "shuffle --seeds 10",
        StudyOptions.All([StudyOptions.SeedsOf(40, least: 2)], without: [StudyOptions.PrintEvery]), options => new ShuffleStudy(options));

    protected override History Train<T>(ShuffleVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant));
        net.Initialize(context.Random, Settings.WeightScale);
        return context.Fit(net, Settings.Solver with { Sampling = variant.Sampling }, variant.Net.Name);
    }

    protected override ExperimentResult Report(StudyRuns<ShuffleVariant, History> runs) =>
        new(Name, runs.Histories, [Summary(runs), runs.Accuracies()], [(Name, Draw(runs))]) { Claims = Judge(runs) };

    private static ShuffleVariant Of(NetVariant net, Sampling sampling) => Nets.Single(variant => variant.Net == net && variant.Sampling == sampling);

    private static IReadOnlyList<Claim> Judge(StudyRuns<ShuffleVariant, History> runs)
    {
        ShuffleVariant[] with = Three(NetVariant.BatchNorm), without = Three(NetVariant.Baseline);
        return Hypothesis.Judge(
            runs.MoreAccurate("With batch normalization, a net is more accurate from mini-batches shuffled anew in every epoch than from fixed ones", with[0], with[2]),
            runs.MoreAccurate("With batch normalization, a net is more accurate from samples drawn with replacement than from fixed mini-batches", with[1], with[2]),
            runs.MoreAccurate("Without batch normalization, a net is more accurate from mini-batches shuffled anew in every epoch than from fixed ones", without[0], without[2]),
            Hypothesis.Above(
                "Shuffling the mini-batches anew in every epoch gains more accuracy with batch normalization than without it",
                runs.AccuracyContrast((with[0], 1), (with[2], -1), (without[0], -1), (without[2], 1)), TrainingMeasure.HeldOut));

        static ShuffleVariant[] Three(NetVariant net) => [Of(net, Sampling.Reshuffled), Of(net, Sampling.WithReplacement), Of(net, Sampling.Fixed)];
    }

    private static Table Summary(StudyRuns<ShuffleVariant, History> runs) => runs.Summary(
        ["train_accuracy", "held_out_accuracy", "half_width", "gain", "gain_half_width"],
        variant =>
        {
            var (accuracy, gain) = (runs.AccuracyContrast((variant, 1)), runs.AccuracyDifference(variant, Of(variant.Net, Sampling.Fixed)));
            return [runs.Mean(variant, runs.TrainAccuracy).Mean, accuracy.Mean, accuracy.HalfWidth, gain.Mean, gain.HalfWidth];
        });

    private static Figure Draw(StudyRuns<ShuffleVariant, History> runs)
    {
        ShuffleVariant[] drawn = [.. Nets.Where(variant => variant.Net == Nets[0].Net)];
        var gains = new Panel(
            "Accuracy on held-out images, gained over fixed mini-batches", new Axis("") { Categories = [.. drawn.Skip(1).Select(variant => variant.Label)] }, new Axis("Gain"),
            [
                new RuleSeries("", 6, 0.0),
                .. new[] { NetVariant.BatchNorm, NetVariant.Baseline }.SelectMany((net, i) => SpreadSeries.Points(
                    net.Label, net.Style, [.. drawn.Skip(1).Select((_, place) => place + (i == 0 ? -SpreadSeries.Aside : SpreadSeries.Aside))],
                    [.. drawn.Skip(1).Select(variant => runs.AccuracyDifference(Of(net, variant.Sampling), Of(net, Sampling.Fixed)))])),
            ]);
        return new("How mini-batches are drawn", [[gains], Row("training accuracy", e => e.Train)]);

        Panel[] Row(string what, Func<EpochAccuracy, double> accuracy) =>
        [
            .. runs.Variants.Select(variant => variant.Net).Distinct().Select(net =>
                runs.Where(variant => variant.Net == net).AccuracyPanel($"{net.Label}: {what}", accuracy)),
        ];
    }
}

/// <param name="Drawn">How mini-batches are drawn, in files; <paramref name="Label"/> in the figure.</param>
internal sealed record ShuffleVariant(NetVariant Net, string Drawn, string Label, int Style, Sampling Sampling)
    : NetVariant($"{Net.Name}, {Drawn}", Label, Style, Net.Normalization)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => [("net", Net.Name), ("mini_batches", Drawn)];
}
