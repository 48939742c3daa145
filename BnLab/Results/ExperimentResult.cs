namespace BnLab.Results;

/// <summary>All that an experiment gives back: plain data, to be printed, written and drawn by others.</summary>
/// <param name="Name">The experiment: also the command, and the stem of its files.</param>
/// <param name="Histories">What each training has left behind, in the order of the trainings.</param>
/// <param name="Tables">To be written as CSV.</param>
/// <param name="Figures">To be drawn, each under the stem of its files.</param>
/// <param name="Verdicts">Claims held against what was measured.</param>
/// <param name="Complete">False if the run was interrupted: then this is what was finished before.</param>
internal sealed record ExperimentResult(
    string Name,
    IReadOnlyList<History> Histories,
    IReadOnlyList<Table> Tables,
    IReadOnlyList<(string Name, Figure Figure)> Figures,
    IReadOnlyList<Verdict> Verdicts,
    bool Complete = true)
{
    /// <summary>Files of other kinds, to be written as they are.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What the course's notebook prints for this experiment, line by line.</summary>
    public IReadOnlyList<PrintedLine> Printed { get; init; } = [];
}
