using System.Globalization;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// A panel's legend: a small box in an inner corner, its entries below each other or in several columns, whichever hides no
/// data; if each place hides some, the one that hides least.
/// </summary>
internal sealed class Legend
{
    private const double Widest = 0.72; // an entry, as a part of the plot's width
    private const byte Veil = 225; // opacity of its paper: a line behind it can still be followed
    private const byte Border = 70;

    private readonly Box _plot;
    private readonly TypeSizes _sizes;
    private readonly Theme _theme;
    private readonly List<(Series? Series, TextLine Name)> _entries = [];

    public Legend(Panel panel, Box plot, TypeSizes sizes, Theme theme)
    {
        (_plot, _sizes, _theme) = (plot, sizes, theme);
        if (panel.Legend == LegendPlace.None) return;
        Series[] named = [.. panel.Series.Where(series => series.Name.Length > 0).DistinctBy(series => (series.Name, series.Style))];
        int fits = (int)((plot.Height - (2 * Inset) - (2 * PaddingY)) / LineHeight);
        double widest = (plot.Width * Widest) - SampleWidth - (2 * PaddingX);
        if (fits < 1 || widest < 2 * sizes.Legend) return;

        int shown = named.Length <= fits ? named.Length : fits - 1;
        foreach (Series series in named.Take(shown)) _entries.Add((series, TextLine.Fit(series.Name, sizes.Legend, widest)));
        if (shown < named.Length)
        {
            string more = (named.Length - shown).ToString(CultureInfo.InvariantCulture) + " more";
            _entries.Add((null, TextLine.Fit(more, sizes.Legend, widest)));
        }
    }

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>What it needs of the plot's height, with as many columns as there is room for.</summary>
    public double LeastHeight => IsEmpty ? 0 : HeightOf(MostColumns) + (2 * Inset);

    private double Inset => 1.5 * _sizes.Gap; // from the frame

    private double PaddingX => 1.75 * _sizes.Gap;

    private double PaddingY => 0.75 * _sizes.Gap; // lines have some space of their own

    private double LineHeight => 1.5 * _sizes.Legend;

    private double SampleGap => 0.55 * _sizes.Legend;

    private double SampleWidth => (2.9 * _sizes.Legend) + SampleGap;

    private double ColumnGap => 1.4 * _sizes.Legend;

    private int MostColumns
    {
        get
        {
            int columns = 1;
            while (columns < _entries.Count && WidthOf(columns + 1) + (2 * Inset) <= _plot.Width) columns++;
            return columns;
        }
    }

    /// <summary>How much data the legend hides at its best place.</summary>
    public double Cost(IReadOnlyList<Shape> data) => IsEmpty ? 0 : Places().Min(place => Covered(place.Box, data));

    /// <summary>The place that hides least, and how many columns the entries have there. Not for an empty legend.</summary>
    public (Box Box, int Columns) Best(IReadOnlyList<Shape> data) => Places().MinBy(place => Covered(place.Box, data));

    /// <summary>The corner of the best place, for who sets the legend otherwise.</summary>
    public (bool IsRight, bool IsLow) Corner(IReadOnlyList<Shape> data)
    {
        Box box = Best(data).Box;
        return (box.Left - _plot.Left > _plot.Right - box.Right, box.Top - _plot.Top > _plot.Bottom - box.Bottom);
    }

    public IEnumerable<Shape> Shapes(IReadOnlyList<Shape> data)
    {
        if (IsEmpty) yield break;
        (Box box, int columns) = Best(data);
        yield return FillShape.Of(box, _theme.Paper.WithAlpha(Veil));
        Point2[] corners = [.. FillShape.Of(box, _theme.Paper).Points];
        yield return new StrokeShape([.. corners, corners[0]], AxesShapes.RuleWidth, _theme.Faint.WithAlpha(Border));

        int lines = LinesIn(columns);
        for (int i = 0; i < _entries.Count; i++)
        {
            (Series? series, TextLine name) = _entries[i];
            double left = Point2.Round(box.Left + PaddingX + Enumerable.Range(0, i / lines).Sum(c => ColumnWidth(c, lines) + ColumnGap));
            double top = box.Top + PaddingY + (i % lines * LineHeight);
            Box sample = new(left, top, Point2.Round(left + SampleWidth - SampleGap), top + LineHeight);
            if (series is not null)
                foreach (Shape shape in SeriesShapes.Sample(series, sample, _sizes, _theme)) yield return shape;
            yield return new TextShape(name, new Point2(left + SampleWidth, sample.Center.Y + name.Middle).Rounded(), _theme.Ink);
        }
    }

    /// <summary>One column first, and of the corners the one that readers look at first.</summary>
    private IEnumerable<(Box Box, int Columns)> Places()
    {
        for (int columns = 1; columns <= MostColumns; columns++)
        {
            double width = WidthOf(columns), height = HeightOf(columns);
            foreach ((bool right, bool top) in ((bool, bool)[])[(true, true), (true, false), (false, true), (false, false)])
            {
                double left = Point2.Round(right ? _plot.Right - Inset - width : _plot.Left + Inset);
                double upper = Point2.Round(top ? _plot.Top + Inset : _plot.Bottom - Inset - height);
                yield return (new(left, upper, Point2.Round(left + width), Point2.Round(upper + height)), columns);
            }
        }
    }

    private int LinesIn(int columns) => (_entries.Count + columns - 1) / columns;

    private double ColumnWidth(int column, int lines) =>
        SampleWidth + _entries.Skip(column * lines).Take(lines).Select(entry => entry.Name.Width).DefaultIfEmpty(0).Max();

    private double WidthOf(int columns) =>
        Enumerable.Range(0, columns).Sum(c => ColumnWidth(c, LinesIn(columns)) + ColumnGap) - ColumnGap + (2 * PaddingX);

    private double HeightOf(int columns) => (LinesIn(columns) * LineHeight) + (2 * PaddingY);

    private static double Covered(Box box, IReadOnlyList<Shape> data) => data.Sum(shape => Coverage.Of(shape, box));
}
