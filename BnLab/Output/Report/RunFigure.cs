using BnLab.Results;

namespace BnLab.Output.Report;

/// <summary>A figure on the page, drawn from its data.</summary>
internal static class RunFigure
{
    public static void Add(Html html, ReportRun run, string name, Action<string> tell)
    {
        Figure figure;
        try
        {
            figure = FigureCsv.Read(Path.Combine(run.Folder, name + FigureCsv.Extension));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            RunSection.Missing(html, $"The figure {name} is not shown. {e.Message.ReplaceLineEndings(" ")}", tell);
            return;
        }

        html.AddRaw("<figure>\n<div class=\"sheet\">");
        html.AddRaw(BuiltInRenderer.Inline(figure, FigureSize.For(figure)));
        html.Add($"</div>\n<figcaption>{name}</figcaption>\n</figure>");
    }
}
