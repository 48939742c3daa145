using System.Text.Json;
using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>A study whose trainings draw their random numbers one after the other, as the notebook's do.</summary>
/// <param name="settings">What all trainings have in common.</param>
/// <param name="trainings">All trainings, in the notebook's order.</param>
/// <param name="label">What a training is called: <c>batchnorm at weight scale 0.01</c>.</param>
/// <param name="report">Makes tables, figures and verdicts from the outcomes of all trainings, in their order.</param>
internal sealed class Sweep(
    string name, TrainingSettings settings, TrainingSequence trainings,
    Func<PlannedTraining, string> label, Func<IReadOnlyList<TrainingOutcome>, ExperimentResult> report) : Study(name, settings)
{
    public TrainingSequence Trainings => trainings;

    public override int Count => trainings.All.Count;

    public override int Streams => trainings.Streams.Count;

    public override string Label(int training) => label(trainings.All[training]);

    public override void Validate(ImageSet images)
    {
        foreach (var each in trainings.All.Select(training => training.Settings).Distinct()) each.Validate(images);
    }

    public ExperimentResult Report(IReadOnlyList<TrainingOutcome> outcomes) => report(outcomes);

    public override ExperimentResult Report(IReadOnlyList<string> results) =>
        report(RunJson.ReadAll(results, RunJson.Default.TrainingOutcome));

    protected override IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>> Jobs<T>(Func<int, bool> wanted)
    {
        var split = Settings.SplitOf(Images);
        var samples = Preprocessing.KeepBytes<T>(Images, Preprocessing.MeanImage(Images, split.Train), split, Settings.NumTrain);
        return trainings.Queue(samples, Images.ClassNames.Count, wanted).Select(Job);

        static Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining> Job(Func<IProgress<TrainingLine>, CancellationToken, SequencedTraining> training) => (log, stop) =>
        {
            var (number, history) = training(log, stop);
            var outcome = TrainingOutcome.Of(number, history);
            return new(number, JsonSerializer.Serialize(outcome, RunJson.Default.TrainingOutcome), outcome.BestValAccuracy);
        };
    }
}
