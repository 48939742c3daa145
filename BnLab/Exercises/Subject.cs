using BnLab.Experiments.Gradcheck;

namespace BnLab.Exercises;

/// <summary>A layer on a student's arrays: its right passes, and the mistakes that are known of it.</summary>
/// <param name="Case">Reads the arrays anew at every call. Its inputs are those whose gradients a student may have.</param>
internal sealed record Subject(GradientCase Case, IReadOnlyList<Mutation> Mistakes)
{
    public IReadOnlyList<ForwardMistake> Forwards { get; init; } = [];

    /// <summary>The shape of the output; empty where it is that of x, or one row for each sample.</summary>
    public IReadOnlyList<int> Output { get; init; } = [];

    /// <summary>Takes dx apart; null where the layer has no terms to tell.</summary>
    public Func<Matrix<double>, double, TermFit?>? Fit { get; init; }

    /// <summary>How large the terms of an input's gradient are before they cancel: what its rounding is measured by; null where nothing cancels.</summary>
    public Func<string, double>? Scale { get; init; }

    /// <summary>What must sum to 0 in dx: <c>columns</c>, <c>rows</c>; empty for nothing.</summary>
    public string ZeroSums { get; init; } = "";

    /// <summary>What a student calls the gradient of an input.</summary>
    public static string GradientOf(string input) => $"d{input.ToLowerInvariant()}";
}
