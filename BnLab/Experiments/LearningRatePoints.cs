namespace BnLab.Experiments;

/// <summary>What <see cref="SweepLr"/> has measured at each of its points, and what follows from it.</summary>
internal sealed class LearningRatePoints(SweepLrOptions options, IEnumerable<(PlannedTraining Plan, TrainingOutcome Outcome)> runs)
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
        bool bothNets = options.Nets.Contains(NetPlan.BatchNorm) && options.Nets.Contains(NetPlan.Baseline);
        bool farEnough = options.Rates.Max >= PapersFactor * options.Rates.Min;
        if (!bothNets || !farEnough || !options.UpdateRules.Contains(Claimed, StringComparer.Ordinal)) yield break;
        var robustness = new LearningCriterion(options.Nets.Max(net => options.Rates.Values.Max(rate => At(rate, net))));
        double? with = Largest(NetPlan.BatchNorm), without = Largest(NetPlan.Baseline);
        yield return new(
            $"With batch normalization a net learns at far larger learning rates ({Claimed}; {LearningCriterion.Definition})",
            $"{Words(with)} with it, {Words(without)} without", $"at least {PapersFactor} times as large with it", with >= PapersFactor * (without ?? 0.0));

        double At(double rate, NetPlan net) => Of(Claimed, rate, net, o => o.BestTrainAccuracy).Mean;
        double? Largest(NetPlan net) =>
            options.Rates.Values.Where(rate => robustness.Learns(At(rate, net))).Select(rate => (double?)rate).Max();
        static string Words(double? rate) => rate is null ? "at none" : string.Create(CultureInfo.InvariantCulture, $"up to {rate:G3}");
    }
}
