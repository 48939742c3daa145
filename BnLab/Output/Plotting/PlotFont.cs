using System.Text;
using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>
/// The font of all figures: Inter, from the package Avalonia.Fonts.Inter. It comes with the program, so a figure is the same
/// with and without fonts on the machine.
/// </summary>
internal sealed class PlotFont : IFontResolver
{
    public const string Name = "Inter";

    private static readonly Lazy<IReadOnlyDictionary<string, SKTypeface>> Faces = new(Load);

    /// <summary>Makes it ScottPlot's font.</summary>
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
            throw new IOException($"the library that draws figures, libSkiaSharp, cannot be loaded in {AppContext.BaseDirectory}: rebuild or reinstall bnlab for this system.", e);
        }
    }

    /// <summary>The width of a text, in the unit of its size.</summary>
    public static float Width(string text, float size, bool isBold = false)
    {
        using SKFont font = new(Face(isBold), size) { Subpixel = true, Hinting = SKFontHinting.Slight }; // as ScottPlot sets its texts
        return font.MeasureText(text);
    }

    public static bool Has(Rune rune) => Face(isBold: false).ContainsGlyph(rune.Value);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Face(weight > FontWeight.Medium) : null;

    /// <inheritdoc/>
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
