using BnLab.Output.Plotting;

namespace BnLab.Output;

/// <summary>Returns what it draws, and writes no file.</summary>
internal interface IFigureRenderer
{
    byte[] Png(Figure figure, FigureSize size);

    string Svg(Figure figure, FigureSize size);
}

/// <summary>Width and height of the PNG in pixels.</summary>
/// <param name="Scale">
/// Pixels to one unit of the layout. Text and lines have fixed sizes in units (text is 11 to 16), so a larger scale at the
/// same width makes them larger. The SVG is Width / Scale units wide.
/// </param>
internal sealed record FigureSize(int Width, int Height, double Scale = FigureSize.DefaultScale)
{
    /// <summary>Sharp on dense screens, and at half size.</summary>
    public const double DefaultScale = 2;

    /// <summary>The longest side, in pixels, that can be drawn.</summary>
    public const int Longest = 16_384;

    private const int UnitsPerInch = 96; // CSS pixels

    /// <summary>The physical size that a PNG states.</summary>
    public double DotsPerInch => UnitsPerInch * Scale;

    /// <summary>A size that suits the figure: a column of three panels is a square of 1500 pixels.</summary>
    public static FigureSize For(Figure figure)
    {
        if (figure.Rows is [[{ Series: [ImageGridSeries { Images.Count: > 0 } grid] }]]) return For(grid, figure.Title.Length > 0);
        int columns = figure.Rows.Count == 0 ? 1 : Math.Max(1, figure.Rows.Max(row => row.Count));
        int width = Math.Min(Longest, columns == 1 ? 1500 : 950 * columns);
        int height = Math.Max(1, figure.Rows.Count) switch { 1 => 900, 2 => 1200, int rows => 500 * rows };
        return new(width, Math.Min(Longest, Math.Max(height, figure.Rows.Sum(HeightForNames))));
    }

    /// <summary>The height that a row of panels needs for the names of categories left of them.</summary>
    private static int HeightForNames(IReadOnlyList<Panel> row)
    {
        const int Around = 160, OfName = 34; // a line and a half of tick labels
        return Around + (OfName * row.Select(panel => panel.Y.Categories.Count).DefaultIfEmpty(0).Max());
    }

    private static FigureSize For(ImageGridSeries grid, bool hasTitle)
    {
        const int Across = 1500, Least = 160;
        double height = FigurePlot.HeightFor(grid, Across / DefaultScale, hasTitle);
        return new(Across, (int)Math.Clamp(Math.Ceiling(height * DefaultScale), Least, Longest));
    }

    /// <summary>Text keeps its proportion to the sheet, except on small sheets, where it must stay legible.</summary>
    public static FigureSize Pixels(int width, int height) => new(width, height, Math.Clamp(width / 750.0, 1, 40));
}
