using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Tests.Output;

/// <summary>The choice of a renderer, and what a renderer on another library builds upon.</summary>
public sealed class FigureRenderersTests
{
    [Fact]
    public void Every_name_makes_a_renderer_of_that_name() =>
        Assert.All(FigureRenderers.Names, name => Assert.Equal(name, FigureRenderers.Create(name, _ => { }).Name));

    [Fact]
    public void Other_names_are_refused() => Assert.Throws<ArgumentException>(() => FigureRenderers.Create("oil on canvas", _ => { }));

    [Fact]
    public void A_renderer_that_is_not_available_gives_way_and_says_so_once()
    {
        List<string> told = [];
        FallbackRenderer renderer = new(new Broken(), new BuiltInRenderer(), told.Add);
        Assert.Equal("broken", renderer.Name);
        FigureSize size = new(300, 200, 1);
        byte[] png = renderer.Png(SampleFigures.Sweep(), size);
        Assert.Equal(new BuiltInRenderer().Png(SampleFigures.Sweep(), size), png);
        renderer.Svg(SampleFigures.Sweep(), size);
        Assert.Equal("broken: no font is installed. The figures are drawn by the renderer 'builtin'.", Assert.Single(told));
        Assert.Equal("builtin", renderer.Name);
    }

    [Fact]
    public void Other_failures_are_not_hidden() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new FallbackRenderer(new BuiltInRenderer(), new Broken(), _ => { }).Png(SampleFigures.Sweep(), new(0, 0)));

    [Fact]
    public void Plotter_coordinates_are_logarithms_on_log_axes_and_lead_back()
    {
        Panel panel = new("", new("x", AxisScale.Log, 1, 100), new("y", Min: 0, Max: 2), []);
        Box box = new(10, 20, 110, 220);
        PlotterCoordinates at = Coordinates(panel, box);
        Assert.Equal((0, 2, 0, 2), (at.Left, at.Right, at.Bottom, at.Top));
        Assert.Equal((1.0, 1.0), at.Of(new(60, 120)));
        Assert.Equal([[0], [2, 3]], at.Runs([1, 2, 3, 4], [1, double.NaN, 3, 4]));
    }

    [Fact]
    public void Rows_of_a_heat_map_go_downwards()
    {
        HeatMapSeries map = new("", [[1, 2], [3]]);
        PlotterCoordinates at = Coordinates(new("", new(""), new(""), [map]), new(0, 0, 100, 100));
        Assert.Equal((0.5, -1.5), (at.Top, at.Bottom));
        Assert.Equal(-1, at.Y(1));
        double[,] cells = PlotterCoordinates.Cells(map);
        Assert.Equal((3, double.NaN), (cells[1, 0], cells[1, 1]));
    }

    [Theory]
    [InlineData("10^{-4}", "10⁻⁴")]
    [InlineData("σ²_{12}", "σ²₁₂")]
    [InlineData("μ_{B}", "μ_B")]
    public void Labels_for_other_fonts_use_raised_characters(string text, string expected) =>
        Assert.Equal(expected, MarkedText.Unicode(MarkedText.Parse(text)));

    private static PlotterCoordinates Coordinates(Panel panel, Box box) => new(new AxesPanelLayout(panel, TypeSizes.For(600, 400), Theme.Light), box);

    private sealed class Broken : IFigureRenderer
    {
        public string Name => "broken";

        public byte[] Png(Figure figure, FigureSize size) => throw new RendererUnavailableException("no font is installed.");

        public string Svg(Figure figure, FigureSize size) => throw new RendererUnavailableException("no font is installed.");
    }
}
