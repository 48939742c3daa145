using BnLab.Output.Drawing;

namespace BnLab.Output;

/// <summary>The renderers of this build, by the names that users call them.</summary>
public static class FigureRenderers
{
    /// <summary>The default first. ScottPlot is in builds with <c>-p:Plotter=ScottPlot</c> only.</summary>
    public static IReadOnlyList<string> Names { get; } =
#if SCOTTPLOT
        ["scottplot", "builtin"];
#else
        ["builtin"];
#endif

    /// <summary>Makes a renderer.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="tell">Is told, in one line, when the renderer does not work here and another takes its place.</param>
    /// <param name="theme">The colours; null for light ones.</param>
    /// <exception cref="ArgumentException">There is no such renderer in this build.</exception>
    public static IFigureRenderer Create(string name, Action<string> tell, Theme? theme = null) => name switch
    {
        "builtin" => new BuiltInRenderer(theme),
#if SCOTTPLOT
        "scottplot" => new FallbackRenderer(new ScottPlotRenderer(theme), new BuiltInRenderer(theme), tell),
#endif
        _ => throw new ArgumentException($"There is no renderer '{name}' in this build; there is {string.Join(", ", Names)}.", nameof(name)),
    };
}
