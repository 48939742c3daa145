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

    /// <summary>
    /// Whether its final loss is below that of a guess among ten classes, ln 10, and its accuracy on held-out images above a guess's, 0.1,
    /// by more than chance.
    /// </summary>
    protected static bool HasLearned(TrainingOutcome outcome)
    {
        const double Guess = 0.1, OneSided = 1.645; // standard errors: 95 % of a normal distribution are below
        double error = Math.Sqrt(Guess * (1 - Guess) / outcome.Right.Length);
        return outcome.FinalTrainLoss < TrainingMeasure.Guess && outcome.Right.Average(right => right) > Guess + (OneSided * error);
    }
}

/// <summary>A net at one value of the hyperparameter.</summary>
/// <param name="Training">With the first seed.</param>
internal sealed record SweepPoint(PlannedTraining Training, string Name, params IReadOnlyList<(string Column, object Cell)> Cells)
    : NetVariant(Name, Training.Net.Label, Training.Net.Style, Training.Net.Normalization)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => Cells;
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
