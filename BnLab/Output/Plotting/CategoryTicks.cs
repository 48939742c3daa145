using ScottPlot;

namespace BnLab.Output.Plotting;

/// <summary>
/// The names of places 0, 1, 2, …: below a plot broken into lines where they are wide, turned where that does not help; left of
/// it shortened. Where they are too many for their room, every second or third is left out.
/// </summary>
internal sealed class CategoryTicks(IReadOnlyList<string> names) : ITickGenerator
{
    private const float Size = 10.5f, Smaller = 9, LineHeight = 1.2f * Size, Between = 4;
    private const int MostLines = 3;
    private const float ShortName = 30; // units; names below this, such as numbers, are left out rather than turned

    private readonly string[] _names = [.. names.Select(PlotText.Drawable)];

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get; set; } = int.MaxValue;

    /// <summary>The largest width, or for turned names the largest height, that the names may take; set from the sheet's size.</summary>
    public float Longest { get; set; } = float.PositiveInfinity;

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        float pitch = (float)(size.Length / range.Length);
        if (edge.IsVertical()) Set(Size, 0, Fitted, LineHeight);
        else if (((float[])[Size, Smaller]).FirstOrDefault(font => Breaks(font, pitch - Between)) is > 0 and float fits) Set(fits, 0, name => Broken(name, pitch - Between, fits), 0);
        else if (_names.Max(name => PlotFont.Width(name, Size)) is <= ShortName and float widest) Set(Size, 0, name => name, widest + Between);
        else
        {
            Set(Size, -90, Fitted, LineHeight);
            labelStyle.Alignment = Alignment.MiddleRight;
        }

        void Set(float font, float rotation, Func<string, string> text, float needed)
        {
            (labelStyle.FontSize, labelStyle.Rotation) = (font, rotation);
            int every = Math.Max(1, (int)Math.Ceiling(needed / pitch));
            Ticks = [.. _names.Select((name, i) => Tick.Major(i, i % every == 0 ? text(name) : "")).Where(tick => range.Contains(tick.Position))];
        }
    }

    private string Fitted(string name) => PlotText.Fit(name, Longest, Size);

    private bool Breaks(float size, float room) =>
        _names.All(name => Broken(name, room, size).Split('\n') is { Length: <= MostLines } lines && lines.All(line => PlotFont.Width(line, size) <= room));

    /// <summary>Between words, each line as full as it goes.</summary>
    private static string Broken(string name, float room, float size) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate("", (lines, word) =>
        lines.Length == 0 ? word : PlotFont.Width($"{lines[(lines.LastIndexOf('\n') + 1)..]} {word}", size) <= room ? $"{lines} {word}" : $"{lines}\n{word}");
}
