namespace BnLab.Cli;

/// <summary>The widths of hidden layers, written as the command line takes them.</summary>
/// <param name="Values">One width a layer.</param>
internal sealed record Widths(IReadOnlyList<int> Values)
{
    /// <summary>How no hidden layer is written: the net is then a linear classifier.</summary>
    public const string None = "none";

    public override string ToString() => Values.Count == 0 ? None : string.Join(',', Values);
}
