namespace BnLab.Tests;

/// <summary>Asserts that numbers agree, and says by how much they do not.</summary>
internal static class Close
{
    public static void Equal<T>(Matrix<T> expected, Matrix<T> actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Equal(expected.ToArray(), actual.ToArray(), tolerance);
    }

    /// <summary>Relative to the larger of 1 and the expected value.</summary>
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]) / Math.Max(1.0, Math.Abs(expected[i]));
            Assert.True(difference <= tolerance, $"element {i}: expected {expected[i]:R}, got {actual[i]:R}, apart by {difference:E2}");
        }
    }

    /// <summary>The elements of nested JSON arrays, in order.</summary>
    public static double[] Flatten(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Flatten)]
        : [element.GetDouble()];
}
