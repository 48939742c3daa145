using BnLab.Files;

namespace BnLab.Output;

/// <summary>
/// A figure's data as CSV, from which it can be drawn again: points in tidy rows, and between them rows with what else the
/// figure has. The rows <c>line</c>, <c>band</c>, <c>bar</c>, <c>rule</c> and <c>image</c> are the data; a
/// spreadsheet that keeps one of these kinds has a plain table. All others have a <c>setting</c> and its <c>text</c>.
/// </summary>
internal static class FigureCsv
{
    /// <summary>
    /// The columns: a row's kind; its panel (row, column, title); its series (number, name); a point's coordinates (for a
    /// band its low and high end, for a bar its left and right end); settings; an image's pixels.
    /// </summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["kind", "row", "column", "panel", "number", "series", "x", "y", "low", "high", "setting", "text", "pixels"];

    /// <summary>Writes a figure.</summary>
    public static void Write(Figure figure, Stream target)
    {
        CsvTable.Write(Columns, Rows(figure).Select(row => row.Cells()), target);
    }

    /// <summary>Reads what <see cref="Write"/> has written. Columns may stand in another order, and there may be more.</summary>
    public static Figure Read(string path)
    {
        using var stream = InputFile.Open(path, "the data of a figure");
        return FigureCsvReader.Read(path, stream);
    }

    private static IEnumerable<Row> Rows(Figure figure)
    {
        var top = new Row("figure");
        yield return top.With("title", figure.Title);
        yield return top.With("shares_x", figure.SharesX);
        yield return top.With("shares_y", figure.SharesY);
        for (int r = 0; r < figure.Rows.Count; r++)
        {
            yield return new("row") { Place = (r + 1, "") };
            for (int c = 0; c < figure.Rows[r].Count; c++)
            {
                foreach (var row in Rows(figure.Rows[r][c], new("panel") { Place = (r + 1, c + 1), Panel = figure.Rows[r][c].Title })) yield return row;
            }
        }
    }

    private static IEnumerable<Row> Rows(Panel panel, Row here)
    {
        yield return here.With("title", panel.Title);
        foreach (var row in Rows(panel.X, "x", here)) yield return row;
        foreach (var row in Rows(panel.Y, "y", here)) yield return row;
        for (int i = 0; i < panel.Series.Count; i++)
        {
            var series = here with { Kind = "series", Series = (i + 1, panel.Series[i].Name) };
            foreach (var row in Rows(panel.Series[i], series)) yield return row;
        }
    }

    private static IEnumerable<Row> Rows(Axis axis, string name, Row here)
    {
        yield return here.With($"{name}_label", axis.Label);
        yield return here.With($"{name}_scale", axis.Scale == AxisScale.Log ? "log" : "linear");
        yield return here.With($"{name}_min", (object?)axis.Min ?? "");
        yield return here.With($"{name}_max", (object?)axis.Max ?? "");
        yield return here.With($"{name}_whole", axis.IsWhole);
        foreach (string category in axis.Categories) yield return here.With($"{name}_category", category);
    }

    private static IEnumerable<Row> Rows(Series series, Row here)
    {
        string kind = series switch
        {
            LineSeries => "line",
            BandSeries => "band",
            BarSeries => "bar",
            RuleSeries => "rule",
            ImageGridSeries => "image",
            _ => throw new NotSupportedException($"{series.GetType().Name} cannot be written as CSV."),
        };
        yield return here.With("kind", kind);
        yield return here.With("style", series.Style);
        foreach (var (setting, value) in Settings(series)) yield return here.With(setting, value);
        var point = here with { Kind = kind };
        foreach (var row in Points(series, point)) yield return row;
    }

    private static IEnumerable<(string Setting, object Value)> Settings(Series series) => series switch
    {
        LineSeries line => [("line", line.HasLine), ("markers", line.HasMarkers), ("running_mean", line.RunningMean)],
        BarSeries bars => [("base", bars.Base)],
        ImageGridSeries grid => [("columns", grid.Columns)],
        _ => [],
    };

    private static IEnumerable<Row> Points(Series series, Row point) => series switch
    {
        LineSeries line => line.X.Select((x, i) => point with { X = x, Y = line.Y[i] }),
        BandSeries band => band.X.Select((x, i) => point with { X = x, Low = band.Low[i], High = band.High[i] }),
        BarSeries bars => bars.Heights.Select((height, i) => point with { Y = height, Low = bars.Left[i], High = bars.Right[i] }),
        RuleSeries rule => [rule.IsLevel ? point with { Y = rule.At } : point with { X = rule.At }],
        ImageGridSeries grid => grid.Images.Select(image => point with { X = image.Width, Y = image.Height, Text = image.Caption, Pixels = Convert.ToBase64String(image.Rgb) }),
        _ => [],
    };

    /// <summary>A row before it is written; what it does not have stays empty.</summary>
    private sealed record Row(string Kind)
    {
        public (object Row, object Column) Place { get; init; } = ("", "");

        public string Panel { get; init; } = "";

        public (object Number, string Name) Series { get; init; } = ("", "");

        public object X { get; init; } = "";

        public object Y { get; init; } = "";

        public object Low { get; init; } = "";

        public object High { get; init; } = "";

        public string Setting { get; init; } = "";

        public object Text { get; init; } = "";

        public string Pixels { get; init; } = "";

        public Row With(string setting, object value) => this with { Setting = setting, Text = value };

        public object[] Cells() =>
            [Kind, Place.Row, Place.Column, Panel, Series.Number, Series.Name, X, Y, Low, High, Setting, Text, Pixels];
    }
}
