namespace BnLab.Experiments.Sweeps;

/// <summary>The claim that batch normalization allows far larger learning rates: weights and mini-batches are the same at all of them.</summary>
/// <remarks>Ioffe and Szegedy 2015, sections 3.3 and 4.2.1.</remarks>
internal sealed class SweepLr(Values options) : Sweep("sweep-lr", TrainingSettings.Of(options), Sequence(options))
{
    private const string Claimed = "sgd"; // the paper's claim is made for plain gradient steps
    private const double PapersFactor = 5; // section 4.2.1: BN-x5

    private static readonly Setting<double> Min = Setting.Number("--lr-min", 1e-4, "Smallest learning rate.");
    private static readonly Setting<double> Max = Setting.Number("--lr-max", 1.0, "Largest learning rate.");
    private static readonly Setting<int> Points = Setting.Whole(
        "--points", 13, "Learning rates from the smallest to the largest, at equal ratios.", 1, LogGrid.MostPoints);

    private static readonly string[] InOrder = [.. UpdateRule.Names.Reverse()]; // sgd first: the claim is about it

    private static readonly Setting<IReadOnlyList<string>> Rules = Setting.Some(
        "--update-rule", ["sgd", "adam"], InOrder, $"Update rules: {string.Join(", ", InOrder)}. May be repeated.") with
    { ValueName = "RULE" };

    private readonly LogGrid _grid = Grid(options);
    private readonly IReadOnlyList<string> _rules = options.Get(Rules);
    private readonly NetVariant[] _nets = NetsOf(options);

    // The weight scale is one from which the net without normalization learns as well as the other in sweep-init: from the
    // course's 0.02 plain gradient steps do not get it to learn at any rate.
    public static StudyExperiment Experiment { get; } = new(
        "sweep-lr", "Train at learning rates from 1e-4 to 1, with batch normalization and without.", "sweep-lr --update-rule sgd --points 5",
        StudyOptions.All(
            [Min, Max, Points, Rules, Nets, StudyOptions.WeightScale with { Default = 0.05 }],
            without: [StudyOptions.LearningRate, StudyOptions.PrintEvery]),
        options => new SweepLr(options));

    protected override SweepPoint PointOf(PlannedTraining training)
    {
        var (net, solver) = (training.Net, training.Settings.Solver);
        return new(
            training, string.Create(CultureInfo.InvariantCulture, $"{net.Name} with {solver.UpdateRule} at learning rate {solver.LearningRate:G3}"),
            ("update_rule", solver.UpdateRule), ("learning_rate", solver.LearningRate), ("net", net.Name));
    }

    private static LogGrid Grid(Values options) => new LogGrid(options.Get(Min), options.Get(Max), options.Get(Points)).Checked("--lr");

    private static TrainingSequence Sequence(Values options)
    {
        var (settings, nets) = (TrainingSettings.Of(options), NetsOf(options));

        // Every point begins with the seed anew, so that nothing but the learning rate differs along a curve.
        return new([.. from seed in Seeds.Of(options)
                       from rule in options.Get(Rules)
                       from rate in Grid(options).Values
                       select new SeededTrainings(seed, [Group(seed, rule, rate)])]);

        PlannedTraining[] Group(uint seed, string rule, double rate) => [.. nets.Select((net, n) => new PlannedTraining(
            net, settings with { Seed = seed, Solver = settings.Solver with { UpdateRule = rule, LearningRate = rate } },
            n == 0 ? string.Create(CultureInfo.InvariantCulture, $"Running {rule} with learning rate {rate:G3}") : ""))];
    }

    protected override ExperimentResult Report(StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        var table = runs.Rows(
            "", ["best_train_accuracy", "best_val_accuracy", "final_train_accuracy", "final_val_accuracy", "final_train_loss", "diverged"],
            (_, o) => [[o.BestTrainAccuracy, o.BestValAccuracy, o.Epochs[^1].Train, o.FinalValAccuracy, o.FinalTrainLoss, o.Diverged]], bySeed: true);
        var summary = Summary(runs, ["rule", "learning rate", "net", "best train", "best val", "final val", "diverged"], point =>
        [
            RuleOf(point), SpreadSeries.Short(RateOf(point)), point.Training.Net.Name, Text(point, o => o.BestTrainAccuracy), Text(point, o => o.BestValAccuracy),
            Text(point, o => o.FinalValAccuracy), runs.Mean(point, Diverged).Mean.ToString("0 %", CultureInfo.InvariantCulture),
        ]);
        var rules = _rules.Select(rule => (Name: rule, Runs: runs.Where(point => RuleOf(point) == rule))).ToList();
        Figure figure = new("Training at different learning rates",
        [
            Row("best training accuracy", "Accuracy", o => o.BestTrainAccuracy),
            Row("best validation accuracy", "Accuracy", o => o.BestValAccuracy),
            Row("final validation accuracy", "Accuracy", o => o.FinalValAccuracy),
            Row("diverged", "Share of runs", Diverged),
        ])
        { SharesX = true, SharesY = true };
        return new(Name, [], [table, summary], [(Name, figure)]) { Claims = IsJudged ? Hypothesis.Judge(Larger(runs)) : [] };

        string Text(SweepPoint point, Func<TrainingOutcome, double> measure) => SpreadSeries.Text(runs.Mean(point, measure));

        Panel[] Row(string title, string y, Func<TrainingOutcome, double> measure) => [.. rules.Select(rule => new Panel(
            $"{rule.Name}: {title}", new Axis("Learning rate", AxisScale.Log), new Axis(y), Curves(rule.Runs, RateOf, measure)))];
    }

    private bool IsJudged =>
        _nets.Contains(NetVariant.BatchNorm) && _nets.Contains(NetVariant.Baseline)
        && _grid.Max >= PapersFactor * _grid.Min && _rules.Contains(Claimed, StringComparer.Ordinal);

    private Hypothesis Larger(StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        var criterion = new LearningCriterion(runs.All.Max(outcome => outcome.BestTrainAccuracy));
        double[] with = [.. Largest(NetVariant.BatchNorm)], without = [.. Largest(NetVariant.Baseline)];
        return Hypothesis.Above(
            $"With batch normalization a net learns at far larger learning rates ({Claimed}; {LearningCriterion.Definition})",
            ConfidenceInterval.Of([.. with.Zip(without, (a, b) => Math.Log(a / b))]) with { IsRatio = true }, "times the largest rate", PapersFactor);

        // Seed by seed; the smallest rate of the grid where it learns at none.
        IEnumerable<double> Largest(NetVariant net)
        {
            var points = runs.Variants.Where(point => point.Training.Net == net && RuleOf(point) == Claimed).ToList();
            return Enumerable.Range(0, runs.Seeds).Select(seed =>
                points.Where(point => criterion.Learns(runs.Of(point)[seed].BestTrainAccuracy)).Select(RateOf).DefaultIfEmpty(_grid.Min).Max());
        }
    }

    private static string RuleOf(SweepPoint point) => point.Training.Settings.Solver.UpdateRule;

    private static double RateOf(SweepPoint point) => point.Training.Settings.Solver.LearningRate;

    /// <summary>The mean over the seeds is the share of trainings that diverged.</summary>
    private static double Diverged(TrainingOutcome outcome) => outcome.Diverged ? 1.0 : 0.0;
}
