namespace BnLab.Experiments.Sweeps;

/// <summary>Batch normalization allows far larger learning rates, and gains by them: weights and mini-batches are the same at all rates.</summary>
/// <remarks>Ioffe and Szegedy 2015, sections 3.3 and 4.2.1; Bjorck, Gomes, Selman and Weinberger, "Understanding Batch Normalization", 2018.</remarks>
internal sealed class SweepLr(Values options) : Sweep("sweep-lr", TrainingSettings.Of(options), Sequence(options))
{
    private const double PapersFactor = 5; // section 4.2.1: BN-x5
    private const double Half = 0.5, TenTimes = 10; // training accuracy that is waited for; how much faster a note promises

    private static readonly Setting<double> Min = Setting.Number("--lr-min", 1e-4, "Smallest learning rate.");
    private static readonly Setting<double> Max = Setting.Number("--lr-max", 10.0, "Largest learning rate.");
    private static readonly Setting<int> Points = Setting.Whole(
        "--points", 11, "Learning rates from the smallest to the largest, at equal ratios.", 1, LogGrid.MostPoints);

    private static readonly string[] InOrder = [.. UpdateRule.Names.Reverse()]; // sgd first: the papers' claims are about it

    private static readonly Setting<IReadOnlyList<string>> Rules = Setting.Some(
        "--update-rule", ["sgd", "adam"], InOrder, $"Update rules: {string.Join(", ", InOrder)}. May be repeated.") with
    { ValueName = "RULE" };

    private readonly LogGrid _grid = Grid(options);
    private readonly IReadOnlyList<string> _rules = options.Get(Rules);
    private readonly NetVariant[] _nets = NetsOf(options);

