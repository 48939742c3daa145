using BnLab.Output;

namespace BnLab.Cli;

/// <summary>The width and height of a picture, written as the command line takes them: <c>1200x800</c>.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record PixelSize(int Width, int Height)
{
    /// <summary>The shortest side, in pixels, that can be asked for.</summary>
    public const int Shortest = 32;

    /// <summary>Null for what is no such text, or a size that cannot be drawn.</summary>
    public static PixelSize? Parse(string text)
    {
        int[] sides = [.. text.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
        return sides is [>= Shortest and <= FigureSize.Longest, >= Shortest and <= FigureSize.Longest] ? new(sides[0], sides[1]) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
