using BnLab.Data;
using BnLab.Experiments.Regularizing;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// What batch normalization leaves for other regularizers to do: the six-layer net with and without it, over a grid of
/// dropout, L2 penalty and distorted images.
/// </summary>
internal static class Regularization
{
    /// <summary>Trains the grid with each seed.</summary>
    public static ExperimentResult Run(
        RegularizationOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var finished = options.Settings.DType == DType.Float64
            ? TrainGrid<double>(options, images, progress, cancellation)
            : TrainGrid<float>(options, images, progress, cancellation);
        var runs = finished.OfType<RegularizedRun>().ToList();
        var histories = runs.Select(run => run.History).ToList();
        Table[] written = [RegularizationTables.Runs(runs), HistoryTables.Accuracies("regularization", histories)];
        if (runs.Count < Cell.All.Count * options.Seeds) return new("regularization", histories, written, [], [], Complete: false);
        var grid = new Grid(runs);
        return new(
            "regularization", histories, [RegularizationTables.Summary(grid), RegularizationTables.Gains(grid), .. written],
            [("regularization", RegularizationFigure.Draw(grid, options))], [.. Cell.Regularizers.Select(each => Judge(grid, each))]);
    }

    /// <summary>The nets of one seed begin with the same weights and draw the same mini-batches, whatever regularizes them.</summary>
    private static IReadOnlyList<RegularizedRun?> TrainGrid<T>(
        RegularizationOptions options, ImageSet images, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var (train, validation) = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        var trainings =
            from seed in new Seeds(settings.Seed, options.Seeds).All
            from cell in Cell.All
            select new Func<IProgress<TrainingLine>, CancellationToken, RegularizedRun>((log, stop) =>
            {
                var random = new NumpyRandom(seed);
                var seeds = new NumpyRandom(seed);
                var (masks, distortions) = (Child(seeds), Child(seeds));
                var design = new NetDesign(images.Shape.Length, settings.Hidden, images.ClassNames.Count)
                {
                    Normalization = cell.Net.Normalization,
                    Keep = cell.Has(Regularizer.Dropout) ? options.Keep : 1.0,
                    Regularization = cell.Has(Regularizer.L2) ? settings.Regularization : 0.0,
                };
                var net = new FullyConnectedNet<T>(design, masks);
                net.Initialize(random, settings.WeightScale);
                var solver = new Solver<T>(net, train, validation, settings.Solver, random)
                {
                    Distort = cell.Has(Regularizer.Distortion) ? new Distortion<T>(images.Shape, options.Shift, distortions).Apply : null,
                };
                var history = solver.Train(cell.Name, seed, log: null, stop);
                log.Report(SummaryLine.Of(cell.Name, history));
                return new RegularizedRun(cell, history);
            });
        return ParallelTrainings.Run(trainings, settings.Workers, progress, cancellation);

        static NumpyRandom Child(NumpyRandom seeds) => new((uint)seeds.NextInteger(int.MaxValue));
    }

    private static Verdict Judge(Grid grid, Regularizer regularizer)
    {
        ConfidenceInterval without = ConfidenceInterval.Of(grid.Gains(NetPlan.Baseline, regularizer)), with = ConfidenceInterval.Of(grid.Gains(NetPlan.BatchNorm, regularizer));
        var spared = ConfidenceInterval.Of(grid.Spared(regularizer));
        return new(
            $"A net with batch normalization needs less {Label(regularizer)}: it gains less validation accuracy by it than a net without",
            $"{SpreadSeries.Signed(without.Mean)} without, {SpreadSeries.Signed(with.Mean)} with, apart by {SpreadSeries.Difference(spared)}",
            SpreadSeries.Limit(spared, "above 0"), spared.Least > 0.0);
    }

    private static string Label(Regularizer regularizer) => regularizer switch
    {
        Regularizer.Dropout => "dropout",
        Regularizer.L2 => "L2 penalty",
        _ => "distortion of its images",
    };
}
