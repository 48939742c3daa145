using System.Numerics;
using BnLab.Data;
using BnLab.Experiments;
using BnLab.Experiments.Sweeps;
using BnLab.Results;

namespace BnLab.Benchmarks;

/// <summary>bnlab's side of the comparisons as trainings that are ready to run, with the notebook's draws.</summary>
internal static class SweepTrainings
{
    /// <summary>The six-layer pair.</summary>
    public static List<Func<IProgress<TrainingLine>, CancellationToken, History>> CreatePair<T>(ImageSet images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = TrainingSettings.Default;
        return Create<T>(images, settings, new([new(settings.Seed, [[new(NetVariant.BatchNorm, settings), new(NetVariant.Baseline, settings)]])]));
    }

    /// <summary>Nets with batch normalization that differ by their draws alone; the data is prepared before they are run.</summary>
    public static List<Func<IProgress<TrainingLine>, CancellationToken, History>> CreateAlike<T>(
        ImageSet images, TrainingSettings settings, int trainings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Create<T>(images, settings, new([new(settings.Seed, [[.. Enumerable.Repeat(new PlannedTraining(NetVariant.BatchNorm, settings), trainings)]])]));

    /// <summary>The weight-scale sweep, with so many points.</summary>
    public static List<Func<IProgress<TrainingLine>, CancellationToken, History>> Create<T>(ImageSet images, int points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sweep = SweepInit.With(points);
        return Create<T>(images, sweep.Settings, sweep.Trainings);
    }

    private static List<Func<IProgress<TrainingLine>, CancellationToken, History>> Create<T>(
        ImageSet images, TrainingSettings settings, TrainingSequence sequence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var split = settings.SplitOf(images);
        var samples = Preprocessing.KeepBytes<T>(images, Preprocessing.MeanImage(images, split.Train), split, settings.NumTrain);
        return [.. sequence.Queue(samples, images.ClassNames.Count, wanted: _ => true).Select(training => (Func<IProgress<TrainingLine>, CancellationToken, History>)training.Run)];
    }
}
