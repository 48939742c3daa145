namespace BnLab.Results;

/// <summary>A thin straight line across the whole panel: a limit, a chance level, a boundary.</summary>
/// <param name="Name">Its line in the legend; empty keeps it out.</param>
/// <param name="Style">Its slot in the palette.</param>
/// <param name="At">Where it stands on its axis.</param>
/// <param name="IsLevel">True for a level line at a height, false for an upright one.</param>
internal sealed record RuleSeries(string Name, int Style, double At, bool IsLevel = true) : Series(Name, Style)
{
    /// <inheritdoc/>
    public override int Hidden(Axis x, Axis y) => (IsLevel ? y : x).CanShow(At) ? 0 : 1;
}
