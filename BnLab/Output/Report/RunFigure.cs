using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

/// <summary>A figure on the page, drawn from its data.</summary>
internal static class RunFigure
{
    public static void Add(Html html, ReportRun run, string name, string id, Action<string> tell)
    {
        Figure figure;
        try
        {
            figure = FigureCsv.Read(Path.Combine(run.Folder, name + Figure.FileExtension));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            RunSection.Missing(html, $"The figure {name} is not shown. {e.Message.ReplaceLineEndings(" ")}", tell);
            return;
        }

        // On a phone a figure keeps a width at which its lettering can be read, and the sheet scrolls: hence the focus.
        var size = FigureSize.For(figure);
        html.Add($"<figure>\n<div class=\"sheet\" tabindex=\"0\" role=\"group\" aria-label=\"Figure {name}\" style=\"--natural:{(int)(size.Width / size.Scale)}px\">");
        html.AddRaw(InlineSvg.Of(figure, size, id));
        html.Add($"</div>\n<figcaption>Data: {name}{Figure.FileExtension}</figcaption>\n</figure>");
    }
}
