using BnLab.Experiments.Saturation;

namespace BnLab.Tests.Experiments;

public sealed class SaturationTests
{
    private const string Small = "saturation --num-train 100 --hidden 8,8,8 --dtype float64 --lr 0.01 --batch-size 20 --seeds 2";

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, TinyImages.Make()));

    /// <summary>A NumPy script trained the same nets on the same draws; these are its spectral norms, and its share of saturated outputs.</summary>
    [Theory]
    [InlineData("baseline", 10, 0.008581297451289018, 0.012128270465871201, 0.04619471256701332, 0.2306839211685416, 0.03333333333333333)]
    [InlineData("baseline", 50, 0.012961522899618374, 0.01924719759121576, 0.06067763458675345, 0.130129068278977, 0.09999999999999999)]
    [InlineData("batchnorm", 10, 0.08160038447323059, 0.04767765310932333, 0.05920522936794649, 0.36467461368480997, 0.024999999999999998)]
    [InlineData("batchnorm", 50, 0.40475792604701, 0.2142143717967603, 0.12124057756233723, 0.22036664039712145, 0.08958333333333333)]
    public void Gradients_and_saturation_meet_NumPy(string net, int iteration, params double[] expected)
    {
        var row = Assert.Single(Table("saturation").Rows, row => (string)row[0] == net && (uint)row[1] == 231 && (int)row[2] == iteration);
        double[] found = [.. row.Skip(3).Take(4).Cast<double>(), (double)row[^1]];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
    }

    [Fact]
    public void A_layer_shrinks_the_gradient_by_the_geometric_mean_over_the_layers_after_sigmoids()
    {
        var record = new GradientRecord(10, [5, 1, 2, 64], 0);
        Assert.Equal((8, 64), (record.PerLayer, record.Range));
    }

    [Fact]
    public void The_claims_follow_from_iteration_10_of_every_seed()
    {
        var result = Result.Value;
        Assert.Equal([4.0, 8.0], result.Claims.Take(2).Select(claim => double.Parse(claim.HoldsIf.Split(' ')[1], CultureInfo.InvariantCulture)));
        double[] factors = [.. Table("saturation").Rows.Where(row => (string)row[0] == "baseline" && (int)row[2] == 10).Select(row => Math.Log((double)row[^3]))];
        Assert.Equal(Math.Exp(factors.Average()), result.Claims[0].Effect!.Value, 1e-12);
        Assert.Equal(2, result.Claims[0].Count);
    }

    /// <summary>The other net in its place: a claim that cannot fail says nothing.</summary>
    [Fact]
    public void With_the_nets_swapped_no_claim_holds()
    {
        var runs = new StudyRuns<NetVariant, SaturationRun>("saturation", [NetVariant.Baseline, NetVariant.BatchNorm], [.. Enumerable.Range(0, 6).Select(Swapped)], run => run.History);
        Assert.All(SaturationReport.Judge(runs), claim => Assert.Equal(Outcome.DoesNotHold, claim.Outcome));

        static SaturationRun Swapped(int i)
        {
            double noise = 1 + (0.01 * i);
            return i % 2 == 0
                ? new(new("baseline", 231, [], []), [new(10, [0.5, 0.2, 0.2, 0.4 * noise], 0.01 * noise)])
                : new(new("batchnorm", 231, [], []), [new(10, [1e-6, 0.002, 0.02, 0.4 * noise], 0.5 * noise)]);
        }
    }

    [Fact]
    public void A_net_that_diverges_decides_nothing() => Assert.All(
        Studies.Run($"{Small.Replace("--lr 0.01", "--lr 1e200")} --update-rule sgd", TinyImages.Make()).Claims.Take(2),
        claim => Assert.Equal((Outcome.NotDecided, null), (claim.Outcome, claim.Effect)));

    [Fact]
    public void The_figure_has_a_line_of_all_layers_for_each_recorded_iteration()
    {
        var figure = Assert.Single(Result.Value.Figures).Figure;
        Assert.All(figure.Rows[0], panel =>
        {
            Assert.Equal(AxisScale.Log, panel.Y.Scale);
            Assert.Equal(["Iteration 10", "Iteration 20", "Iteration 30", "Iteration 40", "Iteration 50"], panel.Series.Select(s => s.Name));
            Assert.All(panel.Series, s => Assert.Equal([1.0, 2, 3, 4], ((LineSeries)s).X));
        });
    }

    /// <summary>On the digits that it was made on, in as many iterations as it speaks of: the note's norms but for a factor of 3.</summary>
    [RealDigitsFact]
    public void The_notes_norms_are_met_on_real_digits()
    {
        var result = Studies.Run("saturation --epochs 2 --seeds 3", Mnist.Read(Repository.SharedDigits));
        var rows = result.Tables.Single(table => table.Name == "saturation.note").Rows;
        Assert.InRange((double)rows[0][3] / 0.4, 1 / 3.0, 3);
        Assert.InRange((double)rows[1][1] / 0.1, 1 / 3.0, 3);
        Assert.InRange((double)rows[1][3] / 0.8, 1 / 3.0, 3);
        Assert.InRange((double)rows[0][5], 4.0, 4.4); // a factor of 4.4 a layer in the note
    }

    private static Table Table(string name) => Result.Value.Tables.Single(table => table.Name == name);
}
