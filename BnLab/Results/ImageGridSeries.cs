namespace BnLab.Results;

/// <summary>Small pictures side by side. It fills its panel, which then has no axes, and is alone in it.</summary>
/// <param name="Images">The pictures, in reading order.</param>
/// <param name="Columns">Pictures in a row.</param>
internal sealed record ImageGridSeries(IReadOnlyList<SmallImage> Images, int Columns) : Series("", 0)
{
    /// <inheritdoc/>
    public override int Hidden(Axis x, Axis y) => 0;
}

/// <summary>A small picture, drawn with sharp pixels.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rgb">Width · Height · 3 bytes: red, green, blue; row by row from the top.</param>
/// <param name="Caption">Printed under it; empty for none.</param>
internal sealed record SmallImage(int Width, int Height, byte[] Rgb, string Caption = "");
