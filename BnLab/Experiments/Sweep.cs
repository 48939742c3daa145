using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>
/// A sweep: many independent trainings, which may be spread over workers, interrupted and resumed, or divided among
/// machines, and a report that is made from what is left of them when all are done.
/// </summary>
/// <param name="Name">The experiment.</param>
/// <param name="Settings">What all trainings have in common.</param>
/// <param name="Trainings">All trainings, in the notebook's order.</param>
/// <param name="Point">What a training of the sequence is called: <c>batchnorm at weight scale 0.01</c>.</param>
/// <param name="Report">Makes tables, figures and verdicts from the outcomes of all trainings, in their order.</param>
internal sealed record Sweep(
    string Name, TrainingSettings Settings, TrainingSequence Trainings,
    Func<PlannedTraining, string> Point, Func<IReadOnlyList<TrainingOutcome>, ExperimentResult> Report)
{
    /// <summary>How many trainings it has.</summary>
    public int Count => Trainings.All.Count;

    /// <summary>Refuses what cannot be run on a data set.</summary>
    public void Validate(ImageSet images)
    {
        foreach (var settings in Trainings.All.Select(training => training.Settings).Distinct()) settings.Validate(images);
    }

    /// <summary>Runs trainings of the sweep.</summary>
    public IReadOnlyList<TrainingOutcome> Run(
        ImageSet images, Func<int, bool> wanted, IProgress<TrainingLine>? log, Action<TrainingOutcome>? finished, CancellationToken cancellation)
    {
        Validate(images);
        var results = Trainings.Run(Settings, images, wanted, log, training => finished?.Invoke(Outcome(training)), keeper: null, cancellation);
        return [.. results.Select(Outcome)];
    }

    /// <summary>Runs all trainings and reports.</summary>
    public ExperimentResult Run(ImageSet images, IProgress<TrainingLine>? log = null, CancellationToken cancellation = default)
    {
        var outcomes = Run(images, wanted: _ => true, log, finished: null, cancellation);
        if (outcomes.Count < Count) throw new OperationCanceledException(cancellation);
        return Report(outcomes);
    }

    private static TrainingOutcome Outcome(FinishedTraining training) => TrainingOutcome.Of(training.Number, training.History);
}
