using BnLab.Results;

namespace BnLab.Output.Drawing.Axes;

/// <summary>A mark on an axis with its label.</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>The marks of an axis.</summary>
/// <param name="Major">With labels, in rising order.</param>
/// <param name="Minor">Without.</param>
/// <param name="Unit">What all labels are to be multiplied with or added to, as in "×10^{6}"; empty for nothing.</param>
internal sealed record AxisTicks(IReadOnlyList<Tick> Major, IReadOnlyList<double> Minor, string Unit)
{
    /// <summary>No marks at all.</summary>
    public static AxisTicks None { get; } = new([], [], "");

    /// <summary>The marks for a range: at most about <paramref name="most"/> with labels, but all categories.</summary>
    public static AxisTicks For(AxisRange range, Axis axis, int most)
    {
        if (axis.Categories.Count > 0) return Named(range, axis.Categories);
        return axis.Scale == AxisScale.Log ? LogTicks.Find(range, most, axis.IsWhole) : LinearTicks.Find(range, most, axis.IsWhole);
    }

    /// <summary>An axis label with the unit in it.</summary>
    public string Labelled(string label) =>
        Unit.Length == 0 ? label : label.Length == 0 ? Unit : $"{label} ({Unit})";

    private static AxisTicks Named(AxisRange range, IReadOnlyList<string> names)
    {
        List<Tick> ticks = [];
        for (int i = 0; i < names.Count; i++)
        {
            if (i >= range.Min && i <= range.Max) ticks.Add(new(i, names[i]));
        }

        return new(ticks, [], "");
    }
}
