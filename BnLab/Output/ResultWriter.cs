using System.Text;
using BnLab.Results;

namespace BnLab.Output;

/// <summary>Writes all that an experiment has given back: tables as CSV, figures as PNG, SVG and the data they show, the manifest as JSON.</summary>
public static class ResultWriter
{
    /// <summary>Writes tables, figures and attachments.</summary>
    /// <param name="result">What the experiment gave back.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="renderer">Draws the figures.</param>
    /// <param name="sizeOf">How large each figure becomes; what suits it if null.</param>
    /// <returns>The names of the files, for the manifest.</returns>
    /// <exception cref="IOException">A file could not be written.</exception>
    public static IReadOnlyList<string> Write(ExperimentResult result, RunFolder folder, IFigureRenderer renderer, Func<Figure, FigureSize>? sizeOf = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(renderer);
        var names = new List<string>();
        foreach (var table in result.Tables.Where(table => table.IsWritten))
        {
            Write($"{table.Name}.csv", stream => CsvTable.Write(table, stream));
        }

        foreach (var (name, figure) in result.Figures)
        {
            var size = (sizeOf ?? FigureSize.For)(figure);
            Write($"{name}.png", stream => stream.Write(renderer.Png(figure, size)));
            Write($"{name}.svg", stream => stream.Write(Encoding.UTF8.GetBytes(renderer.Svg(figure, size))));
            Write(name + FigureCsv.Extension, stream => FigureCsv.Write(figure, stream));
        }

        foreach (var attachment in result.Attachments) Write(attachment.FileName, attachment.Write);
        return names;

        void Write(string name, Action<Stream> write)
        {
            folder.Write(name, write);
            names.Add(name);
        }
    }

    /// <summary>Writes the manifest as <c>NAME.json</c>: last, so that its files are there when it is.</summary>
    /// <param name="manifest">What the run was.</param>
    /// <param name="folder">Where to.</param>
    /// <returns>The name of the file.</returns>
    public static string Write(RunManifest manifest, RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(folder);
        string name = $"{manifest.Experiment}.json";
        folder.Write(name, stream => ManifestJson.Write(manifest, stream));
        return name;
    }
}
