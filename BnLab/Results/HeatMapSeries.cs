namespace BnLab.Results;

/// <summary>A matrix as coloured cells, with a colour bar beside the panel. It fills its panel, and is alone in it.</summary>
/// <param name="Name">What the colours measure: the label of the colour bar.</param>
/// <param name="Values">Row by row from the top; all rows equally long. A cell that is not finite is left empty.</param>
/// <param name="Low">The value of the palest colour; null for the smallest of all.</param>
/// <param name="High">The value of the strongest colour; null for the largest of all.</param>
/// <remarks>Cell (r, c) is centred at x = c, y = r; the panel's axes name rows and columns by their categories.</remarks>
public sealed record HeatMapSeries(string Name, IReadOnlyList<IReadOnlyList<double>> Values, double? Low = null, double? High = null)
    : Series(Name, 0)
{
    /// <inheritdoc/>
    public override int Hidden(Axis x, Axis y) => Values.Sum(row => row.Count(value => !double.IsFinite(value)));
}
