namespace BnLab.Results;

/// <summary>Something drawn in a panel from one set of numbers.</summary>
/// <param name="Name">Its line in the legend; empty keeps it out of the legend.</param>
/// <param name="Style">Colour, marker and dash of the palette, from 0. The same net has the same style in every panel.</param>
internal abstract record Series(string Name, int Style)
{
    /// <summary>The coordinates of each point on the two axes: none, one, or both ends of an extent.</summary>
    public abstract IEnumerable<(double[] X, double[] Y)> Points();

    /// <summary>How many of its points cannot be shown (NaN, infinite, not positive on a log axis).</summary>
    public int Hidden(Axis x, Axis y) => Points().Count(point => !Array.TrueForAll(point.X, x.CanShow) || !Array.TrueForAll(point.Y, y.CanShow));
}

/// <summary>Points, joined by a line, marked by markers, or both. A point that is not finite breaks the line and is left out.</summary>
internal sealed record LineSeries(
    string Name, int Style, IReadOnlyList<double> X, IReadOnlyList<double> Y, bool HasLine = true, bool HasMarkers = true)
    : Series(Name, Style)
{
    /// <summary>
    /// The number of neighbouring points in a centred running mean, drawn as a smooth line through the markers; 0 for none.
    /// It separates overlapping clouds of points; a note in the panel names it.
    /// </summary>
    public int RunningMean { get; init; }

    public override IEnumerable<(double[] X, double[] Y)> Points() => X.Zip(Y, (x, y) => (new[] { x }, new[] { y }));
}

/// <summary>A band between two curves, such as a 95 % interval around a mean. It is interrupted where one of its ends is not finite.</summary>
/// <param name="Name">Empty where the curve inside it is in the legend.</param>
/// <param name="Style">That of the curve it belongs to.</param>
internal sealed record BandSeries(
    string Name, int Style, IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High)
    : Series(Name, Style)
{
    public override IEnumerable<(double[] X, double[] Y)> Points() => X.Zip(Low, High).Select(point => (new[] { point.First }, new[] { point.Second, point.Third }));
}

/// <summary>Upright bars, each between its own left and right end: bars of categories, and histograms.</summary>
/// <param name="Heights">Where each bar ends, from <paramref name="Base"/>.</param>
/// <param name="Base">Where each bar begins; on a logarithmic axis bars begin at its lower end.</param>
internal sealed record BarSeries(
    string Name, int Style, IReadOnlyList<double> Left, IReadOnlyList<double> Right, IReadOnlyList<double> Heights, double Base = 0)
    : Series(Name, Style)
{
    public override IEnumerable<(double[] X, double[] Y)> Points() => Left.Zip(Right, Heights).Select(bar => (new[] { bar.First, bar.Second }, new[] { bar.Third }));
}

/// <summary>A thin straight line across the whole panel: a limit, a chance level, a boundary.</summary>
/// <param name="IsLevel">True for a level line at a height, false for an upright one.</param>
internal sealed record RuleSeries(string Name, int Style, double At, bool IsLevel = true) : Series(Name, Style)
{
    public override IEnumerable<(double[] X, double[] Y)> Points() => [IsLevel ? ([], [At]) : ([At], [])];
}

/// <summary>Small pictures side by side, in reading order. It fills its panel, which then has no axes, and is alone in it.</summary>
internal sealed record ImageGridSeries(IReadOnlyList<SmallImage> Images, int Columns) : Series("", 0)
{
    public override IEnumerable<(double[] X, double[] Y)> Points() => [];
}

/// <summary>A small picture, drawn with sharp pixels.</summary>
/// <param name="Rgb">Width · Height · 3 bytes: red, green, blue; row by row from the top.</param>
internal sealed record SmallImage(int Width, int Height, byte[] Rgb, string Caption = "");
