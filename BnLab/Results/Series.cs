namespace BnLab.Results;

/// <summary>Something drawn in a panel from one set of numbers.</summary>
/// <param name="Name">Its line in the legend; empty keeps it out of the legend.</param>
/// <param name="Style">
/// Which colour, marker and dash of the palette it has, from 0. The same net has the same style in every panel.
/// </param>
internal abstract record Series(string Name, int Style)
{
    /// <summary>How many of its points cannot be shown (NaN, infinite, not positive on a log axis).</summary>
    public abstract int Hidden(Axis x, Axis y);
}

/// <summary>Points, joined by a line, marked by markers, or both.</summary>
/// <param name="Name">Its line in the legend.</param>
/// <param name="Style">Its slot in the palette.</param>
/// <param name="X">Horizontal positions, as many as <paramref name="Y"/>.</param>
/// <param name="Y">Vertical positions. A point that is not finite breaks the line and is left out.</param>
/// <param name="HasLine">Whether neighbours are joined.</param>
/// <param name="HasMarkers">Whether each point has a marker.</param>
internal sealed record LineSeries(
    string Name, int Style, IReadOnlyList<double> X, IReadOnlyList<double> Y, bool HasLine = true, bool HasMarkers = true)
    : Series(Name, Style)
{
    /// <summary>
    /// How many neighbouring points each point of a smooth line through the markers is the mean of, itself in the middle;
    /// 0 for no such line. It tells apart clouds of points that overlap, and the panel says what it is.
    /// </summary>
    public int RunningMean { get; init; }

    /// <inheritdoc/>
    public override int Hidden(Axis x, Axis y)
    {
        int hidden = 0;
        for (int i = 0; i < X.Count; i++)
        {
            if (!x.CanShow(X[i]) || !y.CanShow(Y[i])) hidden++;
        }

        return hidden;
    }
}
