using ScottPlot;
using BarSeries = BnLab.Results.BarSeries;

namespace BnLab.Output.Plotting;

/// <summary>
/// One axis, of a panel or of several that share it. ScottPlot's axes are linear: a logarithmic axis is plotted in logarithms,
/// and very large or small values in units of a power of ten, which the axis' label names.
/// </summary>
internal sealed class PlotAxis
{
    private const double Padding = 0.04; // of the range, so that no marker touches the frame
    private const double Tiny = 1e-300; // smaller values are plotted as zeros
    private const double Equal = 1e-12; // relative: closer values are plotted as equal
    private const double MostPlaces = 1e6; // beyond the categories
    private const int LargestPlain = 5, SmallestPlain = -3, LargestWhole = 7; // powers of ten that tick labels write out

    private readonly int _exponent;

    public PlotAxis(Axis axis, IReadOnlyCollection<double> values, double ground = double.NaN)
    {
        Axis = axis;
        double? min = Usable(axis.Min), max = Usable(axis.Max);
        if (min >= max) (min, max) = (null, null); // limits in the wrong order are ignored
        (double low, double high) = values.Count > 0 ? (values.Min(), values.Max()) : (min ?? (max - 1) ?? 0, max ?? (min + 1) ?? 1);
        if (IsLog && values.Count == 0) (low, high) = (min ?? (max / 10) ?? 0.1, max ?? (min * 10) ?? 1);
        double largest = Math.Max(Math.Abs(min ?? Math.Min(low, max ?? low)), Math.Abs(max ?? Math.Max(high, min ?? high)));
        _exponent = IsLog || axis.Categories.Count > 0 ? 0 : ExponentOf(largest);
        CoordinateRange data = new(At(low), At(high)), padded = axis.Categories.Count > 0 ? Places(data) : Padded(data);
        if (IsWhole) padded = AroundWholes(padded, data);
        if (!IsLog && low == ground) padded = new(data.Min, padded.Max);
        if (!IsLog && high == ground) padded = new(padded.Min, data.Max);
        Range = Limited(padded, min is { } from ? At(from) : null, max is { } to ? At(to) : null);
    }

    public Axis Axis { get; }

    /// <summary>In ScottPlot's coordinates.</summary>
    public CoordinateRange Range { get; }

    public bool IsLog => Axis.Scale == AxisScale.Log;

    public string Label => _exponent == 0 ? Axis.Label : $"{Axis.Label} (×{PlotText.Power(_exponent)})".TrimStart();

    private bool IsWhole => Axis.IsWhole && !IsLog && _exponent == 0;

    /// <summary>The coordinate of a value; NaN if the axis cannot show it.</summary>
    public double At(double value) => !Axis.CanShow(value) ? double.NaN : IsLog ? Math.Log10(value) : value / Math.Pow(10, _exponent);

    /// <summary>The coordinate of a value; infinite, with the sign of its side, if the axis cannot show it.</summary>
    public double OrBeyond(double value) => Axis.CanShow(value) || double.IsNaN(value) ? At(value) : value > 0 ? double.PositiveInfinity : double.NegativeInfinity;

    /// <summary>Whether a coordinate is within the range, up to rounding.</summary>
    public bool Holds(double at) => at >= Range.Min - (1e-9 * Range.Length) && at <= Range.Max + (1e-9 * Range.Length);

    /// <summary>The value at a coordinate.</summary>
    public double Value(double at) => IsLog ? Math.Pow(10, at) : at * Math.Pow(10, _exponent);

    /// <summary>Where bars begin: at the lower end of the axis if it cannot show their base.</summary>
    public double Ground(BarSeries bars) => IsLog || !Axis.CanShow(bars.Base) ? Range.Min : At(bars.Base);

    /// <summary>New ticks for one plot, in which names of categories may take so much room.</summary>
    public ITickGenerator Ticks(float longest) =>
        Axis.Categories.Count > 0 ? new CategoryTicks(Axis.Categories, longest) : IsLog ? new LogTicks() : new EvenTicks(IsWhole);

    private double? Usable(double? limit) => limit is { } value && Axis.CanShow(value) ? value : null;

    private int ExponentOf(double largest)
    {
        if (largest < Tiny) return 0;
        int exponent = (int)Math.Floor(Math.Log10(largest));
        return exponent >= SmallestPlain && exponent < (Axis.IsWhole ? LargestWhole : LargestPlain) ? 0 : Math.Max(exponent, -307);
    }

    private CoordinateRange Padded(CoordinateRange data)
    {
        double size = Math.Max(Math.Abs(data.Min), Math.Abs(data.Max));
        if (data.Length > size * Equal && size > Tiny) return new(data.Min - (Padding * data.Length), data.Max + (Padding * data.Length));
        double around = IsLog ? Math.Log10(2) : size > Tiny ? size / 10 : 1;
        return new(data.Min - around, data.Max + around);
    }

    /// <summary>Half a place around the outermost categories, and the values beyond them.</summary>
    private CoordinateRange Places(CoordinateRange data) =>
        new(Math.Clamp(data.Min, -MostPlaces, -0.5), Math.Clamp(data.Max, Axis.Categories.Count - 0.5, Axis.Categories.Count + MostPlaces));

    /// <summary>An axis of whole numbers shows at least one of them, and around a single one no others.</summary>
    private static CoordinateRange AroundWholes(CoordinateRange padded, CoordinateRange data)
    {
        if (data.Length == 0 && double.IsInteger(data.Min)) return new(data.Min - 0.5, data.Max + 0.5);
        return Math.Floor(padded.Max) >= padded.Min ? padded : new(Math.Floor(padded.Min), Math.Ceiling(padded.Max));
    }

    /// <summary>The range with the given ends; one that ends at an end where all data lie beyond it.</summary>
    private CoordinateRange Limited(CoordinateRange data, double? min, double? max)
    {
        (double from, double to) = (min ?? data.Min, max ?? data.Max);
        if (from < to) return new(from, to);
        double span = IsLog ? 1 : Math.Max(1, Math.Abs(from) / 10);
        return min is null ? new(to - span, to) : new(from, from + span);
    }
}
