namespace BnLab.Experiments.Inference;

/// <summary>Something that makes a net go wrong at test time, and its cures, measured.</summary>
/// <param name="Name">What files call it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Harm">What it does.</param>
/// <param name="Cases">
/// One reference, in any place; the first fault is the one that the cures are for, other faults are there to compare.
/// </param>
internal sealed record Cause(string Name, string Title, Harm Harm, IReadOnlyList<Case> Cases)
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
            byAccuracy ? Text($"a loss of more than {Reference.Uncertainty:0.000}, which may be chance, and less than half of it left") : "less than half of it left",
            (!byAccuracy || harm > Reference.Uncertainty) && left < GreaterPart * harm);
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

/// <summary>Test images normalized in one way.</summary>
/// <param name="Cause">What it belongs to.</param>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="Difference">How far the scores are from those of the same net with its population's statistics.</param>
internal sealed record Case(string Cause, string Name, Role Role, double Accuracy, double Difference)
{
    /// <summary>Its place among all cases.</summary>
    public int Number { get; init; }

    /// <summary>How much of the accuracy with the population's statistics may be chance.</summary>
    public double Uncertainty { get; init; }
}

/// <summary>What a case is there for.</summary>
internal enum Role
{
    /// <summary>How it should be.</summary>
    Reference,

    /// <summary>Batches as large as in training, with their own statistics.</summary>
    Training,

    /// <summary>What goes wrong.</summary>
    Fault,

    /// <summary>What makes it right again.</summary>
    Cure,
}
