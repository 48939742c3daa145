using BnLab.Data;
using BnLab.Numerics;
using BnLab.Results;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// The course's first experiment: a deep net trained on few images, with and without normalization.
/// </summary>
public static class Train
{
    /// <summary>Trains the nets.</summary>
    /// <param name="options">Which nets, and how.</param>
    /// <param name="images">The data set.</param>
    /// <param name="progress">Told the lines of the notebook's log, net by net.</param>
    /// <param name="cancellation">Interrupts the run; what was finished is in the result.</param>
    /// <returns>Histories, the tables <c>train.loss</c> and <c>train.accuracy</c>, and the figure of three panels.</returns>
    /// <exception cref="OptionException">An option does not fit.</exception>
    public static ExperimentResult Run(
        TrainOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(images);
        options.Validate();
        options.Validate(images);
        var finished = options.Settings.DType == DType.Float64
            ? TrainNets<double>(options, images, progress, cancellation)
            : TrainNets<float>(options, images, progress, cancellation);
        var histories = finished.OfType<History>().ToList();
        return new(
            "train", histories, [HistoryTables.Losses("train", histories), HistoryTables.Accuracies("train", histories)],
            [("train", Draw(options, histories))], Verdicts: [], Complete: histories.Count == options.Nets.Count);
    }

    private static IReadOnlyList<History?> TrainNets<T>(
        TrainOptions options, ImageSet images, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var samples = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        var trainings = NetPlan.Trainings(
            options.Nets, settings, images.ClassNames.Count, samples, new NumpyRandom(settings.Seed), options.Heading);
        return ParallelTrainings.Run(trainings, settings.Workers, progress, cancellation);
    }

    private static Figure Draw(TrainOptions options, List<History> histories)
    {
        var plans = options.Nets.ToDictionary(plan => plan.Name, StringComparer.Ordinal);
        return Figure.Stacked(
            "",
            Panel("Training loss", "Iteration", "Loss", h => Enumerable.Range(1, h.Losses.Count).Select(t => (double)t), h => h.Losses, line: false),
            Panel("Training accuracy", "Epoch", "Accuracy", Epochs, h => h.Epochs.Select(e => e.Train), line: true),
            Panel("Validation accuracy", "Epoch", "Accuracy", Epochs, h => h.Epochs.Select(e => e.Validation), line: true));

        static IEnumerable<double> Epochs(History h) => h.Epochs.Select(e => (double)e.Epoch);

        Panel Panel(
            string title, string x, string y,
            Func<History, IEnumerable<double>> xs, Func<History, IEnumerable<double>> ys, bool line) =>
            new(title, new Axis(x) { IsWhole = true }, new Axis(y), [.. histories.Select(h => new LineSeries(
                plans[h.Net].Label, plans[h.Net].Style, [.. xs(h)], [.. ys(h)], HasLine: line))]);
    }
}
