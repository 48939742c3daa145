namespace BnLab.Results;

/// <summary>Upright bars, each between its own left and right end: bars of categories, and histograms.</summary>
/// <param name="Name">Its line in the legend.</param>
/// <param name="Style">Its slot in the palette.</param>
/// <param name="Left">Left ends.</param>
/// <param name="Right">Right ends; a histogram's is the next bar's left end.</param>
/// <param name="Heights">Where each bar ends, from <paramref name="Base"/>.</param>
/// <param name="Base">Where each bar begins; on a logarithmic axis bars begin at its lower end.</param>
internal sealed record BarSeries(
    string Name, int Style, IReadOnlyList<double> Left, IReadOnlyList<double> Right, IReadOnlyList<double> Heights, double Base = 0)
    : Series(Name, Style)
{
    /// <inheritdoc/>
    public override int Hidden(Axis x, Axis y)
    {
        int hidden = 0;
        for (int i = 0; i < Heights.Count; i++)
        {
            if (!x.CanShow(Left[i]) || !x.CanShow(Right[i]) || !y.CanShow(Heights[i])) hidden++;
        }

        return hidden;
    }
}
