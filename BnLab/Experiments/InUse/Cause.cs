namespace BnLab.Experiments.InUse;

/// <summary>Something that makes a net go wrong in use, and its cures, measured.</summary>
/// <param name="Name">What files call it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Harm">What it does.</param>
/// <param name="Chance">So much accuracy may be lost by chance.</param>
/// <param name="Cases">
/// One reference, in any place; the first fault is the one that the cures are for, other faults are there to compare.
/// </param>
internal sealed record Cause(string Name, string Title, Harm Harm, double Chance, IReadOnlyList<Case> Cases)
{
    private const double GreaterPart = 0.5;

    private Case Reference => Cases.Single(c => c.Role == Role.Reference);

    /// <summary>Whether there is something to cure, and the cures are cures.</summary>
    public Verdict Judge()
    {
        var fault = Cases.First(c => c.Role == Role.Fault);
        var worst = Cases.Where(c => c.Role == Role.Cure).MaxBy(c => double.IsNaN(Of(c)) ? double.PositiveInfinity : Of(c))!; // what is no number cures nothing
        double harm = Of(fault), left = Of(worst);
        bool byAccuracy = Harm == Harm.LostAccuracy;
        return new(
            $"{Title}: each cure takes away the greater part of the harm to the {(byAccuracy ? "accuracy" : "scores")}",
            byAccuracy
                ? Text($"accuracy lost {harm:0.000} with {fault.Name}, at most {left:0.000} with {worst.Name}")
                : Text($"difference of the scores {harm:0.000} with {fault.Name} (accuracy {fault.Accuracy:0.000}), at most {left:0.000} with {worst.Name} (accuracy {worst.Accuracy:0.000})"),
            byAccuracy ? Text($"a loss of more than {Chance:0.000}, which may be chance, and less than half of it left") : "less than half of it left",
            (!byAccuracy || harm > Chance) && left < GreaterPart * harm);
    }

    private double Of(Case measured) => Harm == Harm.LostAccuracy ? Reference.Accuracy - measured.Accuracy : measured.Difference;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a cause does.</summary>
internal enum Harm
{
    /// <summary>Answers that were right are wrong.</summary>
    LostAccuracy,

    /// <summary>Most answers stay, but the scores are others.</summary>
    OtherScores,
}

/// <summary>One way to use a net.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Role">What it is there for.</param>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="Difference">How far the scores are from those of the same net by its population's statistics.</param>
internal sealed record Case(string Name, Role Role, double Accuracy, double Difference)
{
    /// <summary>Measures a case.</summary>
    public static Case Of<T>(string name, Role role, ScoreSheet<T> scores, ScoreSheet<T> reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(name, role, scores.Accuracy, scores.DifferenceFrom(reference));
}

/// <summary>What a case is there for.</summary>
internal enum Role
{
    /// <summary>How it should be.</summary>
    Reference,

    /// <summary>Batches as large as in training, by their own statistics.</summary>
    Training,

    /// <summary>What goes wrong.</summary>
    Fault,

    /// <summary>What makes it right again.</summary>
    Cure,
}
