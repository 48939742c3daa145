namespace BnLab.Files;

internal static class FileComparison
{
    public const string Same = "same bytes";

    public static string Compare(string earlier, string later)
    {
        if (!File.Exists(earlier)) return "the earlier file is not there";
        if (!File.Exists(later)) return "not written this time";
        using var a = InputFile.Open(earlier, "a file of the earlier run");
        using var b = InputFile.Open(later, "a file of this run");
        byte[] x = new byte[1 << 16], y = new byte[1 << 16];
        for (long position = 0; ;)
        {
            int read = a.ReadAtLeast(x, x.Length, throwOnEndOfStream: false);
            int readNow = b.ReadAtLeast(y, y.Length, throwOnEndOfStream: false);
            int common = x.AsSpan(0, read).CommonPrefixLength(y.AsSpan(0, readNow));
            if (common < Math.Max(read, readNow)) return $"differs from byte {position + common} on";
            if (read == 0) return Same;
            position += read;
        }
    }
}
