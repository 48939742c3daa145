using BnLab.Results;

namespace BnLab.Output;

/// <summary>
/// Draws with one renderer while it works and with another from then on. Why it changed is told once, in one line.
/// </summary>
/// <param name="preferred">Tried first.</param>
/// <param name="reliable">Used when the first is not available.</param>
/// <param name="tell">Is told the line.</param>
public sealed class FallbackRenderer(IFigureRenderer preferred, IFigureRenderer reliable, Action<string> tell) : IFigureRenderer
{
    private bool _isFallen;

    /// <inheritdoc/>
    public string Name => Current.Name;

    /// <inheritdoc/>
    public byte[] Png(Figure figure, FigureSize size) => Draw(renderer => renderer.Png(figure, size));

    /// <inheritdoc/>
    public string Svg(Figure figure, FigureSize size) => Draw(renderer => renderer.Svg(figure, size));

    private IFigureRenderer Current => _isFallen ? reliable : preferred;

    private T Draw<T>(Func<IFigureRenderer, T> draw)
    {
        try
        {
            return draw(Current);
        }
        catch (RendererUnavailableException unavailable) when (!_isFallen)
        {
            tell($"{preferred.Name}: {unavailable.Message} The figures are drawn by the renderer '{reliable.Name}'.");
            _isFallen = true;
            return draw(Current);
        }
    }
}
