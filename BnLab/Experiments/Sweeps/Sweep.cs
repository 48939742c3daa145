using System.Text.Json;

namespace BnLab.Experiments.Sweeps;

/// <summary>A study of nets over the values of one hyperparameter.</summary>
internal abstract class Sweep(string name, TrainingSettings settings, TrainingSequence trainings) : SequenceStudy(name, settings, trainings)
{
    private static readonly string[] NetNames = [.. NetVariant.OfNotebook.Select(net => net.Name)];

    /// <summary>Which nets are trained, in the notebook's order: the order of the random draws.</summary>
    protected static Setting<IReadOnlyList<string>> Nets { get; } = Setting.Some(
        "--net", [NetVariant.BatchNorm.Name, NetVariant.Baseline.Name], NetNames, $"Nets to train: {string.Join(", ", NetNames)}. May be repeated.") with
    { ValueName = "NET" };

    public sealed override string Label(int training) => PointOf(Trainings.All[training]).Name;

    public sealed override ExperimentResult Report(IReadOnlyList<string> results) => Report(RunJson.ReadAll(results, RunJson.Default.TrainingOutcome));

    public ExperimentResult Report(IReadOnlyList<TrainingOutcome> outcomes)
    {
        uint first = Trainings.All[0].Settings.Seed;
        return Report(new StudyRuns<SweepPoint, TrainingOutcome>(
            Name, [.. Trainings.All.Where(training => training.Settings.Seed == first).Select(PointOf)], outcomes,
            outcome => new History(outcome.Net, outcome.Seed, [], outcome.Epochs) { Right = outcome.Right })); // their losses are not kept
    }

    protected abstract ExperimentResult Report(StudyRuns<SweepPoint, TrainingOutcome> runs);

    protected abstract SweepPoint PointOf(PlannedTraining training);

    protected sealed override FinishedTraining Run<T>(PreparedTraining<T> training, IProgress<TrainingLine> log, CancellationToken stop)
    {
        var outcome = TrainingOutcome.Of(training.Run(log, stop));
        return new(training.Number, JsonSerializer.Serialize(outcome, RunJson.Default.TrainingOutcome), outcome.BestValAccuracy);
    }

    protected static NetVariant[] NetsOf(Values options) => [.. NetVariant.OfNotebook.Where(net => options.Get(Nets).Contains(net.Name, StringComparer.Ordinal))];

    protected Table Summary(StudyRuns<SweepPoint, TrainingOutcome> runs, string[] columns, Func<SweepPoint, object[]> row) =>
        new($"{Name}.summary", columns, [.. runs.Variants.Select(row)]) { IsPrinted = true, IsWritten = false };

    protected static IReadOnlyList<Series> Curves(
        StudyRuns<SweepPoint, TrainingOutcome> runs, Func<SweepPoint, double> place, Func<TrainingOutcome, double> measure) =>
    [
        .. runs.Variants.GroupBy(point => point.Training.Net).SelectMany(net => SpreadSeries.Of(
            net.Key.Label, net.Key.Style, [.. net.Select(place)], [.. net.Select(point => runs.Mean(point, measure))])),
    ];

    protected static IReadOnlyList<SweepPoint> Learning(StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        var criterion = new LearningCriterion(runs.Variants.Max(Accuracy));
        return [.. runs.Variants.Where(point => criterion.Learns(Accuracy(point)))];

        double Accuracy(SweepPoint point) => runs.Mean(point, outcome => outcome.BestTrainAccuracy).Mean;
    }
}

/// <summary>A net at one value of the hyperparameter.</summary>
/// <param name="Training">With the first seed.</param>
internal sealed record SweepPoint(PlannedTraining Training, string Name, params IReadOnlyList<(string Column, object Cell)> Cells)
    : NetVariant(Name, Training.Net.Label, Training.Net.Style, Training.Net.Normalization)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => Cells;
}

/// <summary>A net learns where its best training accuracy, a mean over the seeds, is at least half of the highest and twice chance.</summary>
/// <remarks>Chance is 0.1: all of bnlab's data sets have ten classes.</remarks>
internal sealed class LearningCriterion(double highest)
{
    private const double Part = 0.5, TwiceChance = 0.2;

    public const string Definition = "it learns where its best training accuracy is at least half of the highest of all and 0.2, twice chance";

    public bool Learns(double accuracy) => accuracy >= Math.Max(Part * highest, TwiceChance);
}

/// <summary>Values at equal ratios, both ends among them: <c>np.logspace</c>.</summary>
/// <param name="Points">A single one is <paramref name="Min"/>.</param>
internal sealed record LogGrid(double Min, double Max, int Points)
{
    public const int MostPoints = 10_000;

    public IReadOnlyList<double> Values
    {
        get
        {
            if (Points == 1) return [Min];
            double first = Math.Log10(Min), step = (Math.Log10(Max) - first) / (Points - 1);
            return [Min, .. Enumerable.Range(1, Points - 2).Select(i => Math.Pow(10.0, first + (i * step))), Max];
        }
    }

    /// <param name="name">The options' names without <c>-min</c> and <c>-max</c>.</param>
    public LogGrid Checked(string name)
    {
        if (Max < Min) throw new OptionException($"{name}-max", Max, $"a finite number of at least {name}-min");
        if (Points > 1 && Max == Min) throw new OptionException($"{name}-max", Max, $"above {name}-min where there are several points");
        return this;
    }
}
