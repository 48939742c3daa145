namespace BnLab.Experiments.Sweeps;

/// <summary>
/// The claim that batch normalization allows far larger learning rates: the same nets from the same weights on the same
/// mini-batches, only the learning rate differs.
/// </summary>
/// <remarks>Ioffe and Szegedy 2015, sections 3.3 and 4.2.1.</remarks>
internal sealed class SweepLr : Sweep
{
    private static readonly Setting<double> Min = Setting.Number("--lr-min", 1e-4, "Smallest learning rate.");
    private static readonly Setting<double> Max = Setting.Number("--lr-max", 1.0, "Largest learning rate.");
    private static readonly Setting<int> Points = Setting.Whole("--points", 13, "Learning rates from the smallest to the largest, at equal ratios.", 1, LogGrid.MostPoints);

    private static readonly Setting<IReadOnlyList<string>> Rules = Setting.Some(
        "--update-rule", ["sgd", "adam"], TrainingSettings.UpdateRules, $"Update rules: {string.Join(", ", TrainingSettings.UpdateRules)}. May be repeated.") with
    { ValueName = "RULE" };

    private readonly LogGrid _grid;
    private readonly IReadOnlyList<string> _rules;
    private readonly NetPlan[] _nets;

    private SweepLr(Values options)
        : base("sweep-lr", TrainingSettings.Of(options), Sequence(options)) =>
        (_grid, _rules, _nets) = (Grid(options), options.Get(Rules), NetsOf(options));

    // The weight scale is one from which the net without normalization learns as well as the other in sweep-init: from the
    // course's 0.02 plain gradient steps do not get it to learn at any rate.
    public static StudyExperiment Experiment { get; } = new(
        "sweep-lr", "Train at learning rates from 1e-4 to 1, with batch normalization and without.", "sweep-lr --update-rule sgd --points 5",
        StudyOptions.All(
            [Min, Max, Points, Rules, Nets, StudyOptions.WeightScale with { Default = 0.05 }],
            without: [StudyOptions.LearningRate, StudyOptions.PrintEvery]),
        options => new SweepLr(options));

    public override string Label(int training)
    {
        var (net, solver) = (Trainings.All[training].Net, Trainings.All[training].Settings.Solver);
        return string.Create(CultureInfo.InvariantCulture, $"{net.Name} with {solver.UpdateRule} at learning rate {solver.LearningRate:G3}");
    }

    private static LogGrid Grid(Values options) => new LogGrid(options.Get(Min), options.Get(Max), options.Get(Points)).Checked("--lr");

    private static TrainingSequence Sequence(Values options)
    {
        var (settings, nets) = (TrainingSettings.Of(options), NetsOf(options));

        // Every point begins with the seed anew, so that nothing but the learning rate differs along a curve.
        return new([.. from seed in SeedsOf(options)
                       from rule in options.Get(Rules)
                       from rate in Grid(options).Values
                       select new SeededTrainings(seed, [Group(seed, rule, rate)])]);

        PlannedTraining[] Group(uint seed, string rule, double rate) => [.. nets.Select((net, n) => new PlannedTraining(
            net, settings with { Seed = seed, Solver = settings.Solver with { UpdateRule = rule, LearningRate = rate } },
            n == 0 ? string.Create(CultureInfo.InvariantCulture, $"Running {rule} with learning rate {rate:G3}") : ""))];
    }

    public override ExperimentResult Report(IReadOnlyList<TrainingOutcome> outcomes)
    {
        var points = new LearningRatePoints(_grid, _rules, _nets, Trainings.All.Zip(outcomes));
        var table = new Table(
            "sweep-lr",
            ["update_rule", "learning_rate", "net", "seed", "best_train_accuracy", "best_val_accuracy", "final_train_accuracy", "final_val_accuracy", "final_train_loss", "diverged"],
            [.. Trainings.All.Zip(outcomes, (plan, o) => new object[]
            {
                plan.Settings.Solver.UpdateRule, plan.Settings.Solver.LearningRate, o.Net, o.Seed, o.BestTrainAccuracy, o.BestValAccuracy,
                o.Epochs[^1].Train, o.FinalValAccuracy, o.FinalTrainLoss, o.Diverged,
            })]);
        var summary = new Table(
            "sweep-lr.summary", ["rule", "learning rate", "net", "best train", "best val", "final val", "diverged"],
            [.. from rule in _rules
                from rate in _grid.Values
                from net in _nets
                select new object[]
                {
                    rule, SpreadSeries.Short(rate), net.Name, SpreadSeries.Text(points.Of(rule, rate, net, o => o.BestTrainAccuracy)),
                    SpreadSeries.Text(points.Of(rule, rate, net, o => o.BestValAccuracy)), SpreadSeries.Text(points.Of(rule, rate, net, o => o.FinalValAccuracy)),
                    points.Of(rule, rate, net, LearningRatePoints.Diverged).Mean.ToString("0 %", CultureInfo.InvariantCulture),
                }])
        { IsPrinted = true, IsWritten = false };
        Figure figure = new("Training at different learning rates", [
            [.. _rules.Select(rule => Panel(rule, "best training accuracy", "Accuracy", o => o.BestTrainAccuracy))],
            [.. _rules.Select(rule => Panel(rule, "best validation accuracy", "Accuracy", o => o.BestValAccuracy))],
            [.. _rules.Select(rule => Panel(rule, "final validation accuracy", "Accuracy", o => o.FinalValAccuracy))],
            [.. _rules.Select(rule => Panel(rule, "diverged", "Share of runs", LearningRatePoints.Diverged))],
        ])
        { SharesX = true, SharesY = true };
        return new("sweep-lr", [], [table, summary], [("sweep-lr", figure)], [.. points.Verdicts()]);

        Panel Panel(string rule, string title, string y, Func<TrainingOutcome, double> measure) => new(
            $"{rule}: {title}", new Axis("Learning rate", AxisScale.Log), new Axis(y),
            [.. _nets.SelectMany(net => SpreadSeries.Of(
                net.Label, net.Style, _grid.Values, [.. _grid.Values.Select(rate => points.Of(rule, rate, net, measure))]))]);
    }
}
