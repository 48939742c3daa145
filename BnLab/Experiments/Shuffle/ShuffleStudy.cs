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
               ("reshuffled", "Reshuffled every epoch", 0, Sampling.Reshuffled),
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
        StudyOptions.All([StudyOptions.SeedsOf(5, least: 2)], without: [StudyOptions.PrintEvery]), options => new ShuffleStudy(options));

    protected override History Train<T>(ShuffleVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant));
        net.Initialize(context.Random, Settings.WeightScale);
        return context.Fit(net, Settings.Solver with { Sampling = variant.Sampling }, variant.Net.Name);
    }

    protected override ExperimentResult Report(StudyRuns<ShuffleVariant, History> runs)
    {
        var gain = Gain(runs, Nets.Single(net => net.Net == NetVariant.BatchNorm && net.Sampling == Sampling.Reshuffled));
        return new(Name, runs.Histories, [Summary(runs), runs.Accuracies()], [(Name, Draw(runs))])
        {
            Claims = Hypothesis.Judge(Hypothesis.Above(
                "With batch normalization, mini-batches shuffled anew every epoch end at a higher validation accuracy than fixed ones", gain, "validation accuracy")),
        };
    }

    /// <summary>In final validation accuracy over fixed mini-batches, seed by seed.</summary>
    private static ConfidenceInterval Gain(StudyRuns<ShuffleVariant, History> runs, ShuffleVariant variant) =>
        runs.Difference(variant, Nets.Single(other => other.Net == variant.Net && other.Sampling == Sampling.Fixed), history => history.Epochs[^1].Validation);

    private static Table Summary(StudyRuns<ShuffleVariant, History> runs) => runs.Summary(
        ["train_accuracy", "val_accuracy", "half_width", "gain", "gain_half_width"],
        variant =>
        {
            var (train, validation) = (runs.Mean(variant, h => h.Epochs[^1].Train), runs.Mean(variant, h => h.Epochs[^1].Validation));
            var gain = Gain(runs, variant);
            return [train.Mean, validation.Mean, validation.HalfWidth, gain.Mean, gain.HalfWidth];
        });

    private static Figure Draw(StudyRuns<ShuffleVariant, History> runs)
    {
        return new("How mini-batches are drawn", [Row("validation accuracy", e => e.Validation), Row("training accuracy", e => e.Train)])
        { SharesX = true, SharesY = true };

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
