using BnLab.Files;

namespace BnLab.Output.Report;

/// <summary>A table on the page, from its CSV. Long ones are shortened, and say so.</summary>
internal static class RunTable
{
    private const int ShownRows = 100, OpenRows = 12, LongestCell = 300, WideCell = 40;

    public static void Add(Html html, ReportRun run, string file, Action<string> tell)
    {
        string path = Path.Combine(run.Folder, file);
        IReadOnlyList<string> columns = [];
        List<IReadOnlyList<string>> rows = [];
        int count = 0;
        try
        {
            using var stream = InputFile.Open(path, "a table");
            foreach (var record in CsvTable.Read(path, stream))
            {
                columns = record.Columns;
                if (count++ < ShownRows) rows.Add(record.Cells);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            RunSection.Missing(html, $"The table {file} is not shown. {e.Message.ReplaceLineEndings(" ")}", tell);
            return;
        }

        string size = string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "row" : "rows")}{(count > rows.Count ? $", the first {rows.Count} are shown" : "")}");
        bool isPoint = run.Manifest.Experiment == "reproduce"; // what is published beside what was measured: what the page is for
        html.AddRaw(isPoint || count <= OpenRows ? "<details open>" : "<details>");
        html.Add($"<summary>{file} <span class=\"faint\">({size})</span></summary>");
        if (rows.Count > 0) AddRows(html, file, columns, rows);
        html.AddRaw("</details>");
    }

    private static void AddRows(Html html, string file, IReadOnlyList<string> columns, List<IReadOnlyList<string>> rows)
    {
        Html.Attribute[] classes = [.. columns.Select((_, c) => Class(rows.ConvertAll(row => row[c])))];
        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table {file}\"><table>");
        html.AddRaw("<thead><tr>");
        for (int c = 0; c < columns.Count; c++) html.Add($"<th scope=\"col\"{classes[c]}>{columns[c].Replace('_', ' ')}</th>");
        html.AddRaw("</tr></thead>\n<tbody>");
        foreach (var row in rows)
        {
            html.AddRaw("<tr>");
            for (int c = 0; c < row.Count; c++) html.Add($"<td{classes[c]}>{new Html.Measured(Shown(row[c]))}</td>");
            html.AddRaw("</tr>");
        }

        html.AddRaw("</tbody></table></div>");
    }

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Numbers stand to the right; long texts are wrapped.</summary>
    private static Html.Attribute Class(List<string> cells) => new(
        cells.TrueForAll(cell => cell.Length == 0 || IsNumber(cell)) ? " class=\"n\"" : cells.Exists(cell => cell.Length > WideCell) ? " class=\"wide\"" : "");

    /// <summary>Numbers with six digits, as the terminal has them: the file has them all.</summary>
    private static string Shown(string cell)
    {
        if (cell.Length > LongestCell) return cell[..LongestCell] + "…";
        if (cell.Length <= 7 || !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return cell;
        bool isWhole = cell.TrimStart('-').All(char.IsAsciiDigit);
        return isWhole ? cell : value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal).Replace('-', '−');
    }
}
