using System.Text;
using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>The texts of a figure. Characters that XML or the font does not have are replaced, and long texts are shortened.</summary>
internal static class PlotText
{
    private const string Replacement = "□"; // Inter has no U+FFFD
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>One line, without control characters and lone surrogates.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune => // a lone surrogate is read as U+FFFD
        Rune.IsControl(rune) ? " " : rune.Value is 0xFFFD or 0xFFFE or 0xFFFF ? Replacement : rune.ToString()));

    /// <summary>With squares for the characters that the font lacks.</summary>
    public static string Drawable(string text) => string.Concat(Clean(text).EnumerateRunes().Select(rune => PlotFont.Has(rune) ? rune.ToString() : Replacement));

    /// <summary>The text, or as much of its start as fits a width, and an ellipsis.</summary>
    public static string Fit(string text, float width, float size, bool isBold = false)
    {
        text = Drawable(text);
        if (text.Length == 0 || PlotFont.Width(text, size, isBold) <= width) return text;
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int fits = 0, tooMany = starts.Length;
        while (tooMany - fits > 1)
        {
            int middle = (fits + tooMany) / 2;
            if (PlotFont.Width(Shortened(middle), size, isBold) <= width) fits = middle;
            else tooMany = middle;
        }

        return fits == 0 ? "" : Shortened(fits);

        string Shortened(int count) => text[..starts[count]].TrimEnd() + "…";
    }

    /// <summary>With a proper minus sign.</summary>
    public static string Number(double value) => ShortNumber.Text(value).Replace('-', '−');

    /// <summary>A power of ten: 1, 10, 10², 10⁻⁴.</summary>
    public static string Power(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : Superscripts[c - '0'])),
    };
}

/// <summary>The font of all figures, from the package Avalonia.Fonts.Inter: figures are the same whatever fonts the machine has.</summary>
internal sealed class PlotFont : IFontResolver
{
    public const string Name = "Inter";

    private static readonly Lazy<IReadOnlyDictionary<string, SKTypeface>> Faces = new(Load);

    /// <summary>Makes Inter the font of ScottPlot.</summary>
    public static void Install()
    {
        try
        {
            if (Fonts.Default == Name) return;
            Fonts.FontResolvers.Insert(0, new PlotFont());
            Fonts.Default = Name;
        }
        catch (TypeInitializationException e) // the first use of ScottPlot loads the library
        {
            throw new IOException(
                $"the library that draws figures, libSkiaSharp, cannot be loaded in {AppContext.BaseDirectory}: rebuild or reinstall bnlab for this system.", e);
        }
    }

    /// <summary>The width of a text, in the unit of its size.</summary>
    public static float Width(string text, float size, bool isBold = false)
    {
        using SKFont font = new(Face(isBold), size) { Subpixel = true, Hinting = SKFontHinting.Slight }; // as ScottPlot draws its texts
        return font.MeasureText(text);
    }

    public static bool Has(Rune rune) => Face(isBold: false).ContainsGlyph(rune.Value);

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Face(weight > FontWeight.Medium) : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Face(bold) : null;

    private static SKTypeface Face(bool isBold) => Faces.Value[isBold ? "SemiBold" : "Regular"];

    /// <summary>Avalonia's resources are one stream: an index gives each file's name, offset and length.</summary>
    private static Dictionary<string, SKTypeface> Load()
    {
        using Stream resources = typeof(Avalonia.AppBuilderExtension).Assembly.GetManifestResourceStream("!AvaloniaResources")!;
        using BinaryReader reader = new(resources);
        int start = reader.ReadInt32() + sizeof(int);
        _ = reader.ReadInt32(); // the version of the index
        var files = Enumerable.Range(0, reader.ReadInt32()).Select(_ => (Path: reader.ReadString(), Offset: reader.ReadInt32(), Length: reader.ReadInt32())).ToList();
        return ((string[])["Regular", "SemiBold"]).ToDictionary(face => face, Read, StringComparer.Ordinal);

        SKTypeface Read(string face)
        {
            var (_, offset, length) = files.Single(file => file.Path.EndsWith($"-{face}.ttf", StringComparison.Ordinal));
            resources.Position = start + offset;
            using SKData data = SKData.CreateCopy(reader.ReadBytes(length));
            return SKTypeface.FromData(data);
        }
    }
}
