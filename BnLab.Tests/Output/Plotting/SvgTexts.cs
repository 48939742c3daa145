using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

/// <summary>A text of an SVG file.</summary>
/// <param name="Words">What it says.</param>
/// <param name="Box">The area that it covers, from the place, length and size that the file gives.</param>
/// <param name="IsUpright">Whether it runs upwards.</param>
internal sealed record SvgText(string Words, SvgBox Box, bool IsUpright);

/// <summary>Reads the texts of an SVG file.</summary>
internal static partial class SvgTexts
{
    private const double Ascent = 0.75, Descent = 0.22; // of the font's size

    public static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    public static IReadOnlyList<SvgText> Of(XElement svg) => [.. svg.Descendants(Ns + "text").Select(Read)];

    /// <summary>Asserts that no text overlaps another one and that none leaves the sheet.</summary>
    public static void AssertApart(string figure, SvgPicture picture)
    {
        SvgBox sheet = picture.Sheet.Grown(0.01); // for coordinates that are rounded in the file
        for (int i = 0; i < picture.Texts.Count; i++)
        {
            SvgText text = picture.Texts[i];
            Assert.True(sheet.Contains(text.Box), $"{figure}: '{text.Words}' at {text.Box} is cut");
            for (int j = 0; j < i; j++)
                Assert.False(text.Box.Overlaps(picture.Texts[j].Box), $"{figure}: '{text.Words}' at {text.Box} overlaps '{picture.Texts[j].Words}' at {picture.Texts[j].Box}");
        }
    }

    private static SvgText Read(XElement element)
    {
        double x = Number(element, "x"), y = Number(element, "y"), size = Number(element, "font-size"), length = Number(element, "textLength");
        double[] numbers = [.. Numeral().Matches((string)element.Attribute("transform")!).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];
        double[] matrix = numbers.Length == 2 ? [1, 0, 0, 1, .. numbers] : numbers; // translate(x y) or matrix(a b c d x y)
        Assert.Equal(6, matrix.Length);
        (double X, double Y)[] corners = [At(x, y - (Ascent * size)), At(x + length, y + (Descent * size))];
        return new(element.Value, SvgBox.Around(corners), matrix[1] != 0);

        (double X, double Y) At(double x, double y) => ((matrix[0] * x) + (matrix[2] * y) + matrix[4], (matrix[1] * x) + (matrix[3] * y) + matrix[5]);
    }

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?[\d.]+(e-?\d+)?")]
    private static partial Regex Numeral();
}
