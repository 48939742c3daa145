using BnLab.Files;

namespace BnLab.Output.Report;

/// <summary>A table on the page, from its CSV. Long ones are shortened, and say so.</summary>
internal static class RunTable
{
    private const int ShownRows = 100, OpenRows = 12, LongestCell = 300, WideCell = 40;

    public static void Add(Html html, ReportRun run, string file)
    {
        List<CsvRecord> rows = [];
        int count = 0;
        if (html.Read($"table {file}", Read) is null) return;
        string size = string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "row" : "rows")}{(count > rows.Count ? $", the first {rows.Count} are shown" : "")}");
        bool isPoint = run.Manifest.Experiment == "reproduce"; // what is published beside what was measured: what the page is for
        html.AddRaw(isPoint || count <= OpenRows ? "<details open>" : "<details>");
        html.Add($"<summary>{file} <span class=\"faint\">({size})</span></summary>");
        if (rows.Count > 0) AddRows(html, file, rows);
        html.AddRaw("</details>");

        List<CsvRecord> Read()
        {
            using var stream = InputFile.Open(Path.Combine(run.Folder, file), "a table");
            foreach (CsvRecord record in CsvTable.Read(Path.Combine(run.Folder, file), stream)) if (count++ < ShownRows) rows.Add(record);
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

    /// <summary>Numbers are on the right; long texts are wrapped.</summary>
    private static Html.Attribute Class(List<string> cells) => new(
        cells.TrueForAll(cell => cell.Length == 0 || double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? " class=\"n\"" : cells.Exists(cell => cell.Length > WideCell) ? " class=\"wide\"" : "");

    /// <summary>Numbers with six digits, as the terminal has them: the file has them all.</summary>
    private static string Shown(string cell)
    {
        if (cell.Length > LongestCell) return cell[..LongestCell] + "…";
        if (cell.Length <= 7 || !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return cell;
        bool isWhole = cell.TrimStart('-').All(char.IsAsciiDigit);
        return isWhole ? cell : value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal).Replace('-', '−');
    }
}
