namespace BnLab.Tests.Output.Plotting;

/// <summary>Where titles, panels and labels are on a sheet, with figures of every kind of series and axis.</summary>
public sealed class SampleLayoutTests
{
    [Theory]
    [InlineData(600, 600, 1)]
    [InlineData(600, 600, 2)]
    [InlineData(1000, 1000, 2)]
    [InlineData(1500, 800, 1)]
    [InlineData(2400, 2400, 3.2)]
    public void No_text_overlaps_or_is_cut(int width, int height, double scale)
    {
        foreach (Figure figure in (Figure[])[SampleFigures.Training(), SampleFigures.Sweep()])
        {
            SvgPicture picture = SvgPicture.Of(figure, new(width, height, scale));
            SvgTexts.AssertApart("a figure of the course", picture);
            Assert.True(picture.Texts.Count > 20);
            Assert.All(picture.Words, words => Assert.DoesNotContain("…", words, StringComparison.Ordinal));
        }

        foreach ((string name, Figure figure) in SampleKinds.All()) SvgTexts.AssertApart(name, SvgPicture.Of(figure, new(width, height, scale)));
    }

    [Fact]
    public void Panels_of_a_column_share_their_edges()
    {
        IReadOnlyList<SvgBox> frames = SvgPicture.Of(SampleFigures.Training()).Frames;
        Assert.Equal(3, frames.Count);
        Assert.Single(frames.Select(frame => (frame.Left, frame.Right)).Distinct());
        Assert.True(frames[0].Bottom < frames[1].Top && frames[1].Bottom < frames[2].Top);
    }

    [Fact]
    public void Panels_of_a_row_are_equally_high_and_apart()
    {
        Panel panel = SampleFigures.Training().Rows[0][0];
        IReadOnlyList<SvgBox> frames = SvgPicture.Of(new Figure("", [[panel, panel with { Title = "", X = new("") }, panel]]), new(2400, 900)).Frames;
        Assert.Equal(3, frames.Count);
        Assert.Single(frames.Select(frame => (frame.Top, frame.Bottom)).Distinct());
        Assert.True(frames[0].Right < frames[1].Left && frames[1].Right < frames[2].Left);
        Assert.InRange(frames.Max(frame => frame.Width) - frames.Min(frame => frame.Width), 0, 1); // edges are rounded to half a unit
    }

    [Fact]
    public void A_figure_is_high_enough_for_all_names_left_of_its_panels()
    {
        Figure figure = Figure.Stacked("", SampleKinds.Named(40));
        Assert.Superset(figure.Rows[0][0].Y.Categories.ToHashSet(), SvgPicture.Of(figure).Words.ToHashSet());
        Assert.Equal(900, FigureSize.For(SampleFigures.Single([0], [0])).Height);
    }

    [Fact]
    public void A_title_is_above_all_panels_and_panel_titles_are_above_their_panels()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Training());
        SvgText title = Assert.Single(picture.Texts, text => text.Words == "Training");
        Assert.True(title.Box.Bottom < picture.Frames[0].Top);
        foreach (var (words, frame) in ((string[])["Training loss", "Training accuracy", "Validation accuracy"]).Zip(picture.Frames))
        {
            SvgText text = Assert.Single(picture.Texts, text => text.Words == words);
            Assert.InRange(frame.Top - text.Box.Bottom, 0, 12);
            Assert.Equal(frame.Left, text.Box.Left, 1);
        }
    }
}
