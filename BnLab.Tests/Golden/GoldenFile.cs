namespace BnLab.Tests.Golden;

/// <summary>The figures made with NumPy and PyTorch that stand beside this file.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name)
    {
        var assembly = typeof(GoldenFile).Assembly;
        using var stream = assembly.GetManifestResourceStream($"BnLab.Tests.Golden.{name}")
            ?? throw new FileNotFoundException($"There is no golden file {name}.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetDouble())];

    public static int[] Integers(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetInt32())];
}
