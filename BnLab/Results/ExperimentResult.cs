namespace BnLab.Results;

/// <summary>All that an experiment returns: plain data that others print, write and draw.</summary>
/// <param name="Name">The experiment: also the command, and the stem of its files.</param>
/// <param name="Histories">In the order of the trainings.</param>
/// <param name="Figures">Each under the stem of its files.</param>
/// <param name="Complete">False if the run was interrupted: then this is what was finished before.</param>
internal sealed record ExperimentResult(
    string Name,
    IReadOnlyList<History> Histories,
    IReadOnlyList<Table> Tables,
    IReadOnlyList<(string Name, Figure Figure)> Figures,
    bool Complete = true)
{
    /// <summary>What must hold exactly, or up to rounding.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>What the runs show, with its uncertainty.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What the course's notebook prints for this experiment, line by line.</summary>
    public IReadOnlyList<PrintedLine> Printed { get; init; } = [];
}

/// <param name="Name">What its file is called, without the extension: <c>train.loss</c>.</param>
/// <param name="Rows">Each with one cell a column: a string, an integer, a double or a bool.</param>
internal sealed record Table(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object>> Rows)
{
    /// <summary>Whether it is short enough to be printed as well as written.</summary>
    public bool IsPrinted { get; init; }

    /// <summary>Whether it becomes a file; if not it is only printed, as a summary of one that does.</summary>
    public bool IsWritten { get; init; } = true;
}

/// <summary>A file that an experiment leaves beside its tables and figures, written as it is: a trained net.</summary>
internal sealed record Attachment(string FileName, Action<Stream> Write);

/// <summary>One call of Python's <c>print</c> in the course's notebook.</summary>
/// <param name="Parts">Its arguments: strings, doubles, and arrays of doubles with one axis or two.</param>
internal sealed record PrintedLine(params IReadOnlyList<object> Parts);
