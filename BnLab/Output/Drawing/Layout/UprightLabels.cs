using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>The tick labels left of a panel: numbers as many as there is room for, names shortened or thinned.</summary>
/// <param name="Ticks">The axis's marks.</param>
/// <param name="Texts">The label of each major mark; null for a mark that goes without.</param>
internal sealed record UprightLabels(AxisTicks Ticks, IReadOnlyList<TextLine?> Texts)
{
    private const int MostNumbers = 7;

    /// <summary>No marks at all.</summary>
    public static UprightLabels Empty { get; } = None(AxisTicks.None);

    /// <summary>Of the widest label.</summary>
    public double Width => Texts.Max(line => line?.Width) ?? 0;

    /// <summary>No labels, where another panel has them.</summary>
    public static UprightLabels None(AxisTicks ticks) => new(ticks, [.. ticks.Major.Select(_ => (TextLine?)null)]);

    /// <param name="axis">The vertical axis.</param>
    /// <param name="range">From where to where it goes.</param>
    /// <param name="height">Of the plot.</param>
    /// <param name="widest">How wide names may be.</param>
    /// <param name="size">The type size.</param>
    public static UprightLabels For(Axis axis, AxisRange range, double height, double widest, double size)
    {
        AxisTicks ticks = AxisTicks.For(range, axis, (int)Math.Clamp(height / (2.3 * size), 2, MostNumbers));
        if (axis.Categories.Count == 0) return new(ticks, [.. ticks.Major.Select(tick => TextLine.Set(tick.Label, size))]);

        int every = Math.Max(1, (int)Math.Ceiling(LevelLabels.Leading * size * (range.Max - range.Min) / height));
        double longest = ticks.Major.Select(tick => TextLine.Set(tick.Label, size).Width).DefaultIfEmpty(0).Max();
        double smaller = longest > widest ? size * Math.Clamp(widest / longest, 0.85, 1) : size;
        return new(ticks, [.. ticks.Major.Select((tick, i) => i % every == 0 ? TextLine.Fit(tick.Label, smaller, widest, smallest: 1) : null)]);
    }
}
