using System.CommandLine;
using BnLab.Output;
using BnLab.Output.Plotting;

namespace BnLab.Cli;

/// <summary>How figures are to be drawn: the options of every command that draws, and what they ask for.</summary>
internal sealed class DrawingOptions
{
    private const int UnitsPerInch = 96, LeastDpi = 10, MostDpi = 1000;

    private static readonly Option<PixelSize?> Pixels = SweepCommand.Named(
        ValueOption.Pixels("--size", "Width and height of each figure in pixels. [default: what suits it]"), "WxH");

    private static readonly Option<int> DotsPerInch = SweepCommand.Named(
        ValueOption.Integer("--dpi", (int)(UnitsPerInch * FigureSize.DefaultScale), LeastDpi, MostDpi, "Pixels to an inch: text and lines keep their size in inches."), "N");

    private static readonly Option<string> Colours = SweepCommand.Named(
        ValueOption.Choice("--theme", "light", ["light", "dark"], "Colours of figures: light or dark."), "NAME");

    private readonly Terminal _console;
    private readonly PixelSize? _pixels;
    private readonly int _dpi;
    private readonly bool _hasDpi;

    /// <summary>Reads them; a command that has no figures does not have them, and needs none.</summary>
    public DrawingOptions(ParseResult parse, Terminal console)
    {
        (_console, _pixels, _dpi) = (console, parse.GetValue(Pixels), parse.GetValue(DotsPerInch));
        _hasDpi = IsTyped(parse, DotsPerInch);
        Renderer = new(new ScottPlotRenderer(parse.GetValue(Colours) == "dark" ? Theme.Dark : Theme.Light));
    }

    /// <summary>The options, as a command lists them. They change no number of a run.</summary>
    public static IReadOnlyList<Option> All { get; } = [Pixels, DotsPerInch, Colours];

    /// <summary>Draws the figures.</summary>
    public TimedRenderer Renderer { get; }

    /// <summary>Those that were typed, for a command that runs others.</summary>
    public static IEnumerable<string> Typed(ParseResult parse) =>
        All.Where(option => IsTyped(parse, option)).SelectMany(option => new[] { option.Name, parse.GetResult(option)!.Tokens[0].Value });

    /// <summary>How large a figure becomes: as it is asked for, or as near to that as it can be drawn.</summary>
    public FigureSize Size(Figure figure)
    {
        double scale = (double)_dpi / UnitsPerInch;
        if (_pixels is { } pixels) return _hasDpi ? new(pixels.Width, pixels.Height, scale) : FigureSize.Pixels(pixels.Width, pixels.Height);
        var usual = FigureSize.For(figure);
        double most = FigureSize.Longest * usual.Scale / Math.Max(usual.Width, usual.Height);
        if (scale > most)
        {
            _console.Warn(string.Create(CultureInfo.InvariantCulture, $"--dpi {_dpi}: the figure would be more than {FigureSize.Longest} pixels wide or high; it is drawn at {UnitsPerInch * most:0} dpi."));
            scale = most;
        }

        return new((int)Math.Round(usual.Width * scale / usual.Scale), (int)Math.Round(usual.Height * scale / usual.Scale), scale);
    }

    private static bool IsTyped(ParseResult parse, Option option) => parse.GetResult(option) is { Implicit: false };
}
