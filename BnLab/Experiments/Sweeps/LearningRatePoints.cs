namespace BnLab.Experiments.Sweeps;

/// <summary>The measurements of <see cref="SweepLr"/> at each point, and what follows from it.</summary>
internal sealed class LearningRatePoints(
    LogGrid rates, IReadOnlyList<string> rules, IReadOnlyList<NetPlan> nets, IEnumerable<(PlannedTraining Plan, TrainingOutcome Outcome)> runs)
{
    private const string Claimed = "sgd"; // the paper's claim is made for plain gradient steps
    private const double PapersFactor = 5; // Ioffe and Szegedy 2015, section 4.2.1: BN-x5

    private readonly ILookup<(string Rule, double Rate, string Net), TrainingOutcome> _outcomes = runs.ToLookup(
        run => (run.Plan.Settings.Solver.UpdateRule, run.Plan.Settings.Solver.LearningRate, run.Plan.Net.Name), run => run.Outcome);

    /// <summary>1 for a training that diverged, 0 for another: its mean is the share of those that did.</summary>
    public static double Diverged(TrainingOutcome outcome) => outcome.Diverged ? 1.0 : 0.0;

    /// <summary>A measure at one point, over the seeds.</summary>
    public ConfidenceInterval Of(string rule, double rate, NetPlan net, Func<TrainingOutcome, double> measure) =>
        ConfidenceInterval.Of([.. _outcomes[(rule, rate, net.Name)].Select(measure)]);

    /// <summary>How much larger the largest learning rate is with which the net with batch normalization learns.</summary>
    public IEnumerable<Verdict> Verdicts()
    {
        bool bothNets = nets.Contains(NetPlan.BatchNorm) && nets.Contains(NetPlan.Baseline);
        bool farEnough = rates.Max >= PapersFactor * rates.Min;
        if (!bothNets || !farEnough || !rules.Contains(Claimed, StringComparer.Ordinal)) yield break;
        var robustness = new LearningCriterion(nets.Max(net => rates.Values.Max(rate => At(rate, net))));
        double? with = Largest(NetPlan.BatchNorm), without = Largest(NetPlan.Baseline);
        yield return new(
            $"With batch normalization a net learns at far larger learning rates ({Claimed}; {LearningCriterion.Definition})",
            $"{Words(with)} with it, {Words(without)} without", $"at least {PapersFactor} times as large with it", with >= PapersFactor * (without ?? 0.0));

        double At(double rate, NetPlan net) => Of(Claimed, rate, net, o => o.BestTrainAccuracy).Mean;
        double? Largest(NetPlan net) =>
            rates.Values.Where(rate => robustness.Learns(At(rate, net))).Select(rate => (double?)rate).Max();
        static string Words(double? rate) => rate is null ? "at none" : string.Create(CultureInfo.InvariantCulture, $"up to {rate:G3}");
    }
}
