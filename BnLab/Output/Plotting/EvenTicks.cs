using ScottPlot;
using ScottPlot.TickGenerators;

namespace BnLab.Output.Plotting;

/// <summary>ScottPlot's ticks, all labelled with the same number of decimals and with proper minus signs.</summary>
internal sealed class EvenTicks(bool isWhole) : ITickGenerator
{
    private const int MostDecimals = 15, FewTicks = 3;
    private const double Sparse = 0.7, Dense = 1.4; // ScottPlot's measure
    private const double Rounding = 1e-6; // of a step

    private readonly NumericAutomatic _ticks = new() { IntegerTicksOnly = isWhole, MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1) };

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get => _ticks.MaxTickCount; set => _ticks.MaxTickCount = value; }

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        _ticks.LabelFormatter = value => Labels([value])[0]; // a guess: which decimals are needed is known when all ticks are
        double[] places = Places(Sparse);
        if (places.Length < FewTicks) places = Places(Dense);
        string[] labels = Labels(places);
        Ticks = [.. places.Select((place, i) => Tick.Major(place, labels[i]))];

        double[] Places(double density)
        {
            _ticks.TickDensity = density;
            _ticks.Regenerate(range, edge, size, paint, labelStyle);
            return [.. _ticks.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Position)];
        }
    }

    /// <summary>The labels of evenly spaced values.</summary>
    public static string[] Labels(double[] values)
    {
        double step = values.Length > 1 ? Math.Abs(values[1] - values[0]) : values.Select(Math.Abs).FirstOrDefault(1);
        double[] snapped = [.. values.Select(value => Math.Abs(value) < step * Rounding ? 0 : value)];
        int decimals = 0;
        while (decimals < MostDecimals && snapped.Any(value => Math.Abs(value - Math.Round(value, decimals)) > step * Rounding)) decimals++;
        return [.. snapped.Select(value => value.ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−'))];
    }
}
