namespace BnLab.Experiments.Gradcheck;

/// <summary>In the order of the cases.</summary>
internal static class Mutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. LayerMutations.All,
        .. BatchNormMutations.All,
        .. NormalizationMutations.All,
        .. ImageMutations.All,
        .. NetMutations.All,
    ];

    public static Mutation Named(string name) => All.Single(mutation => mutation.Name == name);
}

/// <param name="Name">The layer, then the mistake.</param>
internal sealed record Mutation(string Name, string Layer, Symptom Symptom, Func<GradientCase, GradientCase> Plant)
{
    /// <summary>A mistake in the gradient of one input, made from the case and the right gradient.</summary>
    public static Mutation Of(string layer, string name, string input, string symptom, Func<GradientCase, Matrix<double>, Matrix<double>> wrong) =>
        new($"{layer}-{name}", layer, new(symptom), s => s.WithGradient(input, right => wrong(s, right)));
}

/// <summary>A sentence by which a student recognizes a mistake from the numbers. Claims that a test can check are in brackets.</summary>
/// <remarks>
/// <c>[Only dx]</c>, <c>[1/3]</c>, <c>[(N - 1) / (N + 1)]</c>, <c>[columns sum to 0]</c>, <c>[rows do not sum to 0]</c>,
/// <c>[with the initial gamma of 1 it passes]</c>.
/// </remarks>
internal sealed record Symptom(string Sentence)
{
    private const string Alone = "Only ";

    /// <summary>The only input whose gradient fails; null where the sentence does not say.</summary>
    public string? Only => Claims.FirstOrDefault(claim => claim.StartsWith(Alone, StringComparison.Ordinal))?[Alone.Length..].TrimStart('d');

    /// <summary>Whether the sentence says the relative error of every gradient that fails.</summary>
    public bool SaysError => Claims.Any(claim => claim.Contains('/', StringComparison.Ordinal));

    /// <summary>Whether the check passes with a gamma of 1 and a beta of 0.</summary>
    public bool HiddenByInitialGamma => Claims.Contains("with the initial gamma of 1 it passes", StringComparer.Ordinal);

    /// <summary>Of dx; null where the sentence does not say.</summary>
    public bool? ColumnsSumToZero => SumToZero("columns");

    /// <summary>Of dx; null where the sentence does not say.</summary>
    public bool? RowsSumToZero => SumToZero("rows");

    /// <summary>Without brackets.</summary>
    public string Text => string.Concat(Parts.Select(part => part.Text));

    /// <summary>Of one gradient by itself, whether others fail or not.</summary>
    public string TextOf(string gradient) => Only is { } only && Sentence.StartsWith($"[{Alone}", StringComparison.Ordinal)
        ? $"{gradient}{Text[(Text.IndexOf(only, StringComparison.Ordinal) + only.Length)..]}" : Text;

    /// <summary>The relative error that the sentence says: a fraction, or one of sizes, <c>(N - 1) / (N + 1)</c>.</summary>
    public double ErrorOf(GradientCase s)
    {
        string[] fraction = Claims.First(claim => claim.Contains('/', StringComparison.Ordinal)).Split('/', StringSplitOptions.TrimEntries);
        return Value(fraction[0]) / Value(fraction[1]);

        // 3, (N · H · W - 1), (1 + keep)
        double Value(string text) => text.Trim('(', ')').Split(' ') is [.. var before, "+" or "-", var last]
            ? Product(before) + (text.Contains('-', StringComparison.Ordinal) ? -Size(last) : Size(last)) : Size(text);

        double Product(string[] factors) => factors.Where(factor => factor != "·").Aggregate(1.0, (product, factor) => product * Size(factor));

        double Size(string letter) => letter switch
        {
            "N" => s.Value("x").Rows,
            "M" => s.Value("x").Columns,
            "H" => s.Images.Height,
            "W" => s.Images.Width,
            "P" => s.Window.Places(s.Images, channels: 1).Height,
            "Q" => s.Window.Places(s.Images, channels: 1).Width,
            "keep" => 1.0 / LayerMutations.ScaleOfDropout(s),
            _ => double.Parse(letter, CultureInfo.InvariantCulture),
        };
    }

    private IEnumerable<(string Text, bool IsClaim)> Parts => Sentence.Split('[', ']').Select((text, i) => (text, int.IsOddInteger(i)));

    private IEnumerable<string> Claims => Parts.Where(part => part.IsClaim).Select(part => part.Text);

    private bool? SumToZero(string lines) =>
        Claims.Contains($"{lines} sum to 0", StringComparer.Ordinal) ? true
        : Claims.Contains($"{lines} do not sum to 0", StringComparer.Ordinal) ? false : null;
}
