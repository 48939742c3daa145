using BnLab.Checking;

namespace BnLab.Experiments;

/// <summary>What <see cref="Gradcheck"/> checks, and with which step.</summary>
internal sealed record GradcheckOptions
{
    /// <summary>
    /// The smallest step: rounding, up to 3 · 2e-16 · 20 / h where the outputs are largest, is then still below 1e-8, which the
    /// relative error takes for zero.
    /// </summary>
    public const double SmallestStep = 2e-6;

    /// <summary>The largest step: the chord's error, which grows with its square, can still be taken out.</summary>
    public const double LargestStep = 1e-4;

    /// <summary>The only layer to check, one of <see cref="Gradcheck.Layers"/>; null for all.</summary>
    public string? Layer { get; init; }

    /// <summary>The step of the numerical gradient.</summary>
    public double H { get; init; } = NumericalGradient.DefaultStep;

    /// <summary>Whether the check itself is checked: every known mistake is planted, and each must be caught.</summary>
    public bool Mutate { get; init; }

    /// <summary>A mistake to plant, one of <see cref="Gradcheck.Mutations"/>: its layer is checked and must fail.</summary>
    public string? Plant { get; init; }

    /// <summary>Seed of each subject's draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        if (!(H >= SmallestStep && H <= LargestStep))
        {
            throw new OptionException(
                "--h", ShortNumber.Text(H), $"a step from {ShortNumber.Text(SmallestStep)}, below which rounding drowns the gradients, to {ShortNumber.Text(LargestStep)}, above which functions bend too much");
        }

        RequireKnown("--layer", Layer, Gradcheck.Layers, "a layer, loss or net", "--help");
        RequireKnown("--plant", Plant, Gradcheck.Mutations, "the name of a mistake", "--mutate");
        if (Plant is null) return;
        if (Mutate) throw new OptionException("--plant", Plant, "no --mutate beside it, which plants them all");
        string layer = Gradients.Mutations.Named(Plant).Layer;
        if (Layer is not null && Layer != layer) throw new OptionException("--layer", Layer, $"{layer}, which {Plant} is planted into");
    }

    private static void RequireKnown(string option, string? value, IReadOnlyList<string> known, string what, string list)
    {
        if (value is null || known.Contains(value, StringComparer.Ordinal)) return;
        var near = NearestName.Of(value, known);
        string like = near.Count == 0 ? "" : $" such as {string.Join(" or ", near)}";
        throw new OptionException(option, value, $"{what}{like}; 'bnlab gradcheck {list}' lists them all");
    }
}
