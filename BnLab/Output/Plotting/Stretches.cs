namespace BnLab.Output.Plotting;

/// <summary>The stretches of neighbouring points of which all have a place in the plot.</summary>
internal static class Stretches
{
    public static IEnumerable<Range> Of(int count, Func<int, bool> hasPlace)
    {
        for (int start = 0, end; start < count; start = end + 1)
        {
            for (end = start; end < count && hasPlace(end);) end++;
            if (end > start) yield return start..end;
        }
    }
}
