namespace BnLab.Results;

/// <summary>One call of Python's <c>print</c> in the course's notebook.</summary>
/// <param name="Parts">Its arguments: strings, doubles, and arrays of doubles with one axis or two.</param>
internal sealed record PrintedLine(params IReadOnlyList<object> Parts);
