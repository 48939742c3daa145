using BnLab.Data;
using BnLab.Experiments.CurveFitting;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// Batch normalization in a regression: y = x² with noise, fitted by tanh nets of four hidden layers on a narrow range and
/// on a wide one.
/// </summary>
internal static class Regression
{
    // The words of the claim as numbers: "well below" is at most half, a "small" difference is within a factor of two.
    private const double WellBelow = 0.5;
    private const double Small = 2.0;

    private static readonly Parabola Narrow = new(1, 0.1), Wide = new(5, 1);

    /// <summary>Trains all nets on both ranges, once for each seed.</summary>
    public static ExperimentResult Run(RegressionOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        var groups = TrainAll(options, cancellation);
        return new(
            "regression", [.. groups.SelectMany(g => g.Fits.Select(fit => fit.History))],
            [Summary(groups), Errors(groups), Fits(groups)],
            [("regression", RegressionFigures.Errors(groups)), ("regression.fit", RegressionFigures.Fits(groups))],
            [JudgeWide([.. groups.Where(g => g.Curve == Wide)]), JudgeNarrow([.. groups.Where(g => g.Curve == Narrow)])]);
    }

    private static List<Group> TrainAll(RegressionOptions options, CancellationToken cancellation)
    {
        var settings = options.Settings;
        var kinds = new[] { Narrow, Wide }.SelectMany(_ => CurveNet.All, (curve, net) => (curve, net)).ToList();
        var trainings =
            from kind in kinds
            from seed in options.AllSeeds.All
            select Training(kind.net, kind.curve, seed);
        var fits = ParallelTrainings.Run(trainings, settings.Workers, log: null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return [.. kinds.Select((kind, i) => new Group(
            kind.net, kind.curve, [.. fits.Skip(i * options.Seeds).Take(options.Seeds).OfType<FittedNet>()]))];

        Func<IProgress<TrainingLine>, CancellationToken, FittedNet> Training(CurveNet net, Parabola curve, uint seed) => (_, token) =>
            settings.DType == DType.Float64
                ? FittedNet.Train<double>(net, curve, settings, seed, token)
                : FittedNet.Train<float>(net, curve, settings, seed, token);
    }

    private static Table Summary(List<Group> groups) => new(
        "regression", ["range", "noise", "net", "seeds", "train_error", "test_error", "half_width", "of_baseline"],
        [.. groups.Select(g => new object[]
        {
            g.Curve.ToString(), g.Curve.Noise, g.Net.Name, g.Fits.Count, g.FinalTraining.Mean, g.FinalTest.Mean, g.FinalTest.HalfWidth,
            g.FinalTest.Mean / groups.First(other => other.Curve == g.Curve).FinalTest.Mean,
        })])
    {
        IsPrinted = true,
    };

    private static Table Errors(List<Group> groups) => new(
        "regression.errors", ["range", "net", "seed", "epoch", "train_error", "test_error"],
        [.. from g in groups
            from fit in g.Fits
            from e in fit.History.Epochs
            select new object[] { g.Curve.ToString(), g.Net.Name, fit.History.Seed, e.Epoch, e.Train, e.Validation }]);

    private static Table Fits(List<Group> groups) => new(
        "regression.fit", ["range", "net", "seed", "x", "y", "predicted"],
        [.. from g in groups
            from fit in g.Fits
            from i in Enumerable.Range(0, fit.TestX.Length)
            select new object[] { g.Curve.ToString(), g.Net.Name, fit.History.Seed, fit.TestX[i], fit.TestY[i], fit.Predicted[i] }]);

    private static Verdict JudgeWide(List<Group> groups)
    {
        var excess = groups.Skip(1).Select(g => g.Excess(WellBelow, groups[0])).ToList();
        return new(
            $"On {Wide} the nets with batch normalization have a test error well below the one without",
            Measured(groups, excess),
            string.Create(CultureInfo.InvariantCulture, $"at most {WellBelow} times {groups[0].FinalTest.Mean:0.000}: excess {SpreadSeries.Limit(excess[0], "below 0")}"),
            excess.All(apart => apart.Most < 0.0));
    }

    private static Verdict JudgeNarrow(List<Group> groups)
    {
        var excess = groups.Skip(1).SelectMany(g => new[] { g.Excess(Small, groups[0]), groups[0].Excess(Small, g) }).ToList();
        return new(
            $"On {Narrow} the difference is small",
            Measured(groups, excess),
            string.Create(CultureInfo.InvariantCulture, $"within a factor of {Small} of {groups[0].FinalTest.Mean:0.0000} either way: excess {SpreadSeries.Limit(excess[0], "below 0")}"),
            excess.All(apart => apart.Most < 0.0));
    }

    private static string Measured(List<Group> groups, List<ConfidenceInterval> excess) =>
        string.Join(", ", groups.Skip(1).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.FinalTest.Mean:0.0000} {g.Net.Name}")))
        + "; excess over the limit " + string.Join(" and ", excess.Select(apart => SpreadSeries.Difference(apart, "0.0000")));

    /// <summary>One net on one range, once for each seed.</summary>
    internal sealed record Group(CurveNet Net, Parabola Curve, IReadOnlyList<FittedNet> Fits)
    {
        public ConfidenceInterval FinalTraining => ConfidenceInterval.Of([.. Fits.Select(fit => fit.History.Epochs[^1].Train)]);

        /// <summary>How far the test errors are above so many times those of another net, seed by seed.</summary>
        public ConfidenceInterval Excess(double times, Group other) => ConfidenceInterval.Of([.. Fits.Zip(other.Fits, (a, b) => FinalError(a) - (times * FinalError(b)))]);

        public ConfidenceInterval FinalTest => ConfidenceInterval.Of([.. Fits.Select(FinalError)]);

        private static double FinalError(FittedNet fit) => fit.History.Epochs[^1].Validation;
    }
}
