namespace BnLab.Experiments.InUse;

/// <summary>What one question of the study gives to its result.</summary>
/// <param name="Table">To be written.</param>
/// <param name="Figures">To be drawn.</param>
/// <param name="Verdicts">Claims held against the measurements.</param>
internal sealed record StudyPart(Table Table, IReadOnlyList<(string Name, Figure Figure)> Figures, IReadOnlyList<Verdict> Verdicts);
