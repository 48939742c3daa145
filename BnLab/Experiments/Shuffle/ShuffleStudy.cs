using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.Shuffle;

/// <summary>
/// Does batch normalization profit from new mini-batches? A sample is normalized together with the others of its
/// mini-batch: with the same ones in every epoch, with new ones after each shuffle, or with ones drawn by chance.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 4.2.1, "Shuffle training examples more thoroughly": about 1 % more validation accuracy
/// where the same examples do not always appear in a mini-batch together. The nets of a seed begin with the same weights, and
/// fixed and reshuffled mini-batches with the same shuffle.
/// </remarks>
internal sealed class ShuffleStudy : Study<ShuffleVariant, History>
{
    private static readonly ShuffleVariant[] Nets =
    [
        .. from net in new[] { NetPlan.BatchNorm, NetPlan.Baseline }
           from drawn in new (string, string, int, Sampling)[]
           {
               ("fixed", "Fixed mini-batches", 3, Sampling.Fixed),
               ("reshuffled", "Reshuffled every epoch", 0, Sampling.Reshuffled),
               ("with-replacement", "Drawn with replacement", 4, Sampling.WithReplacement),
           }
           select new ShuffleVariant(net, drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4),
    ];

    private ShuffleStudy(Values options)
        : base("shuffle", options, RunJson.Default.History) => TrainingSettings.Require(
            Settings.Solver.BatchSize <= Settings.NumTrain, StudyOptions.BatchSize, Settings.Solver.BatchSize, $"at most {Settings.NumTrain}, the images that are trained on");

    public static StudyExperiment Experiment { get; } = new(
        "shuffle", "Compare fixed mini-batches, reshuffled ones and samples drawn with replacement, with and without batch normalization.", "shuffle --seeds 10",
        StudyOptions.All([StudyOptions.SeedsOf(5, least: 2)], without: [StudyOptions.PrintEvery]), options => new ShuffleStudy(options));

    protected override IReadOnlyList<ShuffleVariant> Variants => Nets;

    protected override string NameOf(ShuffleVariant variant) => $"{variant.Net.Name}, {variant.Name}";

    protected override History HistoryOf(History run) => run;

    protected override History Train<T>(ShuffleVariant variant, TrainingContext<T> context)
    {
        var random = new NumpyRandom(context.Seed);
        var net = new FullyConnectedNet<T>(
            context.Train.X.Columns, Settings.Hidden, Images.ClassNames.Count, variant.Net.Normalization, Settings.Regularization);
        net.Initialize(random, Settings.WeightScale);
        return new Solver<T>(net, context.Train, context.Validation, Settings.Solver with { Sampling = variant.Sampling }, random)
            .Train(variant.Net.Name, context.Seed, log: null, context.Stop);
    }

    protected override ExperimentResult Report(StudyRuns<ShuffleVariant, History> runs) => new(
        Name, [.. runs.Groups.SelectMany(group => group.Runs)], [Summary(runs), Curves(runs)], [(Name, Draw(runs))],
        [Judge(Gain(runs, Nets.Single(net => net.Net == NetPlan.BatchNorm && net.Sampling == Sampling.Reshuffled)))]);

    /// <summary>What a way of drawing gains in final validation accuracy over fixed mini-batches, seed by seed.</summary>
    private static ConfidenceInterval Gain(StudyRuns<ShuffleVariant, History> runs, ShuffleVariant variant) =>
        runs.Difference(variant, Nets.Single(other => other.Net == variant.Net && other.Sampling == Sampling.Fixed), history => history.Epochs[^1].Validation);

    private static Table Summary(StudyRuns<ShuffleVariant, History> runs) => new(
        "shuffle", ["net", "mini_batches", "train_accuracy", "val_accuracy", "half_width", "gain", "gain_half_width"],
        [.. runs.Variants.Select(variant =>
        {
            var (train, validation) = (runs.Mean(variant, h => h.Epochs[^1].Train), runs.Mean(variant, h => h.Epochs[^1].Validation));
            var gain = Gain(runs, variant);
            return new object[] { variant.Net.Name, variant.Name, train.Mean, validation.Mean, validation.HalfWidth, gain.Mean, gain.HalfWidth };
        })])
    {
        IsPrinted = true,
    };

    private static Table Curves(StudyRuns<ShuffleVariant, History> runs) => new(
        "shuffle.accuracy", ["net", "mini_batches", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [
            .. from variant in runs.Variants
               from history in runs.Of(variant)
               from e in history.Epochs
               select new object[] { variant.Net.Name, variant.Name, history.Seed, e.Epoch, e.Train, e.Validation },
        ]);

    /// <summary>Accuracies against epochs: the mean over the seeds in its 95 % interval.</summary>
    private static Figure Draw(StudyRuns<ShuffleVariant, History> runs)
    {
        double[] epochs = [.. runs.All[0].Epochs.Select(e => (double)e.Epoch)];
        return new("How mini-batches are drawn", [Row("validation accuracy", e => e.Validation), Row("training accuracy", e => e.Train)]) { SharesX = true, SharesY = true };

        Panel[] Row(string what, Func<EpochAccuracy, double> accuracy) =>
        [
            .. runs.Variants.GroupBy(variant => variant.Net).Select(net => new Panel(
                $"{net.Key.Label}: {what}", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"),
                [.. net.SelectMany(variant => SpreadSeries.Of(
                    variant.Label, variant.Style, epochs, [.. epochs.Select((_, i) => runs.Mean(variant, h => accuracy(h.Epochs[i])))]))])),
        ];
    }

    private static Verdict Judge(ConfidenceInterval gain) => new(
        "With batch normalization, mini-batches shuffled anew every epoch end at a higher validation accuracy than fixed ones",
        SpreadSeries.Difference(gain, "0.0000"), SpreadSeries.Limit(gain, "above 0"), gain.Least > 0.0);
}

/// <summary>A net, and how its mini-batches are drawn.</summary>
/// <param name="Name">How mini-batches are drawn, in files; <paramref name="Label"/> in the figure.</param>
internal sealed record ShuffleVariant(NetPlan Net, string Name, string Label, int Style, Sampling Sampling);
