using System.CommandLine;
using BnLab.Output.Plotting;

namespace BnLab.Cli;

/// <summary>The options of the commands that draw figures, and the renderer and the sizes that they ask for.</summary>
internal sealed class DrawingOptions(ParseResult parse, Terminal console)
{
    private const int UnitsPerInch = 96, LeastDpi = 10, MostDpi = 1000;

    private const int Shortest = 32; // pixels of a side

    private static readonly Setting<IReadOnlyList<int>?> Pixels = new(
        "--size", null, $"width and height from {Shortest} to {FigureSize.Longest}, like 1200x800", ReadPixels,
        "Width and height of each figure in pixels. [default: what suits it]")
    { ValueName = "WxH", Format = sides => string.Join('x', sides!) };

    // Not 192 by default: with --size alone, text grows with the picture.
    private static readonly Setting<int?> DotsPerInch = new(
        "--dpi", null, "a whole number", ReadWhole, "Pixels to an inch: text and lines keep their size in inches. [default: 192, or what suits --size]")
    { Accepts = dpi => dpi is >= LeastDpi and <= MostDpi, Range = $"{LeastDpi} to {MostDpi}" };

    private static readonly Setting<string> Colours = Setting.Choice("--theme", "light", ["light", "dark"], "Colours of figures: light or dark.") with
    { ValueName = "NAME" };

    /// <summary>They change no number of a run.</summary>
    public static IReadOnlyList<Setting> All { get; } = [Pixels, DotsPerInch, Colours];

    public ScottPlotRenderer Renderer { get; } = new(parse.Get(Colours) == "dark" ? Theme.Dark : Theme.Light);

    /// <summary>Those that were typed, for a command that runs others.</summary>
    public static IEnumerable<string> Typed(ParseResult parse)
    {
        var texts = parse.Texts().ToDictionary(StringComparer.Ordinal);
        return All.Where(setting => parse.IsTyped(setting)).SelectMany(setting => new[] { setting.Name, texts[setting.Key] });
    }

    /// <summary>The size that is asked for, or the nearest that can be drawn.</summary>
    public FigureSize Size(Figure figure)
    {
        int? dpi = parse.Get(DotsPerInch);
        double scale = (double?)dpi / UnitsPerInch ?? FigureSize.DefaultScale;
        if (parse.Get(Pixels) is [var width, var height]) return dpi is null ? FigureSize.Pixels(width, height) : new(width, height, scale);
        var usual = FigureSize.For(figure);
        double most = FigureSize.Longest * usual.Scale / Math.Max(usual.Width, usual.Height);
        if (scale > most)
        {
            console.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"--dpi {dpi}: the figure would be more than {FigureSize.Longest} pixels wide or high; it is drawn at {UnitsPerInch * most:0} dpi."));
            scale = most;
        }

        return new((int)Math.Round(usual.Width * scale / usual.Scale), (int)Math.Round(usual.Height * scale / usual.Scale), scale);
    }

    private static bool ReadWhole(string text, out int? value)
    {
        value = Setting.Integer(text, out int whole) ? whole : null;
        return value is not null;
    }

    private static bool ReadPixels(string text, out IReadOnlyList<int>? sides)
    {
        int[] read = [.. text.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
        sides = read is [>= Shortest and <= FigureSize.Longest, >= Shortest and <= FigureSize.Longest] ? read : null;
        return sides is not null;
    }
}
