namespace BnLab.Results;

/// <summary>Rows under named columns.</summary>
/// <param name="Name">What its file is called, without the extension: <c>train.loss</c>.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">Each with one cell a column: a string, an integer, a double or a bool.</param>
internal sealed record Table(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object>> Rows)
{
    /// <summary>Whether it is short enough to be printed as well as written.</summary>
    public bool IsPrinted { get; init; }

    /// <summary>Whether it becomes a file; if not it is only printed, as a summary of one that does.</summary>
    public bool IsWritten { get; init; } = true;
}
