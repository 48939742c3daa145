using System.Text;

namespace BnLab.Cli;

/// <summary>Writes an experiment's result: tables as CSV, figures as PNG, SVG and the data they show, the manifest as JSON.</summary>
internal static class ResultWriter
{
    public static IReadOnlyList<string> Write(ExperimentResult result, RunFolder folder, IFigureRenderer renderer, Func<Figure, FigureSize> sizeOf, StageTimer stages)
    {
        var figures = result.Figures.Select(each => (each.Name, each.Figure, Size: sizeOf(each.Figure))).ToList();
        var drawing = Task.Run(() => stages.Run(
            "drawing (beside the writing)", () => figures.ConvertAll(each => (Png: renderer.Png(each.Figure, each.Size), Svg: renderer.Svg(each.Figure, each.Size)))));

        // While the figures are drawn, which takes as long as all the rest.
        var tables = result.Tables.Where(table => table.IsWritten).ToList();
        foreach (var table in tables) folder.Write($"{table.Name}.csv", stream => CsvTable.Write(table, stream));
        foreach (var (name, figure, _) in figures) folder.Write(name + Figure.FileExtension, stream => FigureCsv.Write(figure, stream));
        foreach (var attachment in result.Attachments) folder.Write(attachment.FileName, attachment.Write);

        foreach (var ((name, _, _), (png, svg)) in figures.Zip(drawing.GetAwaiter().GetResult()))
        {
            folder.Write($"{name}.png", stream => stream.Write(png));
            folder.Write($"{name}.svg", stream => stream.Write(Encoding.UTF8.GetBytes(svg)));
        }

        return
        [
            .. tables.Select(table => $"{table.Name}.csv"),
            .. figures.SelectMany(each => new[] { $"{each.Name}.png", $"{each.Name}.svg", each.Name + Figure.FileExtension }),
            .. result.Attachments.Select(attachment => attachment.FileName),
        ];
    }
}
