using System.Text.Json;

namespace BnLab.Experiments.Sweeps;

/// <summary>A study of nets over the values of one hyperparameter.</summary>
internal abstract class Sweep(string name, TrainingSettings settings, TrainingSequence trainings) : SequenceStudy(name, settings, trainings)
{
    private static readonly string[] NetNames = [.. NetPlan.All.Select(net => net.Name)];

    /// <summary>Which nets are trained, in the notebook's order: the order of the random draws.</summary>
    protected static Setting<IReadOnlyList<string>> Nets { get; } = Setting.Some(
        "--net", [NetPlan.BatchNorm.Name, NetPlan.Baseline.Name], NetNames, $"Nets to train: {string.Join(", ", NetNames)}. May be repeated.") with
    { ValueName = "NET" };

    /// <summary>From the outcomes of all trainings, in their order.</summary>
    public abstract ExperimentResult Report(IReadOnlyList<TrainingOutcome> outcomes);

    public sealed override ExperimentResult Report(IReadOnlyList<string> results) => Report(RunJson.ReadAll(results, RunJson.Default.TrainingOutcome));

    protected sealed override FinishedTraining Run<T>(PreparedTraining<T> training, IProgress<TrainingLine> log, CancellationToken stop)
    {
        var outcome = TrainingOutcome.Of(training.Run(log, stop));
        return new(training.Number, JsonSerializer.Serialize(outcome, RunJson.Default.TrainingOutcome), outcome.BestValAccuracy);
    }

    protected static NetPlan[] NetsOf(Values options) => [.. options.Get(Nets).Select(NetPlan.Named)];

    protected static IReadOnlyList<uint> SeedsOf(Values options) => new Seeds(options.Get(StudyOptions.Seed), options.Get(StudyOptions.Seeds)).Checked().All;
}
