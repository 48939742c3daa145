using BnLab.Results;

namespace BnLab.Output.Drawing.Axes;

/// <summary>Which colour a value of a heat map has.</summary>
internal sealed class ColourScale
{
    private const int Fine = 1000; // places from end to end, each rounded to hundredths

    private readonly AxisMap _map;

    private ColourScale(AxisRange range, bool isEmpty)
    {
        (Range, IsEmpty) = (range, isEmpty);
        _map = new(range, AxisScale.Linear, 0, Fine);
    }

    /// <summary>The values of the palest and the strongest colour.</summary>
    public AxisRange Range { get; }

    /// <summary>Whether no cell has a value.</summary>
    public bool IsEmpty { get; }

    public static ColourScale Of(HeatMapSeries map)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in map.Values.SelectMany(row => row).Where(double.IsFinite))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        bool isEmpty = low > high;
        if (isEmpty) (low, high) = (0, 1);
        double from = map.Low is { } l && double.IsFinite(l) ? l : low, to = map.High is { } h && double.IsFinite(h) ? h : high;
        return new(AxisRange.Tight(Math.Min(from, to), Math.Max(from, to)), isEmpty);
    }

    /// <summary>The colour of a finite value; beyond the range, that of its end.</summary>
    public Colour Of(double value) => ColourMap.At(_map.At(value) / Fine);
}
