using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// Does batch normalization profit from fresh company? A sample is normalized together with the others of its
/// mini-batch: with the same ones in every epoch, with new ones after each shuffle, or with ones drawn by chance.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 4.2.1, "Shuffle training examples more thoroughly": about 1 % more validation accuracy
/// where the same examples do not always meet in a mini-batch.
/// </remarks>
internal static class Shuffle
{
    private static readonly Way[] Ways =
    [
        new("fixed", "Fixed mini-batches", 3, Sampling.Fixed),
        new("reshuffled", "Reshuffled every epoch", 0, Sampling.Reshuffled),
        new("with-replacement", "Drawn with replacement", 4, Sampling.WithReplacement),
    ];

    private static readonly NetPlan[] Nets = [NetPlan.BatchNorm, NetPlan.Baseline];

    /// <summary>Trains both nets in every way, once for each seed.</summary>
    public static ExperimentResult Run(
        ShuffleOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var groups = options.Settings.DType == DType.Float64
            ? TrainAll<double>(options, images, progress, cancellation)
            : TrainAll<float>(options, images, progress, cancellation);
        List<History> histories = [.. groups.SelectMany(group => group.Histories)];
        if (histories.Count < Nets.Length * Ways.Length * options.Seeds) return new("shuffle", histories, [Curves(groups)], Figures: [], Verdicts: [], Complete: false);
        return new(
            "shuffle", histories, [Summary(groups), Curves(groups)],
            [("shuffle", ShuffleFigure.Draw(groups))], [Judge(groups)]);
    }

    private static List<Group> TrainAll<T>(
        ShuffleOptions options, ImageSet images, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var (train, validation) = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        var kinds = Nets.SelectMany(_ => Ways, (net, way) => (net, way)).ToList();
        var trainings =
            from kind in kinds
            from seed in options.AllSeeds.All
            select Training(kind.net, kind.way, seed);
        var histories = ParallelTrainings.Run(trainings, settings.Workers, progress, cancellation);
        return [.. kinds.Select((kind, i) => new Group(
            kind.net, kind.way, [.. histories.Skip(i * options.Seeds).Take(options.Seeds).OfType<History>()]))];

        // The nets of a seed begin with the same weights, and the first two ways with the same shuffle.
        Func<IProgress<TrainingLine>, CancellationToken, History> Training(NetPlan plan, Way way, uint seed) => (log, token) =>
        {
            var random = new NumpyRandom(seed);
            var net = new FullyConnectedNet<T>(
                train.X.Columns, settings.Hidden, images.ClassNames.Count, plan.Normalization, settings.Regularization);
            net.Initialize(random, settings.WeightScale);
            var solver = new Solver<T>(net, train, validation, settings.Solver with { Sampling = way.Sampling }, random);
            var history = solver.Train(plan.Name, seed, log: null, token);
            log.Report(SummaryLine.Of($"{plan.Name}, {way.Name}", history));
            return history;
        };
    }

    private static Table Summary(List<Group> groups) => new(
        "shuffle", ["net", "mini_batches", "train_accuracy", "val_accuracy", "half_width", "gain", "gain_half_width"],
        [.. groups.Select(group =>
        {
            var (train, validation, gain) = (group.FinalTraining, group.FinalValidation, Gain(group, groups));
            return new object[] { group.Net.Name, group.Way.Name, train.Mean, validation.Mean, validation.HalfWidth, gain.Mean, gain.HalfWidth };
        })])
    {
        IsPrinted = true,
    };

    private static Table Curves(List<Group> groups) => new(
        "shuffle.accuracy", ["net", "mini_batches", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [.. from g in groups
            from history in g.Histories
            from e in history.Epochs
            select new object[] { g.Net.Name, g.Way.Name, history.Seed, e.Epoch, e.Train, e.Validation }]);

    /// <summary>What a way of drawing gains in final validation accuracy over fixed mini-batches, seed by seed.</summary>
    private static ConfidenceInterval Gain(Group group, List<Group> groups)
    {
        var companions = groups.Single(other => other.Net == group.Net && other.Way.Sampling == Sampling.Fixed);
        return ConfidenceInterval.Of([.. group.Histories.Zip(companions.Histories, (a, b) => a.Epochs[^1].Validation - b.Epochs[^1].Validation)]);
    }

    private static Verdict Judge(List<Group> groups)
    {
        var gain = Gain(groups.Single(g => g.Net == NetPlan.BatchNorm && g.Way.Sampling == Sampling.Reshuffled), groups);
        return new(
            "With batch normalization, mini-batches shuffled anew every epoch end at a higher validation accuracy than fixed ones",
            SpreadSeries.Difference(gain, "0.0000"), SpreadSeries.Limit(gain, "above 0"), gain.Least > 0.0);
    }

    /// <summary>A way to put samples into mini-batches.</summary>
    internal sealed record Way(string Name, string Label, int Style, Sampling Sampling);

    /// <summary>One net trained in one way, once for each seed.</summary>
    internal sealed record Group(NetPlan Net, Way Way, IReadOnlyList<History> Histories)
    {
        public ConfidenceInterval FinalTraining => ConfidenceInterval.Of([.. Histories.Select(h => h.Epochs[^1].Train)]);

        public ConfidenceInterval FinalValidation => ConfidenceInterval.Of([.. Histories.Select(h => h.Epochs[^1].Validation)]);
    }
}
