using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

internal static class RunSection
{
    /// <param name="isInTheStory">Whether its figures are at the top of the page.</param>
    public static void Add(Html html, ReportRun run, bool isInTheStory)
    {
        (string id, RunManifest manifest) = (run.Id, run.Manifest);
        html.Add($"<section class=\"run\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{run.Name}</h2>");
        if (run.Summary.Length > 0) html.Add($"<p>{run.Summary}</p>");
        if (!manifest.Complete) html.AddRaw("<p class=\"missing\">This run was interrupted; what was finished before is shown.</p>");
        if (isInTheStory) html.AddRaw("<p><a href=\"#story\">Its figure is at the top of the page.</a></p>");
        else AddFigures(html, run);
        html.AddRaw("<p><code class=\"command\"><span>bnlab</span>");
        foreach (string argument in manifest.CommandLine) html.Add($" <span>{Quoted(argument)}</span>"); // a browser would break a line after any hyphen
        html.AddRaw("</code></p>");
        html.AddRaw("<details><summary>Data, machine, duration, options</summary>\n<dl class=\"facts\">");
        if (manifest.DataSet is { } data)
        {
            string images = data.Images.ToString("N0", CultureInfo.InvariantCulture);
            html.Add($"<dt>Data</dt><dd>{data.Name}: {images} images, {data.Source}<br><span class=\"faint\">SHA-256 <code class=\"long\">{data.Sha256}</code></span></dd>");
        }

        MachineIdentity machine = manifest.Machine;
        html.Add(
            $"<dt>Machine</dt><dd>bnlab {machine.Version}, {machine.Runtime}, {machine.System}; {machine.Processor}, {machine.Cores} cores, vectors of {machine.VectorBits} bits</dd>");
        html.Add($"<dt>Duration</dt><dd>{run.Duration}</dd>\n</dl>");
        html.AddRaw("<dl class=\"options\">");
        foreach (var (name, value) in manifest.Options) html.Add($"<div><dt>{name}</dt><dd>{new Html.Measured(value)}</dd></div>");
        html.AddRaw("</dl></details>");
        foreach (string table in run.Tables) RunTable.Add(html, run, table);
        html.AddRaw("</section>");
    }

    public static void AddFigures(Html html, ReportRun run)
    {
        foreach (var (number, figure) in run.Figures.Index()) AddFigure(html, run, figure, $"{run.Id}-{number + 1}");
    }

    private static void AddFigure(Html html, ReportRun run, string name, string id)
    {
        if (html.Read($"figure {name}", () => FigureCsv.Read(run.PathOf(name + Figure.FileExtension))) is not { } figure) return;

        // On a phone a figure stays wide enough for its text to be read, and the sheet scrolls: so it can take the focus.
        var size = FigureSize.For(figure);
        html.Add($"<figure>\n<div class=\"sheet\" tabindex=\"0\" role=\"group\" aria-label=\"Figure {name}\" style=\"--natural:{(int)(size.Width / size.Scale)}px\">");
        html.AddRaw(InlineSvg.Of(figure, size, id));
        html.Add($"</div>\n<figcaption>Data: {name}{Figure.FileExtension}</figcaption>\n</figure>");
    }

    /// <summary>An argument as a shell takes it.</summary>
    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:/=+@%".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>Long tables are shortened, and say so.</summary>
internal static class RunTable
{
    private const int ShownRows = 100, LongestCell = 300, WideCell = 40;

    public static void Add(Html html, ReportRun run, string file)
    {
        List<CsvRecord> rows = [];
        int count = 0;
        if (html.Read($"table {file}", Read) is null) return;
        string shown = count > rows.Count ? $", the first {rows.Count} are shown" : "";
        string size = string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "row" : "rows")}{shown}");
        bool isPoint = run.Manifest.Experiment == "reproduce"; // published numbers beside measured ones, which the page is for
        html.AddRaw(isPoint ? "<details open>" : "<details>");
        html.Add($"<summary>{file} <span class=\"faint\">({size})</span></summary>");
        if (rows.Count > 0) AddRows(html, file, rows);
        html.AddRaw("</details>");

        List<CsvRecord> Read()
        {
            string path = run.PathOf(file);
            using var stream = InputFile.Open(path, "a table");
            foreach (CsvRecord record in CsvTable.Read(path, stream)) if (count++ < ShownRows) rows.Add(record);
            return rows;
        }
    }

    private static void AddRows(Html html, string file, List<CsvRecord> rows)
    {
        IReadOnlyList<string> columns = rows[0].Columns;
        Html.Attribute[] classes = [.. columns.Select((_, c) => Class(rows.ConvertAll(row => row.Cells[c])))];
        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table {file}\"><table>");
        html.AddRaw("<thead><tr>");
        for (int c = 0; c < columns.Count; c++) html.Add($"<th scope=\"col\"{classes[c]}>{columns[c].Replace('_', ' ')}</th>");
        html.AddRaw("</tr></thead>\n<tbody>");
        foreach (CsvRecord row in rows)
        {
            html.AddRaw("<tr>");
            for (int c = 0; c < columns.Count; c++) html.Add($"<td{classes[c]}>{new Html.Measured(Shown(row.Cells[c]))}</td>");
            html.AddRaw("</tr>");
        }

        html.AddRaw("</tbody></table></div>");
    }

    /// <summary>Numbers are aligned right; long texts are wrapped.</summary>
    private static Html.Attribute Class(List<string> cells) => new(
        cells.TrueForAll(cell => cell.Length == 0 || double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? " class=\"n\""
        : cells.Exists(cell => cell.Length > WideCell) ? " class=\"wide\""
        : "");

    /// <summary>Numbers with six digits, as in the terminal; the file has all.</summary>
    private static string Shown(string cell)
    {
        if (cell.Length > LongestCell) return cell[..LongestCell] + "…";
        if (cell.Length <= 7 || !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return cell;
        bool isWhole = cell.TrimStart('-').All(char.IsAsciiDigit);
        return isWhole ? cell : value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal).Replace('-', '−');
    }
}
