namespace BnLab.Output;

/// <summary>Draws figures. It returns what it drew; writing files is for others.</summary>
internal interface IFigureRenderer
{
    /// <summary>The figure as the bytes of a PNG file.</summary>
    byte[] Png(Figure figure, FigureSize size);

    /// <summary>The figure as the text of an SVG file.</summary>
    string Svg(Figure figure, FigureSize size);
}
