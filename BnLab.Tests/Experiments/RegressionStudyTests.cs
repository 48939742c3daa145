using BnLab.Experiments.Regression;

namespace BnLab.Tests.Experiments;

public sealed class RegressionStudyTests
{
    private const string Small = "regression --seeds 2 --dtype float64";

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small));

    /// <summary>The curve is of the net at the end, as the final error is; not of the epoch whose parameters the Solver keeps.</summary>
    [Fact]
    public void The_fitted_curves_have_the_final_errors()
    {
        var result = Result.Value;
        var fits = result.Tables.Single(t => t.Name == "regression.fit").Rows;
        var errors = result.Tables.Single(t => t.Name == "regression.errors").Rows.Where(r => (int)r[3] == 10).ToList();
        Assert.Equal((2 * 4 * 2 * 100, 2 * 4 * 2), (fits.Count, errors.Count));
        foreach (var row in errors)
        {
            var points = fits.Where(r => r[0].Equals(row[0]) && r[1].Equals(row[1]) && r[2].Equals(row[2])).ToList();
            Assert.Equal((double)row[5], points.Average(p => Math.Pow((double)p[5] - (double)p[4], 2)), 1e-12);
            Assert.Equal(points.Select(p => (double)p[3]).Order(), points.Select(p => (double)p[3]));
        }
    }

    [Fact]
    public void Nets_of_a_seed_meet_the_same_points()
    {
        var fits = Result.Value.Tables.Single(t => t.Name == "regression.fit").Rows;
        Assert.Equal(Points("baseline"), Points("batchnorm"));
        Assert.Equal(Points("baseline"), Points("batchnorm-pytorch"));

        List<(object, object, object, object)> Points(string net) =>
            [.. fits.Where(r => (string)r[1] == net).Select(r => (r[0], r[2], r[3], r[4]))];
    }

    /// <summary>Two seeds decide little; a net that is worse than the mean of y counts as the mean.</summary>
    [Fact]
    public void The_claims_follow_from_the_final_errors()
    {
        var result = Result.Value;
        Assert.Equal(3 + 3 + 1, result.Claims.Count);
        double[] errors = [.. result.Histories.Select(h => h.Epochs[^1].Validation)];
        double difference = (errors[4] - errors[0] + errors[5] - errors[1]) / 2; // on (-1, 1), the course's conventions, net by net two seeds
        Assert.Equal(difference, result.Claims[4].Effect!.Value, 1e-12);
        Assert.Equal("from -0.01 to 0.01", result.Claims[3].HoldsIf);
        Assert.Equal(2.0, new RegressionRun(new("", 1, [], [new(10, 1, double.NaN)]), [0, 0], [1, 1 + (2 * Math.Sqrt(2))], [0, 0], 0).TestError, 12);
    }

    [Fact]
    public void Nets_that_diverge_are_neither_alike_nor_unsaturated() => Assert.All(
        Studies.Run($"{Small} --epochs 2 --update-rule sgd --lr 1e200").Claims.Skip(3), claim => Assert.Equal((Outcome.NotDecided, null), (claim.Outcome, claim.Effect)));

    /// <summary>What docs/experiments.md gives as a reason: of one feature, all units of the first layer get the same input, up to its sign.</summary>
    [Fact]
    public void Normalization_makes_the_units_over_a_single_feature_alike()
    {
        var random = new NumpyRandom(231);
        var net = new FullyConnectedNet<double>(new NetDesign(1, [10], 1) { Activation = Activation.Tanh, Normalization = Normalization.Batch });
        net.Initialize(random, 30); // beside which eps is nothing
        net.Walk(Draw.Normal(random, 50, 1), Mode.Train, (i, y) =>
        {
            if (i != 1) return; // behind batch normalization
            for (int n = 0; n < y.Rows; n++)
            {
                for (int j = 1; j < y.Columns; j++) Assert.Equal(Math.Abs(y[n, 0]), Math.Abs(y[n, j]), 1e-3);
            }
        });
    }
}
