using Microsoft.Playwright;

namespace BnLab.Tests.Output.Plotting;

/// <summary>PNG and SVG of a figure are one picture, also to a browser, whose own renderer draws the SVG.</summary>
[Collection(nameof(Browser))]
public sealed class PngAndSvgTests(Browser browser)
{
    private const double MostApart = 0.02; // of the pixels, that differ clearly: edges that two renderers smooth differently

    /// <summary>The figures' font, which the browser does not have.</summary>
    private static readonly Lazy<string> Fonts = new(() =>
    {
        PlotFont fonts = new();
        return $"<style>{Face(isBold: false)}{Face(isBold: true)}</style>";

        string Face(bool isBold)
        {
            using var file = fonts.CreateTypeface(PlotFont.Name, isBold, italic: false)!.OpenStream();
            var bytes = new byte[file.Length];
            file.Read(bytes, bytes.Length);
            return $"@font-face{{font-family:Inter;font-weight:{(isBold ? 600 : 400)};src:url(data:font/ttf;base64,{Convert.ToBase64String(bytes)})}}";
        }
    });

    [BrowserFact]
    public async Task A_browser_draws_from_the_svg_what_the_png_shows()
    {
        var page = await browser.NewPageAsync();
        var samples = SampleKinds.All().Append(("training", SampleFigures.Training())).Append(("sweep", SampleFigures.Sweep()));
        FigureSize size = new(900, 700);
        foreach ((string name, Figure figure) in samples)
        {
            double apart = await Apart(page, Png(figure, size), Svg(figure, size), size);
            Assert.True(apart < MostApart, $"{name}: {apart:P2} of the pixels differ");
        }

        // Other data are another picture.
        Figure bars = Figure.Stacked("", SampleKinds.Bars(5)), histogram = Figure.Stacked("", SampleKinds.Histogram(AxisScale.Linear));
        Assert.InRange(await Apart(page, Png(bars, size), Svg(histogram, size), size), 2 * MostApart, 1);
    }

    private static string Png(Figure figure, FigureSize size) => $"data:image/png;base64,{Convert.ToBase64String(new ScottPlotRenderer().Png(figure, size))}";

    private static string Svg(Figure figure, FigureSize size) => $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(new ScottPlotRenderer().Svg(figure, size).Replace("<title>", Fonts.Value + "<title>", StringComparison.Ordinal)))}";

    /// <summary>The share of pixels in which two pictures, drawn equally large, are clearly apart.</summary>
    private static Task<double> Apart(IPage page, string one, string other, FigureSize size) => page.EvaluateAsync<double>(
        """
        async ([one, other, width, height]) => {
          const pixels = async source => {
            const image = new Image();
            image.src = source;
            await image.decode();
            const canvas = new OffscreenCanvas(+width, +height), context = canvas.getContext('2d');
            context.drawImage(image, 0, 0, +width, +height);
            return context.getImageData(0, 0, +width, +height).data;
          };
          const [a, b] = [await pixels(one), await pixels(other)];
          let apart = 0;
          for (let i = 0; i < a.length; i += 4)
            if (Math.max(...[0, 1, 2].map(c => Math.abs(a[i + c] - b[i + c]))) > 96) apart++;
          return apart / (a.length / 4);
        }
        """,
        new[] { one, other, $"{size.Width}", $"{size.Height}" });
}
