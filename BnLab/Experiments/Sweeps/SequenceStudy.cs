using BnLab.Data;

namespace BnLab.Experiments.Sweeps;

/// <summary>A study whose trainings draw their random numbers one after the other, as the notebook's do.</summary>
internal abstract class SequenceStudy(string name, TrainingSettings settings, TrainingSequence trainings) : Study(name, settings)
{
    private double[]? _mean;

    /// <summary>All trainings, in the notebook's order.</summary>
    public TrainingSequence Trainings { get; } = trainings;

    public override int Count => Trainings.All.Count;

    public override int Streams => Trainings.Streams.Count;

    /// <summary>The mean image of the training split: D values.</summary>
    protected double[] MeanImage => _mean ??= Preprocessing.MeanImage(Images, Settings.SplitOf(Images).Train);

    public override void Validate(ImageSet images)
    {
        foreach (var each in Trainings.All.Select(training => training.Settings).Distinct()) each.Validate(images);
    }

    protected sealed override IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>> Jobs<T>(Func<int, bool> wanted)
    {
        var samples = Preprocessing.KeepBytes<T>(Images, MeanImage, Settings.SplitOf(Images), Settings.NumTrain);
        return Trainings.Queue(samples, Images.ClassNames.Count, wanted).Select(training =>
            (Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>)((log, stop) => Run(training, log, stop)));
    }

    protected abstract FinishedTraining Run<T>(PreparedTraining<T> training, IProgress<TrainingLine> log, CancellationToken stop)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
