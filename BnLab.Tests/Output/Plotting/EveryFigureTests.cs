namespace BnLab.Tests.Output.Plotting;

/// <summary>The figures of every experiment, from small runs of its command: what they say can be read at any size.</summary>
[Collection(nameof(EveryExperiment))]
public sealed class EveryFigureTests(EveryExperiment experiments)
{
    /// <summary>Each figure, and the command that made it.</summary>
    private IEnumerable<(string Name, Figure Figure)> Figures =>
        from run in experiments.Runs
        from file in run.Value.Files
        where file.EndsWith(Figure.FileExtension, StringComparison.Ordinal)
        select ($"{run.Key}: {file}", FigureCsv.Read(Path.Combine(run.Value.Folder, file)));

    [Theory]
    [InlineData(600)]
    [InlineData(1000)]
    [InlineData(1500)]
    [InlineData(2400)]
    public void No_text_overlaps_or_is_cut(int width) => Assert.All(Figures, drawn =>
    {
        var usual = FigureSize.For(drawn.Figure);
        SvgTexts.AssertApart(drawn.Name, SvgPicture.Of(drawn.Figure, FigureSize.Pixels(width, (int)Math.Round((double)width * usual.Height / usual.Width))));
    });

    [Fact]
    public void In_its_own_size_nothing_is_shortened_and_no_legend_covers_data() => Assert.All(Figures, drawn =>
    {
        SvgPicture picture = SvgPicture.Of(drawn.Figure);
        Assert.All(picture.Words, words => Assert.False(words.Contains('…', StringComparison.Ordinal), $"{drawn.Name}: {words}"));
        Assert.All(picture.Legends, legend => Assert.False(DataCover.Covers(picture, legend), $"{drawn.Name}: a legend at {legend} covers data"));
    });

    [Fact]
    public void A_figure_of_several_panels_has_a_title() => Assert.All(Figures, drawn =>
        Assert.True(drawn.Figure.Title.Length > 0 || drawn.Figure.Rows is [[{ Title.Length: > 0 }]], drawn.Name));

    [Fact]
    public void The_order_of_drawing_changes_no_byte()
    {
        ScottPlotRenderer renderer = new();
        var some = Figures.Where((_, i) => i % 3 == 0).ToList();
        var forwards = some.ConvertAll(Drawn);
        var backwards = Enumerable.Reverse(some).Select(Drawn).Reverse().ToList();
        Assert.Equal(forwards, backwards);

        string Drawn((string, Figure Figure) each) => renderer.Svg(each.Figure, FigureSize.For(each.Figure)) + Convert.ToHexString(renderer.Png(each.Figure, FigureSize.Pixels(400, 300)));
    }
}
