namespace BnLab.Experiments.Sweeps;

/// <summary>Batch normalization allows far larger learning rates, and gains by them: weights and mini-batches are the same at all rates.</summary>
/// <remarks>Ioffe and Szegedy 2015, sections 3.3 and 4.2.1; Bjorck, Gomes, Selman and Weinberger, "Understanding Batch Normalization", 2018.</remarks>
internal sealed class SweepLr(Values options) : Sweep("sweep-lr", TrainingSettings.Of(options), Sequence(options))
{
    private const double PapersFactor = 5; // section 4.2.1: BN-x5
    private const double TenTimes = 10; // as fast, a note promises

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
        var summary = Summary(runs, ["rule", "learning rate", "net", "best train", "held out", "steps to half", "diverged"], point =>
        [
            RuleOf(point), SpreadSeries.Short(RateOf(point)), point.Training.Net.Name, Text(point, o => o.BestTrainAccuracy), Text(point, runs.HeldOutAccuracy),
            SpreadSeries.Text(runs.Mean(point, Steps), "0"), runs.Mean(point, Diverged).Mean.ToString("0 %", CultureInfo.InvariantCulture),
        ]);
        var rules = _rules.Select(rule => (Name: rule, Runs: runs.Where(point => RuleOf(point) == rule))).ToList();
        Figure figure = new("Training at different learning rates",
        [
            Row("best training accuracy", "Accuracy", o => o.BestTrainAccuracy),
            Row("accuracy on held-out images", "Accuracy", runs.HeldOutAccuracy),
            Row($"steps until the loss is half of a guess's (at the top: never)", "Iterations", Steps),
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

    /// <summary>Batch normalization minus the plain net, and the ratio of their steps, at each rate.</summary>
    private Table Differences(IEnumerable<(string Name, StudyRuns<SweepPoint, TrainingOutcome> Runs)> rules) => new(
        $"{Name}.differences", ["update_rule", "learning_rate", "accuracy", "accuracy_half_width", "steps_ratio", "steps_ratio_low", "steps_ratio_high"],
        [
            .. from rule in rules
               from pair in Of(rule.Runs, NetVariant.BatchNorm).Zip(Of(rule.Runs, NetVariant.Baseline))
               let accuracy = rule.Runs.AccuracyDifference(pair.First, pair.Second)
               let steps = rule.Runs.Ratio(pair.First, pair.Second, Steps)
               select (object[])[rule.Name, RateOf(pair.First), accuracy.Mean, accuracy.HalfWidth, Math.Exp(steps.Mean), Math.Exp(steps.Low), Math.Exp(steps.High)],
        ]);

    private IReadOnlyList<Claim> Judge(string rule, StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        var (with, without) = (Of(runs, NetVariant.BatchNorm), Of(runs, NetVariant.Baseline));

        // By validation images and by the other seeds, so that nothing is judged by what chose it.
        int[] own = runs.BestByOthers(with, outcome => outcome.FinalValAccuracy), shared = runs.BestByOthers(without, outcome => outcome.FinalValAccuracy);
        var (best, atShared, plain) = (runs.Chosen(with, own), runs.Chosen(with, shared), runs.Chosen(without, shared));
        var (byRate, byNormalization) = (runs.AccuracyContrast((best, 1), (atShared, -1)), runs.AccuracyContrast((atShared, 1), (plain, -1)));
        return Hypothesis.Judge(
            Larger(rule, runs, with, without),
            Hypothesis.Above(
                $"Batch normalization at its own best learning rate is more accurate than the plain net at its own ({rule})", runs.AccuracyContrast((best, 1), (plain, -1)), TrainingMeasure.HeldOut) with
            { Measured = $"at rates of {Rates(own)} and {Rates(shared)}" },
            Hypothesis.Above(
                "Batch normalization gains more accuracy by its own best learning rate than it has gained over the plain net at the plain net's best rate",
                runs.AccuracyContrast((best, 1), (atShared, -2), (plain, 1)), TrainingMeasure.HeldOut) with
            { Measured = string.Create(CultureInfo.InvariantCulture, $"{byRate.Mean:+0.000;-0.000} by its own rate, {byNormalization.Mean:+0.000;-0.000} at the plain net's") },
            Hypothesis.Above("At learning rates below the plain net's best, batch normalization reaches a higher training accuracy than the plain net", Small(), "best training accuracy"),
            Hypothesis.Below(
                "At their own best learning rates, batch normalization halves the loss of a guess in a tenth of the plain net's steps",
                ConfidenceInterval.Of([.. best.Zip(plain, (one, other) => Math.Log(Steps(one) / Steps(other)))]) with { IsRatio = true }, "times the steps", 1 / TenTimes) with
            { Measured = string.Create(CultureInfo.InvariantCulture, $"{best.Average(Steps):0} against {plain.Average(Steps):0} steps") });

        string Rates(int[] places) => string.Join(" or ", places.Distinct().Order().Select(place => SpreadSeries.Short(_grid.Values[place])));

        // Seed by seed, the mean over the rates; the smallest rate where the plain net's best is none larger.
        ConfidenceInterval Small() => ConfidenceInterval.Of(
        [
            .. shared.Select((rates, seed) => Enumerable.Range(0, int.Max(1, rates)).Average(
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

    private static double Steps(TrainingOutcome outcome) => outcome.Halved;

    /// <summary>The mean over the seeds is the share of trainings that diverged.</summary>
    private static double Diverged(TrainingOutcome outcome) => outcome.Diverged ? 1.0 : 0.0;
}
