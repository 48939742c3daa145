namespace BnLab.Results;

/// <summary>A band between two curves, such as a 95 % interval around a mean or the range of a unit's activations.</summary>
/// <param name="Name">Its line in the legend; empty where the curve inside it has one.</param>
/// <param name="Style">Its slot in the palette: that of the curve it belongs to.</param>
/// <param name="X">Horizontal positions, as many as <paramref name="Low"/> and <paramref name="High"/>.</param>
/// <param name="Low">Lower ends. Where one of the ends is not finite the band is interrupted.</param>
/// <param name="High">Upper ends.</param>
internal sealed record BandSeries(
    string Name, int Style, IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High)
    : Series(Name, Style)
{
    /// <inheritdoc/>
    public override int Hidden(Axis x, Axis y)
    {
        int hidden = 0;
        for (int i = 0; i < X.Count; i++)
        {
            if (!x.CanShow(X[i]) || !y.CanShow(Low[i]) || !y.CanShow(High[i])) hidden++;
        }

        return hidden;
    }
}
