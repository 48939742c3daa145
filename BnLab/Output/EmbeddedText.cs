using System.Text;

namespace BnLab.Output;

/// <summary>Texts that are part of the program.</summary>
internal static class EmbeddedText
{
    /// <param name="name">The file's own: <c>report.css</c>.</param>
    /// <returns>The whole text, its lines ended by \n, whatever the source has.</returns>
    public static string Of(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)!;
        byte[] text = new byte[stream.Length];
        stream.ReadExactly(text);
        return Encoding.UTF8.GetString(text).ReplaceLineEndings("\n");
    }
}
