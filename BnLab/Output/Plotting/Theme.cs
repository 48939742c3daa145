using ScottPlot;

namespace BnLab.Output.Plotting;

/// <summary>The colours of a figure: the background; titles and labels; frames, ticks and notes; grid lines; and one for each style of a series, used again from the start after the last.</summary>
internal sealed record Theme(Color Paper, Color Ink, Color Faint, Color Grid, IReadOnlyList<Color> Palette)
{
    /// <summary>
    /// Dark on white. The palette is that of Okabe and Ito, which readers with any common colour blindness can tell apart,
    /// without its yellow (too pale for lines) and with the two strongest colours first.
    /// </summary>
    public static Theme Light { get; } = new(
        new("#ffffff"), new("#1b1f24"), new("#5a626b"), new("#e4e7ea"),
        [new("#0072b2"), new("#d55e00"), new("#009e73"), new("#cc79a7"), new("#e69f00"), new("#56b4e9"), new("#1b1f24")]);

    /// <summary>Light on near-black, with the same hues made bright enough for it.</summary>
    public static Theme Dark { get; } = new(
        new("#14181d"), new("#e8ebee"), new("#9aa4ae"), new("#2a3138"),
        [new("#4fa8e0"), new("#f2803a"), new("#2cc197"), new("#e09cc4"), new("#f0b840"), new("#8fd0f5"), new("#e8ebee")]);

    /// <summary>All colours, each with the name that a page's style sheet gives it.</summary>
    public IEnumerable<(string Role, Color Colour)> Roles =>
        [("paper", Paper), ("ink", Ink), ("faint", Faint), ("grid", Grid), .. Palette.Select((colour, i) => ($"c{i}", colour))];

    public Color Of(Series series) => Palette[(series.Style & int.MaxValue) % Palette.Count];
}
