using System.Globalization;
using BnLab.Data;
using BnLab.Nets;
using BnLab.Numerics;
using BnLab.Results;
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
public static class Shuffle
{
    private static readonly Way[] Ways =
    [
        new("fixed", "Fixed mini-batches", 3, Sampling.Fixed),
        new("reshuffled", "Reshuffled every epoch", 0, Sampling.Reshuffled),
        new("with-replacement", "Drawn with replacement", 4, Sampling.WithReplacement),
    ];

    private static readonly NetPlan[] Nets = [NetPlan.BatchNorm, NetPlan.Baseline];

    /// <summary>Trains both nets in every way, once for each seed.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="images">The data set.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="OptionException">An option does not fit.</exception>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static ExperimentResult Run(ShuffleOptions options, ImageSet images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(images);
        options.Validate();
        options.Validate(images);
        var groups = options.Settings.DType == DType.Float64
            ? TrainAll<double>(options, images, cancellation)
            : TrainAll<float>(options, images, cancellation);
        return new(
            "shuffle", [.. groups.SelectMany(group => group.Histories)], [Summary(groups), Curves(groups)],
            [("shuffle", ShuffleFigure.Draw(groups))], [Judge(groups)]);
    }

    private static List<Group> TrainAll<T>(ShuffleOptions options, ImageSet images, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var (train, validation) = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        var kinds = Nets.SelectMany(_ => Ways, (net, way) => (net, way)).ToList();
        var trainings =
            from kind in kinds
            from seed in options.SeedRange.All
            select Training(kind.net, kind.way, seed);
        var histories = ParallelTrainings.Run(trainings, settings.Workers, log: null, cancellation);
        cancellation.ThrowIfCancellationRequested();
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
            return solver.Train(plan.Name, seed, log, token);
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
    private static Spread Gain(Group group, List<Group> groups)
    {
        var companions = groups.Single(other => other.Net == group.Net && other.Way.Sampling == Sampling.Fixed);
        return Spread.Of([.. group.Histories.Zip(companions.Histories, (a, b) => a.Epochs[^1].Validation - b.Epochs[^1].Validation)]);
    }

    private static Verdict Judge(List<Group> groups)
    {
        var gain = Gain(groups.Single(g => g.Net == NetPlan.BatchNorm && g.Way.Sampling == Sampling.Reshuffled), groups);
        return new(
            "With batch normalization, mini-batches shuffled anew every epoch end at a higher validation accuracy than fixed ones",
            string.Create(CultureInfo.InvariantCulture, $"{gain.Mean:+0.0000;-0.0000} ± {gain.HalfWidth:0.0000} over {gain.Count} seeds"),
            "95 % interval above 0",
            gain.Low > 0);
    }

    /// <summary>A way to put samples into mini-batches.</summary>
    internal sealed record Way(string Name, string Label, int Style, Sampling Sampling);

    /// <summary>One net trained in one way, once for each seed.</summary>
    internal sealed record Group(NetPlan Net, Way Way, IReadOnlyList<History> Histories)
    {
        public Spread FinalTraining => Spread.Of([.. Histories.Select(h => h.Epochs[^1].Train)]);

        public Spread FinalValidation => Spread.Of([.. Histories.Select(h => h.Epochs[^1].Validation)]);
    }
}
