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
        _ticks.LabelFormatter = value => Labels([value])[0]; // an estimate: the decimals are known only when all ticks are
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

    public static string[] Labels(double[] values)
    {
        double step = values.Length > 1 ? Math.Abs(values[1] - values[0]) : values.Select(Math.Abs).FirstOrDefault(1);
        double[] snapped = [.. values.Select(value => Math.Abs(value) < step * Rounding ? 0 : value)];
        int decimals = 0;
        while (decimals < MostDecimals && snapped.Any(value => Math.Abs(value - Math.Round(value, decimals)) > step * Rounding)) decimals++;
        return [.. snapped.Select(value => value.ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−'))];
    }
}

/// <summary>
/// Ticks of an axis whose coordinates are logarithms to base 10: at powers of ten; below two and a half decades at 1, 2 and 5
/// times these; at even steps where that gives fewer than three.
/// </summary>
internal sealed class LogTicks : ITickGenerator
{
    private const double FewDecades = 2.5;
    private const int MostDecadesWithMinors = 20;

    private readonly EvenTicks _even = new(isWhole: false);

    private readonly NumericAutomatic _decades = new()
    {
        IntegerTicksOnly = true,
        LabelFormatter = exponent => PlotText.Power((int)Math.Round(exponent)),
    };

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get; set; } = int.MaxValue;

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        if (range.Length >= FewDecades)
        {
            _decades.MinorTickGenerator = range.Length <= MostDecadesWithMinors ? new LogDecadeMinorTickGenerator() : new EvenlySpacedMinorTickGenerator(1);
            _decades.Regenerate(range, edge, size, paint, labelStyle);
            Ticks = _decades.Ticks;
            return;
        }

        Ticks = Multiples(range, [1, 2, 5]);
        if (Ticks.Count(tick => tick.IsMajor) < 3)
        {
            double decade = Math.Floor(range.Min); // steps are found between 1 and 10, because 10^decade may be as small or large as a double can be
            _even.Regenerate(new(Math.Pow(10, range.Min - decade), Math.Pow(10, range.Max - decade)), edge, size, paint, labelStyle);
            Ticks =
            [
                .. _even.Ticks.Where(tick => tick.Position > 0).Select(tick => Math.Log10(tick.Position) + decade)
                    .Select(place => Tick.Major(place, Label(place))),
            ];
        }
        else if (Ticks.Where(tick => tick.IsMajor).Sum(tick => edge.IsHorizontal() ? labelStyle.Measure(tick.Label, paint).Width + 8 : 16) > size.Length)
        {
            Ticks = Multiples(range, [1]);
        }
    }

    private static string Label(double place) => PlotText.Number(
        double.Parse($"{Math.Pow(10, place - Math.Floor(place)):F3}E{Math.Floor(place)}", CultureInfo.InvariantCulture));

    private static Tick[] Multiples(CoordinateRange range, int[] labelled) =>
    [
        .. from decade in Enumerable.Range((int)Math.Floor(range.Min), (int)Math.Ceiling(range.Length) + 1)
           from digit in Enumerable.Range(1, 9)
           let place = decade + Math.Log10(digit)
           where range.Contains(place)
           select labelled.Contains(digit) ? Tick.Major(place, PlotText.Number(Math.Pow(10, place))) : Tick.Minor(place),
    ];
}

/// <summary>
/// The names of places 0, 1, 2, … Below a plot, wide names are broken into lines, or turned if that is not enough; left of
/// it they are shortened. Where there are too many, every second or third is left out.
/// </summary>
/// <param name="longest">The largest width of a name; of a turned name the largest height.</param>
internal sealed class CategoryTicks(IReadOnlyList<string> names, float longest) : ITickGenerator
{
    private const float Size = 10.5f, Smaller = 9, LineHeight = 1.2f * Size, Between = 4;
    private const int MostLines = 3;
    private const float ShortName = 30; // units; shorter names, such as numbers, are left out rather than turned

    private readonly string[] _names = [.. names.Select(PlotText.Drawable)];

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get; set; } = int.MaxValue;

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        float pitch = (float)(size.Length / range.Length);
        if (edge.IsVertical())
            Set(Size, 0, Fitted, LineHeight);
        else if (((float[])[Size, Smaller]).FirstOrDefault(font => Breaks(font, pitch - Between)) is > 0 and float fits)
            Set(fits, 0, name => Broken(name, pitch - Between, fits), 0);
        else if (_names.Max(name => PlotFont.Width(name, Size)) is <= ShortName and float widest)
            Set(Size, 0, name => name, widest + Between);
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

    private string Fitted(string name) => PlotText.Fit(name, longest, Size);

    private bool Breaks(float size, float room) =>
        _names.All(name => Broken(name, room, size).Split('\n') is { Length: <= MostLines } lines && lines.All(line => PlotFont.Width(line, size) <= room));

    /// <summary>Breaks between words, each line as full as possible.</summary>
    private static string Broken(string name, float room, float size) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate("", (lines, word) =>
        lines.Length == 0 ? word : PlotFont.Width($"{lines[(lines.LastIndexOf('\n') + 1)..]} {word}", size) <= room ? $"{lines} {word}" : $"{lines}\n{word}");
}
