using System.Globalization;
using BnLab.Results;

namespace BnLab.Experiments;

/// <summary>Repeated measurements in a figure and in a table.</summary>
internal static class SpreadSeries
{
    /// <summary>The mean over the seeds as a line and, where there are several seeds, its 95 % band.</summary>
    /// <param name="name">Its line in the legend.</param>
    /// <param name="style">Its slot in the palette.</param>
    /// <param name="x">Horizontal positions.</param>
    /// <param name="spreads">One for each position.</param>
    /// <param name="markers">Whether each position has a marker.</param>
    public static IEnumerable<Series> Of(
        string name, int style, IReadOnlyList<double> x, IReadOnlyList<Spread> spreads, bool markers = true)
    {
        if (spreads.Any(spread => spread.Count > 1))
            yield return new BandSeries("", style, x, [.. spreads.Select(s => s.Low)], [.. spreads.Select(s => s.High)]);
        yield return new LineSeries(name, style, x, [.. spreads.Select(s => s.Mean)], HasMarkers: markers);
    }

    /// <summary>As people read it: <c>0.345</c>, and with several seeds <c>0.345 ± 0.012</c>.</summary>
    /// <param name="spread">What was measured.</param>
    /// <param name="format">Of both numbers.</param>
    public static string Text(Spread spread, string format = "0.000")
    {
        string mean = Number(spread.Mean, format);
        return spread.Count == 1 ? mean : $"{mean} ± {Number(spread.HalfWidth, format)}";
    }

    /// <summary>The same, and from how many seeds: a single one says nothing about the spread.</summary>
    /// <param name="spread">What was measured.</param>
    public static string Sure(Spread spread) => spread.Count == 1
        ? $"{Text(spread)}, one seed, which says nothing about its spread"
        : string.Create(CultureInfo.InvariantCulture, $"{Text(spread)}, {spread.Count} seeds");

    /// <summary>A place on a grid, for people: three digits.</summary>
    public static string Short(double place) => place.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>Large numbers, which explode in a sweep now and then, in few digits.</summary>
    private static string Number(double value, string format) => value.ToString(
        Math.Abs(value) < 10_000 ? format : "0.0e+0", CultureInfo.InvariantCulture);
}
