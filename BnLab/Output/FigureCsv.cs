namespace BnLab.Output;

/// <summary>
/// A figure's data as CSV, from which it can be drawn again. The rows <c>line</c>, <c>band</c>, <c>bar</c>, <c>rule</c> and
/// <c>image</c> are the data: a spreadsheet that keeps one of these kinds has a plain table. All other rows have a
/// <c>setting</c> and its <c>text</c>.
/// </summary>
internal static class FigureCsv
{
    /// <summary>
    /// The columns: a row's kind; its panel (row, column, title); its series (number, name); a point's coordinates (for a
    /// band its low and high end, for a bar its left and right end); settings; an image's pixels.
    /// </summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["kind", "row", "column", "panel", "number", "series", "x", "y", "low", "high", "setting", "text", "pixels"];

    public static void Write(Figure figure, Stream target) => CsvTable.Write(Columns, Rows(figure).Select(row => row.Cells()), target);

    /// <summary>Columns may be in another order than <see cref="Write"/> has them, and there may be more.</summary>
    public static Figure Read(string path)
    {
        using var stream = InputFile.Open(path, "the data of a figure");
        return FigureCsvReader.Read(path, stream);
    }

    private static IEnumerable<Row> Rows(Figure figure)
    {
        Row top = new("figure");
        yield return top.With("title", figure.Title);
        yield return top.With("shares_x", figure.SharesX);
        yield return top.With("shares_y", figure.SharesY);
        foreach (var (r, row) in figure.Rows.Index())
        {
            yield return new("row", r + 1);
            foreach (Row each in row.SelectMany((panel, c) => Rows(panel, new("panel", r + 1, c + 1, panel.Title)))) yield return each;
        }
    }

    private static IEnumerable<Row> Rows(Panel panel, Row here) =>
    [
        here.With("title", panel.Title), .. Rows(panel.X, "x", here), .. Rows(panel.Y, "y", here),
        .. panel.Series.SelectMany((series, i) => Rows(series, here with { Kind = "series", Number = i + 1, Series = series.Name })),
    ];

    private static IEnumerable<Row> Rows(Axis axis, string name, Row here) =>
    [
        here.With($"{name}_label", axis.Label),
        here.With($"{name}_scale", axis.Scale == AxisScale.Log ? "log" : "linear"),
        here.With($"{name}_min", axis.Min),
        here.With($"{name}_max", axis.Max),
        here.With($"{name}_whole", axis.IsWhole),
        .. axis.Categories.Select(category => here.With($"{name}_category", category)),
    ];

    private static IEnumerable<Row> Rows(Series series, Row here)
    {
        var (kind, settings, points) = Parts(series, here);
        return [here.With("kind", kind), here.With("style", series.Style), .. settings, .. points.Select(point => point with { Kind = kind })];
    }

    private static (string Kind, Row[] Settings, IEnumerable<Row> Points) Parts(Series series, Row here) => series switch
    {
        LineSeries line => ("line",
            [here.With("line", line.HasLine), here.With("markers", line.HasMarkers), here.With("running_mean", line.RunningMean)],
            line.X.Select((x, i) => here with { X = x, Y = line.Y[i] })),
        BandSeries band => ("band", [], band.X.Select((x, i) => here with { X = x, Low = band.Low[i], High = band.High[i] })),
        BarSeries bars => ("bar", [here.With("base", bars.Base)], bars.Heights.Select((height, i) => here with { Y = height, Low = bars.Left[i], High = bars.Right[i] })),
        RuleSeries rule => ("rule", [], [rule.IsLevel ? here with { Y = rule.At } : here with { X = rule.At }]),
        ImageGridSeries grid => ("image", [here.With("columns", grid.Columns)],
            grid.Images.Select(image => here with { X = image.Width, Y = image.Height, Text = image.Caption, Pixels = Convert.ToBase64String(image.Rgb) })),
        _ => throw new NotSupportedException($"{series.GetType().Name} cannot be written as CSV."),
    };

    /// <summary>A row before it is written; what it does not have stays empty.</summary>
    private sealed record Row(
        string Kind, int? Place = null, int? Column = null, string Panel = "", int? Number = null, string Series = "",
        double? X = null, double? Y = null, double? Low = null, double? High = null, string Setting = "", object? Text = null, string Pixels = "")
    {
        public Row With(string setting, object? value) => this with { Setting = setting, Text = value };

        public object?[] Cells() => [Kind, Place, Column, Panel, Number, Series, X, Y, Low, High, Setting, Text, Pixels];
    }
}
