using ScottPlot;
using ScottPlot.TickGenerators;

namespace BnLab.Output.Plotting;

/// <summary>
/// Ticks of an axis whose coordinates are logarithms to base 10: at powers of ten; below two and a half decades at 1, 2 and 5 times these;
/// where that leaves fewer than three, at even steps.
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
            double decade = Math.Floor(range.Min); // the steps are found between 1 and 10, as 10^decade may be as small or large as doubles go
            _even.Regenerate(new(Math.Pow(10, range.Min - decade), Math.Pow(10, range.Max - decade)), edge, size, paint, labelStyle);
            Ticks = [.. _even.Ticks.Where(tick => tick.Position > 0).Select(tick => Math.Log10(tick.Position) + decade).Select(place => Tick.Major(place, Label(place)))];
        }
        else if (Ticks.Where(tick => tick.IsMajor).Sum(tick => edge.IsHorizontal() ? labelStyle.Measure(tick.Label, paint).Width + 8 : 16) > size.Length)
        {
            Ticks = Multiples(range, [1]);
        }
    }

    private static string Label(double place) => PlotText.Number(double.Parse($"{Math.Pow(10, place - Math.Floor(place)):F3}E{Math.Floor(place)}", CultureInfo.InvariantCulture));

    private static Tick[] Multiples(CoordinateRange range, int[] labelled) =>
    [
        .. from decade in Enumerable.Range((int)Math.Floor(range.Min), (int)Math.Ceiling(range.Length) + 1)
           from digit in Enumerable.Range(1, 9)
           let place = decade + Math.Log10(digit)
           where range.Contains(place)
           select labelled.Contains(digit) ? Tick.Major(place, PlotText.Number(Math.Pow(10, place))) : Tick.Minor(place),
    ];
}
