using System.Globalization;
using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>What every kind of series needs to know of the panel that it is drawn in.</summary>
/// <param name="Panel">Whose series it is.</param>
/// <param name="X">Where values lie from left to right.</param>
/// <param name="Y">Where values lie from bottom to top.</param>
/// <param name="Box">Between the axes.</param>
/// <param name="Sizes">Of type and distances.</param>
/// <param name="Theme">The colours.</param>
internal sealed record PlotArea(Panel Panel, AxisMap X, AxisMap Y, Box Box, TypeSizes Sizes, Theme Theme)
{
    /// <summary>Points on the frame belong to the plot, in spite of rounding.</summary>
    public bool Holds(Point2 point) => Box.Grown(0.011).Contains(point);

    /// <summary>A point's values in words: its series, then what it is on either axis.</summary>
    public string Tip(string name, double x, double y)
    {
        string values = Values(x, y);
        return name.Length == 0 ? values : $"{Plain(name)}: {values}";
    }

    /// <summary>A point's values in words.</summary>
    public string Values(double x, double y) => $"{Value(Panel.X, x)}, {Value(Panel.Y, y)}";

    /// <summary>A heat map's cell in words: its row, its column, its value.</summary>
    public string CellTip(int row, int column, double value) =>
        $"{Value(Panel.Y, row)}, {Value(Panel.X, column)}: {Value(new(""), value)}";

    /// <summary>A label without its marks for sub- and superscripts.</summary>
    public static string Plain(string label) => MarkedText.Plain(MarkedText.Parse(label));

    private static string Value(Axis axis, double value)
    {
        double place = Math.Round(value); // several series of one category stand beside each other
        return place >= 0 && place < axis.Categories.Count ? Plain(axis.Categories[(int)place]) : value.ToString("G6", CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
