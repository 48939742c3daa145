namespace BnLab.Experiments.Gradcheck;

/// <summary>
/// How a student recognizes a mistake from the numbers: a sentence, and as data those of its claims that numbers can be
/// held against. The claims stand in the sentence as marks, so that it says what they are: <c>{only}</c>, <c>{error}</c>,
/// <c>{gamma}</c>, <c>{columns}</c> and <c>{rows}</c>.
/// </summary>
/// <param name="Sentence">The sentence, with the marks of the claims.</param>
internal sealed record Symptom(string Sentence)
{
    /// <summary>The only input whose gradient fails: <c>Only dx</c>. Null where nothing is said of the others.</summary>
    public string? Only { get; init; }

    /// <summary>The relative error of every gradient that fails, as a fraction: <c>3/5 = 0.6</c>. Null where none is given.</summary>
    public (int Over, int Under)? Error { get; init; }

    /// <summary>Whether the mistake goes unnoticed <c>with the initial gamma of 1</c> and a beta of 0.</summary>
    public bool HiddenByInitialGamma { get; init; }

    /// <summary>Whether the columns of dx sum to 0; null where nothing is said of them.</summary>
    public bool? ColumnsSumToZero { get; init; }

    /// <summary>Whether the rows of dx sum to 0; null where nothing is said of them.</summary>
    public bool? RowsSumToZero { get; init; }

    /// <summary>The sentence for people.</summary>
    public string Text => Claims().Aggregate(Sentence, (text, claim) => text.Replace(claim.Mark, claim.Words, StringComparison.Ordinal));

    /// <summary>A sentence without claims that numbers could be held against.</summary>
    public static Symptom FromString(string sentence) => new(sentence);

    /// <inheritdoc cref="FromString"/>
    public static implicit operator Symptom(string sentence) => FromString(sentence);

    /// <summary>The claims that are made, each with its mark and its words.</summary>
    internal IEnumerable<(string Mark, string Words)> Claims()
    {
        if (Only is { } input) yield return ("{only}", $"Only {(input is "x" or "gamma" or "beta" ? "d" : "")}{input}");
        if (Error is var (over, under)) yield return ("{error}", string.Create(CultureInfo.InvariantCulture, $"{over}/{under} = {(double)over / under:0.##}"));
        if (HiddenByInitialGamma) yield return ("{gamma}", "with the initial gamma of 1 it passes");
        if (ColumnsSumToZero is { } columns) yield return ("{columns}", $"columns {SumToZero(columns)}");
        if (RowsSumToZero is { } rows) yield return ("{rows}", $"rows {SumToZero(rows)}");
    }

    private static string SumToZero(bool they) => they ? "sum to 0" : "do not sum to 0";
}
