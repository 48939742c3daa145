using BnLab.Experiments.Saturation;

namespace BnLab.Tests.Experiments;

public sealed class SaturationTests
{
    private const string Small = "saturation --num-train 100 --hidden 8,8,8 --dtype float64 --lr 0.5 --batch-size 20";

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, TinyImages.Make()));

    /// <summary>A NumPy script trained the same nets on the same draws; these are its norms, and its share of saturated outputs.</summary>
    [Theory]
    [InlineData("baseline", 10, new[] { 0.042357114564515366, 0.06887219305731816, 0.06574842999884119, 0.14084599212507706 })]
    [InlineData("baseline", 50, new[] { 0.0011271772984701555, 0.00450467369494931, 0.007926557756042242, 0.0030865258237935426, 0.6541666666666667 })]
    [InlineData("batchnorm", 10, new[] { 0.03477925245330591, 0.04718604034865171, 0.043159338953707035, 0.2231467553386664 })]
    [InlineData("batchnorm", 50, new[] { 0.025916459823275277, 0.015551198833519452, 0.008287179045885442, 0.025172146622648207, 0.3604166666666666 })]
    public void Gradients_and_saturation_meet_NumPy(string net, int iteration, double[] expected)
    {
        var row = Assert.Single(Table(Result.Value, "saturation.gradients").Rows, row =>
            (string)row[0] == net && (double)row[2] == 0.5 && (int)row[3] == iteration);
        Assert.All(expected.Index(), item => Assert.Equal(item.Item, (double)row[4 + item.Index], 1e-9 * item.Item));
    }

    [Fact]
    public void Both_nets_are_trained_at_the_asked_and_at_the_compared_learning_rates()
    {
        var result = Result.Value;
        Assert.Equal(
            ["baseline 0.5", "batchnorm 0.5", "baseline 1", "batchnorm 1", "baseline 0.1", "batchnorm 0.1", "baseline 0.01", "batchnorm 0.01"],
            Table(result, "saturation").Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row[0]} {row[2]}")));
        Assert.Equal(["baseline", "batchnorm"], result.Histories.Select(h => h.Net));
    }

    /// <summary>The worst of the recorded iterations counts.</summary>
    [Fact]
    public void Ratios_are_those_of_the_least_favourable_iteration()
    {
        var run = new SaturationRun(new("baseline", 1, [], []), [new(10, [1, 0.5, 100], 0), new(20, [2, 300, 20], 0)]);
        Assert.Equal((10, 200), (run.LastOverFirst, run.LargestFactor));
    }

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
        Assert.Equal((figure.Rows[0][0].Y.Min, figure.Rows[0][0].Y.Max), (figure.Rows[0][1].Y.Min, figure.Rows[0][1].Y.Max));
    }

    private static Table Table(ExperimentResult result, string name) => result.Tables.Single(table => table.Name == name);
}
