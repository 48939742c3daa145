namespace BnLab.Experiments;

/// <summary>What <see cref="Forward"/> looks at.</summary>
internal sealed record ForwardOptions
{
    /// <summary>The largest size of a value: sums of squares of such numbers are still far from the largest double.</summary>
    public const double LargestValue = 1e150;

    /// <summary>The layers whose forward pass can be looked at.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["batchnorm", "layernorm", "spatial-batchnorm", "groupnorm"];

    /// <summary>One of <see cref="Layers"/>; null for the first of them, and beside <see cref="Values"/>.</summary>
    public string? Layer { get; init; }

    /// <summary>Rows of a matrix to normalize under every convention; null for the course's checks.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Values { get; init; }

    /// <summary>Seed of the draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        if (Layer is not null && !Layers.Contains(Layer, StringComparer.Ordinal))
        {
            throw new OptionException("--layer", Layer, "one of " + string.Join(", ", Layers));
        }

        if (Values is null) return;
        if (Layer is not null && Layer != Layers[0]) throw new OptionException("--layer", Layer, "no --values beside it, which are normalized as batch normalization does it");
        bool whole = Values.Count > 0 && Values[0].Count > 0 && Values.All(row => row.Count == Values[0].Count && row.All(double.IsFinite));
        string given = string.Join(';', Values.Select(row => string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))));
        if (!whole) throw new OptionException("--values", given, "rows of equally many finite numbers, like 1,2;3,4;5,6");
        bool fit = Values.All(row => row.All(value => Math.Abs(value) <= LargestValue));
        if (!fit) throw new OptionException("--values", given, "numbers from -1e+150 to 1e+150, whose squares can be added up");
    }
}
