namespace BnLab.Tests.Cli;

public sealed class FigureOverlayTests
{
    [Fact]
    public void Series_are_named_after_their_runs_and_keep_their_points_and_apart()
    {
        var one = SampleFigures.Training();
        var figure = FigureOverlay.Of([("seed 1", "a", one), ("seed 2", "b", SampleFigures.Training())]);
        Assert.Equal(one.Rows.Count, figure.Rows.Count);
        Assert.All(figure.Rows.SelectMany(row => row), panel =>
        {
            Assert.Equal(
                ["seed 1: Batch normalization", "seed 1: Baseline", "seed 2: Batch normalization", "seed 2: Baseline"], panel.Series.Select(series => series.Name));
            Assert.Equal([0, 1, 2, 3], panel.Series.Select(series => series.Style));
        });
        var loss = one.Rows[0][0].Series[1];
        Assert.Equal(FigureText.Of(loss with { Name = "seed 2: Baseline", Style = 3 }), FigureText.Of(figure.Rows[0][0].Series[3]));
    }

    [Fact]
    public void Panels_are_matched_by_their_titles_wherever_they_stand()
    {
        var one = SampleFigures.Training();
        var figure = FigureOverlay.Of([("1", "a", one), ("2", "b", one with { Rows = [.. one.Rows.Reverse()] })]);
        Assert.All(figure.Rows.Zip(one.Rows), pair => Assert.Equal(((LineSeries)pair.Second[0].Series[0]).Y, ((LineSeries)pair.First[0].Series[2]).Y));
    }

    [Fact]
    public void A_rule_that_all_runs_have_is_drawn_once_and_a_series_without_a_name_gets_its_runs()
    {
        var figure = Figure.Stacked("", new Panel("", new("x"), new("y"), [new LineSeries("", 0, [1], [2]), new RuleSeries("Chance", 6, 0.1)]));
        var bare = Figure.Stacked("", new Panel("", new("x"), new("y"), [new LineSeries("", 0, [1], [2])]));
        Assert.Equal(["1", "2"], FigureOverlay.Of([("1", "a", bare), ("2", "b", bare)]).Rows[0][0].Series.Select(series => series.Name));
        Assert.Single(FigureOverlay.Of([("1", "a", figure), ("2", "b", figure)]).Rows[0][0].Series.OfType<RuleSeries>(), rule => rule.Name == "Chance");
    }

    [Fact]
    public void Limits_are_those_that_hold_all_runs()
    {
        Assert.Equal((0.0, 5.0), Limits(new("x", Min: 1, Max: 5), new("x", Min: 0, Max: 3)));
        Assert.Equal((null, null), Limits(new("x", Min: 1), new("x", Max: 3)));

        static (double?, double?) Limits(Axis a, Axis b)
        {
            var x = FigureOverlay.Of([("1", "a", Of(a)), ("2", "b", Of(b))]).Rows[0][0].X;
            return (x.Min, x.Max);
        }
    }

    [Fact]
    public void Bars_of_a_category_share_its_place_and_images_are_side_by_side()
    {
        var bars = Figure.Stacked("", SampleKinds.Bars(4));
        var series = FigureOverlay.Of([("1", "a", bars), ("2", "b", bars)]).Rows[0][0].Series.Cast<BarSeries>().ToArray();
        Assert.Equal(series[0].Right, series[1].Left);
        Assert.Equal(0.4, series[1].Right[0], 12);
        var images = FigureOverlay.Of([("1", "a", Figure.Stacked("", SampleKinds.Images(2, 2))), ("2", "b", Figure.Stacked("", SampleKinds.Images(2, 2)))]);
        Assert.Equal(["1: Images", "2: Images"], Assert.Single(images.Rows).Select(panel => panel.Title));
    }

    [Fact]
    public void Figures_that_do_not_fit_are_refused_by_name()
    {
        Assert.Equal("b: expected the panels that a has, but there is no 'Training loss'.", Refused(SampleFigures.Training(), SampleFigures.Sweep()));
        Assert.Equal("b: expected a Linear axis in the panel 'panel', as a has.", Refused(SampleFigures.Single([1], [1]), SampleFigures.Single([1], [1], AxisScale.Log)));
        Assert.StartsWith("b: expected the categories Normalization of kind 0", Refused(Figure.Stacked("", SampleKinds.Bars(3)), Figure.Stacked("", SampleKinds.Bars(4))), StringComparison.Ordinal);

        static string Refused(Figure a, Figure b) => Assert.Throws<InvalidDataException>(() => FigureOverlay.Of([("1", "a", a), ("2", "b", b)])).Message;
    }

    [Fact]
    public void Runs_are_named_by_what_sets_them_apart()
    {
        Assert.Equal(["seed 1", "seed 2"], RunLabels.Of([("x/t.figure.csv", With(("seed", "1"), ("out", "x"))), ("y/t.figure.csv", With(("seed", "2"), ("out", "y")))]));
        Assert.Equal(["no batchnorm", "batchnorm"], RunLabels.Of([("t", With(("batchnorm", "false"))), ("t", With(("batchnorm", "true")))]));
        Assert.Equal(["x", "y"], RunLabels.Of([("x/t.figure.csv", With(("seed", "1"))), ("y/t.figure.csv", With(("seed", "1")))]));
        Assert.Equal(["x", "y"], RunLabels.Of([("x/t.figure.csv", null), ("y/t.figure.csv", With())]));
        Assert.Equal(["a/x", "b/x"], RunLabels.Of([("a/x/t.figure.csv", null), ("b/x/t.figure.csv", null)]));
        Assert.Equal(["run 1", "run 2"], RunLabels.Of([("x/t.figure.csv", null), ("x/t.figure.csv", null)]));
        var many = Enumerable.Range(0, 2).Select(run => ($"{run}/t", (RunManifest?)With([.. Enumerable.Range(0, 5).Select(i => ($"o{i}", $"{run}"))]))).ToArray();
        Assert.Equal(["0", "1"], RunLabels.Of(many));

        static RunManifest With(params (string Name, string Value)[] options) => ManifestJsonTests.Sample with { Options = [.. options.Select(o => KeyValuePair.Create(o.Name, o.Value))] };
    }

    private static Figure Of(Axis x) => Figure.Stacked("", new Panel("panel", x, new("y"), [new LineSeries("s", 0, [1], [2])]));
}