    // The weight scale is one from which the net without normalization learns as well as the other in sweep-init: from the
    // course's 0.02 plain gradient steps do not get it to learn at any rate.
    public static StudyExperiment Experiment { get; } = new(
        "sweep-lr", "Train at learning rates from 1e-4 to 10, with batch normalization and without.", "sweep-lr --update-rule sgd --points 6 --seeds 2",
        StudyOptions.All(
            [Min, Max, Points, Rules, Nets, StudyOptions.SeedsOf(10), StudyOptions.WeightScale with { Default = 0.05 }],
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
        var summary = Summary(runs, ["rule", "learning rate", "net", "best train", "held out", "epochs to 50 %", "diverged"], point =>
        [
            RuleOf(point), SpreadSeries.Short(RateOf(point)), point.Training.Net.Name, Text(point, o => o.BestTrainAccuracy), Text(point, runs.HeldOutAccuracy),
            SpreadSeries.Text(runs.Mean(point, Epochs), "0.0"), runs.Mean(point, Diverged).Mean.ToString("0 %", CultureInfo.InvariantCulture),
        ]);
        var rules = _rules.Select(rule => (Name: rule, Runs: runs.Where(point => RuleOf(point) == rule))).ToList();
        Figure figure = new("Training at different learning rates",
        [
            Row("best training accuracy", "Accuracy", o => o.BestTrainAccuracy),
            Row("accuracy on held-out images", "Accuracy", runs.HeldOutAccuracy),
            Row(string.Create(CultureInfo.InvariantCulture, $"time until 50 % training accuracy ({Settings.Solver.Epochs + 1}: not reached)"), "Epochs", Epochs),
            Row("diverged", "Share of runs", Diverged),
        ])
        { SharesX = true, SharesY = true };
        return new(Name, [], IsJudged ? [table, Differences(rules), summary] : [table, summary], [(Name, figure)])
        {
            Claims = IsJudged ? Judge(rules[0].Name, rules[0].Runs) : [],
            Printed = IsJudged ? [] : [new("No claim: it is about batchnorm and baseline at two learning rates or more."), new()],
        };

        string Text(SweepPoint point, Func<TrainingOutcome, double> measure) => SpreadSeries.Text(runs.Mean(point, measure));

        Panel[] Row(string title, string y, Func<TrainingOutcome, double> measure) => [.. rules.Select(rule => new Panel(
            $"{rule.Name}: {title}", new Axis("Learning rate", AxisScale.Log), new Axis(y), Curves(rule.Runs, RateOf, measure)))];
    }

    private bool IsJudged => _nets.Contains(NetVariant.BatchNorm) && _nets.Contains(NetVariant.Baseline) && _grid.Points >= 2;

    private static List<SweepPoint> Of(StudyRuns<SweepPoint, TrainingOutcome> runs, NetVariant net) => [.. runs.Variants.Where(point => point.Training.Net == net)];

    /// <summary>Batch normalization minus the plain net, and the ratio of their epochs, at each rate.</summary>
    private Table Differences(IEnumerable<(string Name, StudyRuns<SweepPoint, TrainingOutcome> Runs)> rules) => new(
        $"{Name}.differences", ["update_rule", "learning_rate", "accuracy", "accuracy_half_width", "epochs_ratio", "epochs_ratio_low", "epochs_ratio_high"],
        [
            .. from rule in rules
               from pair in Of(rule.Runs, NetVariant.BatchNorm).Zip(Of(rule.Runs, NetVariant.Baseline))
               let accuracy = rule.Runs.AccuracyDifference(pair.First, pair.Second)
               let epochs = rule.Runs.Ratio(pair.First, pair.Second, Epochs)
               select (object[])[rule.Name, RateOf(pair.First), accuracy.Mean, accuracy.HalfWidth, Math.Exp(epochs.Mean), Math.Exp(epochs.Low), Math.Exp(epochs.High)],
        ]);

    private IReadOnlyList<Claim> Judge(string rule, StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        var (with, without) = (Of(runs, NetVariant.BatchNorm), Of(runs, NetVariant.Baseline));
        int own = Best(with), shared = Best(without);
        const string HeldOut = "accuracy on held-out images";
        return Hypothesis.Judge(
            Larger(rule, runs, with, without),
            Hypothesis.Above($"At its own best rate, batch normalization is more accurate than the plain net at its own ({rule})", runs.AccuracyDifference(with[own], without[shared]), HeldOut) with
            { Measured = $"at rates of {Rate(own)} and {Rate(shared)}" },
            Hypothesis.Above(
                "It gains more by its own best rate than at the plain net's best rate",
                runs.AccuracyContrast((with[own], 1), (with[shared], -2), (without[shared], 1)), HeldOut) with
            { Measured = $"{Gain(with[own], with[shared])} by its own rate, {Gain(with[shared], without[shared])} at the plain net's" },
            Hypothesis.Above("At rates below the plain net's best, it learns faster, too: its training accuracy is higher", Small(), "best training accuracy"),
            Hypothesis.Below("At their own best rates, it reaches 50 % training accuracy in a tenth of the steps", runs.Ratio(with[own], without[shared], Epochs), "times the steps", 1 / TenTimes));

        // By validation images, so that the held-out ones choose nothing.
        int Best(List<SweepPoint> points) => points.Index().MaxBy(point => runs.Mean(point.Item, outcome => outcome.FinalValAccuracy).Mean).Index;
        string Gain(SweepPoint one, SweepPoint other) => runs.AccuracyDifference(one, other).Mean.ToString("+0.000;-0.000", CultureInfo.InvariantCulture);
        string Rate(int i) => SpreadSeries.Short(_grid.Values[i]);

        // Seed by seed, the mean over the rates; the smallest rate where the plain net's best is none larger.
        ConfidenceInterval Small() => ConfidenceInterval.Of(
        [
            .. Enumerable.Range(0, runs.Seeds).Select(seed => Enumerable.Range(0, int.Max(1, shared)).Average(
                i => runs.Of(with[i])[seed].BestTrainAccuracy - runs.Of(without[i])[seed].BestTrainAccuracy)),
        ]);
    }

    /// <summary>By the largest rate of the grid from which each net learns, seed by seed. The true ones lie up to a step further.</summary>
    private Hypothesis Larger(string rule, StudyRuns<SweepPoint, TrainingOutcome> runs, List<SweepPoint> with, List<SweepPoint> without)
    {
        double step = Math.Log(_grid.Max / _grid.Min) / (_grid.Points - 1);
        double[] largest = [.. Largest(with)], plain = [.. Largest(without)];
        var factor = ConfidenceInterval.Of([.. largest.Zip(plain, (a, b) => Math.Log(a / b))]) with
        {
            IsRatio = true,
            SharedVariance = 2 * step * step / 12, // of two errors that are uniform over a step
        };
        return Hypothesis.Above($"Batch normalization learns at five times as large a rate as the plain net, or more ({rule})", factor, "times the rate", PapersFactor) with
        {
            Measured = $"up to {SpreadSeries.Short(largest.Max())} against {SpreadSeries.Short(plain.Max())}{(largest.Any(rate => rate == _grid.Max) ? "; it still learns at the last rate: the factor is a lower bound" : "")}",
        };

        // The smallest rate of the grid where a net learns at none.
        IEnumerable<double> Largest(List<SweepPoint> points) => Enumerable.Range(0, runs.Seeds).Select(seed =>
            points.Where(point => HasLearned(runs.Of(point)[seed])).Select(RateOf).DefaultIfEmpty(_grid.Min).Max());
    }

    private static string RuleOf(SweepPoint point) => point.Training.Settings.Solver.UpdateRule;

    private static double RateOf(SweepPoint point) => point.Training.Settings.Solver.LearningRate;

    private static double Epochs(TrainingOutcome outcome) => outcome.Epochs.EpochsTo(Half);

    /// <summary>The mean over the seeds is the share of trainings that diverged.</summary>
    private static double Diverged(TrainingOutcome outcome) => outcome.Diverged ? 1.0 : 0.0;
}
