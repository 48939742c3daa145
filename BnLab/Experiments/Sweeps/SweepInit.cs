namespace BnLab.Experiments.Sweeps;

/// <summary>
/// The course's headline picture: the eight-layer net trained from weight scales that are far too small, right, and far too
/// large, with batch normalization and without.
/// </summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization and initialization".</remarks>
internal sealed class SweepInit : Sweep
{
    private const double HighestLossShown = 3.5; // the notebook's limit: a loss of 2.3 is chance
    private const int FewestJudged = 8;          // points, over at least three decades: fewer decide nothing
    private const double NarrowestJudged = 1e3;

    private static readonly Setting<double> Min = Setting.Number("--scale-min", 1e-4, "Smallest weight scale.");
    private static readonly Setting<double> Max = Setting.Number("--scale-max", 1.0, "Largest weight scale.");
    private static readonly Setting<int> Points = Setting.Whole("--points", 20, "Weight scales from the smallest to the largest, at equal ratios.", 1, LogGrid.MostPoints);

    private readonly LogGrid _grid;
    private readonly NetPlan[] _nets;

    private SweepInit(Values options)
        : base("sweep-init", TrainingSettings.Of(options), Sequence(options)) => (_grid, _nets) = (Grid(options), NetsOf(options));

    public static StudyExperiment Experiment { get; } = new(
        "sweep-init", "Train the eight-layer net from 20 weight scales, with batch normalization and without.", "sweep-init --points 5 --epochs 2",
        StudyOptions.All(
            [Min, Max, Points, Nets, StudyOptions.Hidden with { Default = [50, 50, 50, 50, 50, 50, 50] }],
            without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new SweepInit(options));

    /// <summary>The sweep with so many weight scales and defaults elsewhere.</summary>
    public static SweepInit With(int points) => new(new Values(Experiment.Options).With(Points, points));

    public override string Label(int training) => string.Create(
        CultureInfo.InvariantCulture, $"{Trainings.All[training].Net.Name} at weight scale {Trainings.All[training].Settings.WeightScale:G3}");

    private static LogGrid Grid(Values options) => new LogGrid(options.Get(Min), options.Get(Max), options.Get(Points)).Checked("--scale");

    private static TrainingSequence Sequence(Values options)
    {
        var (settings, nets, scales) = (TrainingSettings.Of(options), NetsOf(options), Grid(options).Values);
        return new([.. SeedsOf(options).Select(seed => new SeededTrainings(seed, [.. scales.Select((scale, i) => Group(seed, scale, i))]))]);

        PlannedTraining[] Group(uint seed, double scale, int i) => [.. nets.Select((net, n) => new PlannedTraining(
            net, settings with { Seed = seed, WeightScale = scale }, n == 0 ? $"Running weight scale {i + 1} / {scales.Count}" : ""))];
    }

    public override ExperimentResult Report(IReadOnlyList<TrainingOutcome> outcomes)
    {
        var runs = Trainings.All.Zip(outcomes, (plan, outcome) => (Scale: plan.Settings.WeightScale, Outcome: outcome)).ToList();
        var table = new Table(
            "sweep-init", ["weight_scale", "net", "seed", "best_train_accuracy", "best_val_accuracy", "final_train_loss"],
            [.. runs.Select(run => new object[]
            {
                run.Scale, run.Outcome.Net, run.Outcome.Seed, run.Outcome.BestTrainAccuracy, run.Outcome.BestValAccuracy, run.Outcome.FinalTrainLoss,
            })]);
        var points = runs.ToLookup(run => (run.Scale, run.Outcome.Net), run => run.Outcome);
        ConfidenceInterval Of(double scale, NetPlan net, Func<TrainingOutcome, double> figure) => ConfidenceInterval.Of([.. points[(scale, net.Name)].Select(figure)]);

        var scales = _grid.Values;
        var summary = new Table(
            "sweep-init.summary", ["weight scale", "net", "best train", "best val", "final loss"],
            [.. from scale in scales
                from net in _nets
                select new object[]
                {
                    SpreadSeries.Short(scale), net.Name, SpreadSeries.Text(Of(scale, net, o => o.BestTrainAccuracy)),
                    SpreadSeries.Text(Of(scale, net, o => o.BestValAccuracy)), SpreadSeries.Text(Of(scale, net, o => o.FinalTrainLoss), "0.0000"),
                }])
        { IsPrinted = true, IsWritten = false };
        bool tooHigh = outcomes.Any(outcome => outcome.FinalTrainLoss > HighestLossShown);
        var figure = Figure.Stacked(
            "Training from different weight scales",
            Panel("Best validation accuracy", new Axis("Accuracy"), o => o.BestValAccuracy),
            Panel("Best training accuracy", new Axis("Accuracy"), o => o.BestTrainAccuracy),
            Panel("Final training loss", new Axis("Loss", Min: tooHigh ? 0 : null, Max: tooHigh ? HighestLossShown : null), o => o.FinalTrainLoss));
        return new("sweep-init", [], [table, summary], [("sweep-init", figure)], [.. Judge()])
        {
            Printed = IsJudged ? [] : [new($"No verdict: the claim is about the nets batchnorm and baseline at {FewestJudged} weight scales or more, over at least three decades.")],
        };

        Panel Panel(string title, Axis y, Func<TrainingOutcome, double> measure) => new(
            title, new Axis("Weight scale", AxisScale.Log), y,
            [.. _nets.SelectMany(net => SpreadSeries.Of(net.Label, net.Style, scales, [.. scales.Select(scale => Of(scale, net, measure))]))]);

        IEnumerable<Verdict> Judge()
        {
            if (!IsJudged) yield break;
            var robustness = new LearningCriterion(_nets.Max(net => Accuracies(net).Max()));
            int with = Accuracies(NetPlan.BatchNorm).Count(robustness.Learns), without = Accuracies(NetPlan.Baseline).Count(robustness.Learns);
            yield return new(
                $"With batch normalization a net learns from more weight scales ({LearningCriterion.Definition})",
                $"{with} of {scales.Count} scales with it, {without} without", "more scales with it than without", with > without);
        }

        IEnumerable<double> Accuracies(NetPlan net) => scales.Select(scale => Of(scale, net, o => o.BestTrainAccuracy).Mean);
    }

    private bool IsJudged =>
        _nets.Contains(NetPlan.BatchNorm) && _nets.Contains(NetPlan.Baseline)
        && _grid.Points >= FewestJudged && _grid.Max >= NarrowestJudged * _grid.Min;
}
