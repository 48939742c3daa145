using System.Diagnostics;
using BnLab.Output;

namespace BnLab.Cli;

/// <summary>A renderer that keeps count of the time it draws.</summary>
internal sealed class TimedRenderer(IFigureRenderer renderer) : IFigureRenderer
{
    /// <summary>How long it has drawn.</summary>
    public TimeSpan Spent { get; private set; }

    /// <inheritdoc/>
    public byte[] Png(Figure figure, FigureSize size) => Timed(() => renderer.Png(figure, size));

    /// <inheritdoc/>
    public string Svg(Figure figure, FigureSize size) => Timed(() => renderer.Svg(figure, size));

    private T Timed<T>(Func<T> draw)
    {
        long start = Stopwatch.GetTimestamp();
        var drawn = draw();
        Spent += Stopwatch.GetElapsedTime(start);
        return drawn;
    }
}
