namespace BnLab.Cli;

/// <summary>A part of a sweep, for one of several machines.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts.</param>
internal sealed record Shard(int Number, int Count)
{
    /// <summary>All of it.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>2/3</c>; null if the text is no part.</summary>
    public static Shard? Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && number >= 1 && number <= count ? new(number, count) : null;
    }

    public override string ToString() => $"{Number}/{Count}";
}
