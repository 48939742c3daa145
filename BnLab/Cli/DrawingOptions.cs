using System.CommandLine;
using BnLab.Output.Plotting;

namespace BnLab.Cli;

/// <summary>
/// How figures are to be drawn: the options of every command that draws, and what they ask for. A command that has no figures
/// does not have the options, and needs none.
/// </summary>
internal sealed class DrawingOptions(ParseResult parse, Terminal console)
{
    private const int UnitsPerInch = 96, LeastDpi = 10, MostDpi = 1000;

    private const int Shortest = 32; // pixels of a side

    private static readonly Setting<IReadOnlyList<int>?> Pixels = new(
        "--size", null, $"width and height from {Shortest} to {FigureSize.Longest}, like 1200x800", ReadPixels, "Width and height of each figure in pixels. [default: what suits it]")
    { ValueName = "WxH", Format = sides => string.Join('x', sides!) };

    private static readonly Setting<int> DotsPerInch = Setting.Whole(
        "--dpi", (int)(UnitsPerInch * FigureSize.DefaultScale), "Pixels to an inch: text and lines keep their size in inches.", LeastDpi, MostDpi);

    private static readonly Setting<string> Colours = Setting.Choice("--theme", "light", ["light", "dark"], "Colours of figures: light or dark.") with
    { ValueName = "NAME" };

    /// <summary>The options, as a command lists them. They change no number of a run.</summary>
    public static IReadOnlyList<Setting> All { get; } = [Pixels, DotsPerInch, Colours];

    public ScottPlotRenderer Renderer { get; } = new(parse.Get(Colours) == "dark" ? Theme.Dark : Theme.Light);

    /// <summary>Those that were typed, for a command that runs others.</summary>
    public static IEnumerable<string> Typed(ParseResult parse)
    {
        var texts = parse.Texts().ToDictionary(StringComparer.Ordinal);
        return All.Where(setting => parse.IsTyped(setting)).SelectMany(setting => new[] { setting.Name, texts[setting.Key] });
    }

    /// <summary>How large a figure becomes: as it is asked for, or as near to that as it can be drawn.</summary>
    public FigureSize Size(Figure figure)
    {
        int dpi = parse.Get(DotsPerInch);
        double scale = (double)dpi / UnitsPerInch;
        if (parse.Get(Pixels) is [var width, var height]) return parse.IsTyped(DotsPerInch) ? new(width, height, scale) : FigureSize.Pixels(width, height);
        var usual = FigureSize.For(figure);
        double most = FigureSize.Longest * usual.Scale / Math.Max(usual.Width, usual.Height);
        if (scale > most)
        {
            console.Warn(string.Create(CultureInfo.InvariantCulture, $"--dpi {dpi}: the figure would be more than {FigureSize.Longest} pixels wide or high; it is drawn at {UnitsPerInch * most:0} dpi."));
            scale = most;
        }

        return new((int)Math.Round(usual.Width * scale / usual.Scale), (int)Math.Round(usual.Height * scale / usual.Scale), scale);
    }

    private static bool ReadPixels(string text, out IReadOnlyList<int>? sides)
    {
        int[] read = [.. text.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
        sides = read is [>= Shortest and <= FigureSize.Longest, >= Shortest and <= FigureSize.Longest] ? read : null;
        return sides is not null;
    }
}
