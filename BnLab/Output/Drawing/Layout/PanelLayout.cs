using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>One panel: what it needs around its plot, and, when its place is known, its shapes.</summary>
internal abstract class PanelLayout(Panel panel, TypeSizes sizes, Theme theme)
{
    /// <summary>What the panel leaves out.</summary>
    public abstract HiddenNote Note { get; }

    /// <summary>Above the plot: title and note, or half a tick label.</summary>
    public double SpaceAbove =>
        Panel.Title.Length > 0 || Note.Full.Length > 0 ? Sizes.PanelTitle + (1.5 * Sizes.Gap) : 1.5 * Sizes.Gap;

    /// <summary>Below the plot: ticks, their labels, the axis label.</summary>
    public abstract double SpaceBelow { get; }

    /// <summary>Left of the plot: axis label, tick labels, ticks.</summary>
    public abstract double SpaceLeft { get; }

    /// <summary>Right of the plot: what labels reach beyond it, or a colour bar.</summary>
    public abstract double SpaceRight { get; }

    /// <summary>What is laid out.</summary>
    public Panel Panel => panel;

    protected TypeSizes Sizes => sizes;

    protected Theme Theme => theme;

    public static PanelLayout Of(Panel panel, TypeSizes sizes, Theme theme) =>
        panel.Series.OfType<ImageGridSeries>().FirstOrDefault() is { } grid
            ? new ImagePanelLayout(panel, grid, sizes, theme)
            : new AxesPanelLayout(panel, sizes, theme);

    /// <summary>Chooses labels for a size of the plot, which the spaces around it depend on.</summary>
    public abstract void Fit(double width, double height);

    /// <summary>Makes room for the legend where it would cover data at every corner, and says whether it did.</summary>
    public abstract bool MakeHeadroom(Box plot);

    /// <summary>The panel's shapes, from the bottom to the top.</summary>
    /// <param name="plot">Between the axes.</param>
    /// <param name="room">What the panel has in all.</param>
    public abstract IEnumerable<Shape> Shapes(Box plot, Box room);

    /// <summary>The title and the note above the plot.</summary>
    public IEnumerable<Shape> Heading(Box plot)
    {
        double baseline = Point2.Round(plot.Top - (1.6 * Sizes.Gap)), room = plot.Width;
        if (Note.Full.Length > 0)
        {
            TextLine note = TextLine.Set(Note.Full, Sizes.Note);
            double title = TextLine.Set(Panel.Title, Sizes.PanelTitle, TextLine.Bold).Width;
            if (note.Width + title + Sizes.PanelTitle > room) note = TextLine.Fit(Note.Short, Sizes.Note, room * 0.6);
            room -= note.Width + Sizes.PanelTitle;
            yield return new TextShape(note, new(Point2.Round(plot.Right - note.Width), baseline), Theme.Faint);
        }

        if (Panel.Title.Length > 0)
            yield return new TextShape(TextLine.Fit(Panel.Title, Sizes.PanelTitle, room, TextLine.Bold), new(plot.Left, baseline), Theme.Ink);
    }

    /// <summary>Says that there is nothing to see.</summary>
    protected IEnumerable<Shape> Nothing(Box plot)
    {
        TextLine line = TextLine.Fit("no data", Sizes.AxisLabel, plot.Width);
        Point2 start = new(plot.Center.X - (line.Width / 2), plot.Center.Y + line.Middle);
        yield return new TextShape(line, start.Rounded(), Theme.Faint);
    }
}
