using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// Batch normalization in a convolutional net: beside the same net without it, and beside AlexNet's local response
/// normalization, which it is said to make needless.
/// </summary>
internal static class Convnet
{
    private static readonly Variant[] Variants =
    [
        new(NetPlan.BatchNorm.Name, NetPlan.BatchNorm.Label, NetPlan.BatchNorm.Style, design => design with { HasBatchNorm = true }),
        new("lrn", "Local response normalization", 3, design => design with { HasLocalResponseNorm = true }),
        new(NetPlan.Baseline.Name, NetPlan.Baseline.Label, NetPlan.Baseline.Style, design => design),
    ];

    /// <summary>Trains the three nets with each seed.</summary>
    public static ExperimentResult Run(
        ConvnetOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var finished = options.Settings.DType == DType.Float64
            ? TrainNets<double>(options, images, progress, cancellation)
            : TrainNets<float>(options, images, progress, cancellation);
        var histories = finished.OfType<History>().ToList();
        bool complete = histories.Count == options.Seeds * Variants.Length;
        int perEpoch = histories.Count == 0 ? 1 : histories[0].Losses.Count / options.Settings.Solver.Epochs;
        return new(
            "convnet", histories,
            [Runs(histories, perEpoch), Summary(histories, perEpoch), HistoryTables.Losses("convnet", histories), HistoryTables.Accuracies("convnet", histories)],
            [("convnet", ConvnetFigure.Draw([.. Variants.Select(v => (v.Name, v.Label, v.Style))], histories, perEpoch))],
            complete ? Judge(histories, perEpoch) : [], complete);
    }

    /// <summary>The nets of one seed begin with the same weights and see the same mini-batches.</summary>
    private static IReadOnlyList<History?> TrainNets<T>(
        ConvnetOptions options, ImageSet images, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var (train, validation) = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        var trainings =
            from seed in new Seeds(settings.Seed, options.Seeds).All
            from variant in Variants
            select new Func<IProgress<TrainingLine>, CancellationToken, History>((log, stop) =>
            {
                log.Report(new HeadingLine(variant.Name, string.Create(CultureInfo.InvariantCulture, $"{variant.Label}, seed {seed}:")));
                var random = new NumpyRandom(seed);
                var net = new ConvNet<T>(variant.Design(options.Design(images)));
                net.Initialize(random, settings.WeightScale);
                return new Solver<T>(net, train, validation, settings.Solver, random).Train(variant.Name, seed, log, stop);
            });
        return ParallelTrainings.Run(trainings, settings.Workers, progress, cancellation);
    }

    private static Table Runs(List<History> histories, int perEpoch) => new(
        "convnet", ["net", "seed", "last_epoch_loss", "last_train_accuracy", "best_val_accuracy"],
        [.. histories.Select(h => new object[] { h.Net, h.Seed, LastLoss(h, perEpoch), h.Epochs[^1].Train, h.BestValAccuracy })]);

    private static Table Summary(List<History> histories, int perEpoch) => new(
        "convnet.summary", ["net", "loss in the last epoch", "training accuracy", "best validation accuracy"],
        [.. histories.GroupBy(h => h.Net, StringComparer.Ordinal).Select(runs => new object[]
        {
            runs.Key, Text(runs, h => LastLoss(h, perEpoch)), Text(runs, h => h.Epochs[^1].Train), Text(runs, h => h.BestValAccuracy),
        })])
    {
        IsPrinted = true,
        IsWritten = false,
    };

    private static string Text(IEnumerable<History> runs, Func<History, double> figure) => SpreadSeries.Text(ConfidenceInterval.Of([.. runs.Select(figure)]));

    /// <summary>The mean loss of the last epoch's mini-batches.</summary>
    private static double LastLoss(History history, int perEpoch) => history.Losses.TakeLast(perEpoch).Average();

    private static List<Verdict> Judge(List<History> histories, int perEpoch)
    {
        return
        [
            Compare(
                "Batch normalization learns faster: its training loss in the last epoch is below that of the baseline",
                NetPlan.Baseline.Name, h => LastLoss(h, perEpoch), "below 0", apart => apart.Most < 0.0),
            Compare(
                "Batch normalization learns faster: its training accuracy after the last epoch is above that of the baseline",
                NetPlan.Baseline.Name, h => h.Epochs[^1].Train, "above 0", apart => apart.Least > 0.0),
            Compare(
                "Batch normalization makes local response normalization needless: its best validation accuracy is no lower",
                "lrn", h => h.BestValAccuracy, "at 0 or above", apart => apart.Least >= 0.0),
        ];

        Verdict Compare(string claim, string other, Func<History, double> figure, string limit, Func<ConfidenceInterval, bool> holds)
        {
            double[] of = [.. Of(NetPlan.BatchNorm.Name)], against = [.. Of(other)];
            var apart = ConfidenceInterval.Of([.. of.Zip(against, (a, b) => a - b)]);
            return new(
                claim,
                string.Create(CultureInfo.InvariantCulture, $"{of.Average():F3} against {against.Average():F3}, apart by {SpreadSeries.Difference(apart)}"),
                SpreadSeries.Limit(apart, limit), holds(apart));

            IEnumerable<double> Of(string net) => histories.Where(h => h.Net == net).Select(figure);
        }
    }

    /// <summary>One of the nets.</summary>
    private sealed record Variant(string Name, string Label, int Style, Func<ConvNetDesign, ConvNetDesign> Design);
}
