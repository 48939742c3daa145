namespace BnLab.Tests.Output.Plotting;

/// <summary>One legend for several panels that would list the same.</summary>
public sealed class CommonLegendTests
{
    [Fact]
    public void Panels_with_the_same_entries_have_one_legend_above_them()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Training());
        Assert.Empty(picture.Legends);
        Assert.All((string[])[SampleFigures.Normalized, SampleFigures.Baseline], name =>
            Assert.True(Assert.Single(picture.Texts, text => text.Words == name).Box.Bottom < picture.Frames[0].Top));
    }

    /// <summary>The first panel has markers only: the sample shows the line of the other panels too.</summary>
    [Fact]
    public void Its_samples_show_most()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Training());
        var samples = picture.Root.Elements(SvgTexts.Ns + "g").Single(group => group.Elements(SvgTexts.Ns + "text").Any()).Elements().Where(element => element.Name.LocalName != "text").Select(SvgShape.Of);
        Assert.Equal(["#0072B2 Line", "#0072B2 Marker", "#D55E00 Line", "#D55E00 Marker"], samples.Where(shape => shape.Kind != SvgShapeKind.Other).Select(shape => $"{shape.Colour} {shape.Kind}"));
    }

    [Fact]
    public void A_panel_with_a_part_of_the_entries_counts_too() => Assert.Empty(SvgPicture.Of(SampleFigures.Sweep()).Legends);

    [Fact]
    public void Panels_with_different_entries_have_legends_of_their_own()
    {
        Panel one = SampleFigures.Training().Rows[1][0], other = one with { Series = [.. one.Series.Select(series => series with { Name = series.Name + " 2" })] };
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", one, other));
        Assert.Equal(2, picture.Legends.Count);
        Assert.All(picture.Legends.Zip(picture.Frames), pair => Assert.True(pair.Second.Contains(pair.First)));
        Assert.Equal(2, SvgPicture.Of(Figure.Stacked("", one, one with { Series = [.. one.Series.Select(series => series with { Style = series.Style + 1 })] })).Legends.Count);
        Assert.Single(SvgPicture.Of(Figure.Stacked("", one)).Legends);
    }

    [Fact]
    public void It_is_beside_the_title_where_there_is_room_and_else_below_it()
    {
        foreach (int width in (int[])[600, 700, 800, 1500])
        {
            SvgPicture picture = SvgPicture.Of(SampleFigures.Training(), new(width, 1500));
            SvgText title = Assert.Single(picture.Texts, text => text.Words == "Training");
            SvgText[] names = [.. picture.Texts.Where(text => text.Words is SampleFigures.Normalized or SampleFigures.Baseline)];
            Assert.Equal(2, names.Length);
            bool isBeside = names[0].Box.Top < title.Box.Bottom;
            Assert.Equal(width == 1500, isBeside);
            Assert.Equal(names[0].Box.Top, names[1].Box.Top, 1);
            if (isBeside) Assert.True(names[0].Box.Left - title.Box.Right > 24 + 32); // and 32 for the sample
            SvgTexts.AssertApart($"{width}", picture);
        }
    }

    [Fact]
    public void Where_it_would_be_too_wide_the_first_panel_has_it()
    {
        Panel panel = new("", new("x"), new("y"), [.. Enumerable.Range(0, 9).Select(i => new LineSeries($"A long name of a series, number {i}", i, [0, 1], [0, i]))]);
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", panel, panel));
        Assert.Equal(9, picture.Texts.Count(text => text.Words.StartsWith("A long name", StringComparison.Ordinal) && text.Box.Bottom < picture.Frames[0].Bottom));
    }
}
