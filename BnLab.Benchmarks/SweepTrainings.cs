using System.Numerics;
using BnLab.Data;
using BnLab.Experiments;
using BnLab.Numerics;
using BnLab.Results;

namespace BnLab.Benchmarks;

/// <summary>bnlab's side of the comparisons as trainings that are ready to run, with the notebook's draws.</summary>
internal static class SweepTrainings
{
    /// <summary>The six-layer pair.</summary>
    public static List<Func<IProgress<TrainingLine>, CancellationToken, History>> CreatePair<T>(ImageSet images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = new TrainingSettings();
        return Pair(settings, images, Prepare<T>(settings, images), new NumpyRandom(settings.Seed));
    }

    /// <summary>The eight-layer pair at each of so many weight scales from 1e-4 to 1, evenly spaced on a log axis.</summary>
    public static List<Func<IProgress<TrainingLine>, CancellationToken, History>> Create<T>(ImageSet images, int points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = new TrainingSettings { Hidden = [50, 50, 50, 50, 50, 50, 50] };
        var samples = Prepare<T>(settings, images);
        var random = new NumpyRandom(settings.Seed);
        return [.. Enumerable.Range(0, points).SelectMany(i =>
            Pair(settings with { WeightScale = Math.Pow(10, -4 + (4.0 * i / int.Max(points - 1, 1))) }, images, samples, random))];
    }

    private static (Samples<T> Train, Samples<T> Validation) Prepare<T>(TrainingSettings settings, ImageSet images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);

    private static List<Func<IProgress<TrainingLine>, CancellationToken, History>> Pair<T>(
        TrainingSettings settings, ImageSet images, (Samples<T> Train, Samples<T> Validation) samples, NumpyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        NetPlan.Trainings([NetPlan.BatchNorm, NetPlan.Baseline], settings, images.ClassNames.Count, samples, random, _ => "");
}
