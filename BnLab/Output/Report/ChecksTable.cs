namespace BnLab.Output.Report;

/// <summary>Checks as tables: the broken ones, if there are any; and, folded away, all of them.</summary>
internal static class ChecksTable
{
    private static readonly string[] Columns = ["Experiment", "Check", "Measured", "Limit", "Outcome"];

    public static void AddBroken(Html html, IReadOnlyList<ReportRun> runs)
    {
        if (runs.Any(run => run.IsBroken)) AddSection(html, "broken", "Broken checks", runs, check => !check.Passed);
    }

    public static void AddAll(Html html, IReadOnlyList<ReportRun> runs)
    {
        int count = runs.Sum(run => run.Manifest.Checks.Count);
        if (count == 0) return;
        html.Add($"<details><summary>All checks: what holds exactly, or up to rounding ({count})</summary>");
        AddSection(html, "checks", "Checks", runs, _ => true);
        html.AddRaw("</details>");
    }

    // On a phone CSS makes each row a block, which removes the table's meaning for screen readers: the roles restore it.
    private static void AddSection(Html html, string id, string title, IReadOnlyList<ReportRun> runs, Func<Check, bool> isShown)
    {
        html.Add($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>");
        html.AddRaw("<table class=\"outcomes\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (string column in Columns) html.Add($"<th role=\"columnheader\" scope=\"col\">{column}</th>");
        html.AddRaw("</tr></thead>");
        foreach (var run in runs) AddRun(html, run, [.. run.Manifest.Checks.Where(isShown)]);
        html.AddRaw("</table>\n</section>");
    }

    private static void AddRun(Html html, ReportRun run, Check[] checks)
    {
        if (checks.Length == 0) return;
        html.Add($"<tbody role=\"rowgroup\">\n<tr role=\"row\"><th role=\"rowheader\" scope=\"rowgroup\" rowspan=\"{checks.Length}\"><a href=\"#{run.Id}\">{run.Name}</a></th>");
        foreach (var (i, check) in checks.Index())
        {
            if (i > 0) html.AddRaw("<tr role=\"row\">");
            Html.Measured statement = new(check.Statement), measured = new(check.Measured), limit = new(check.Limit);
            html.Add($"<td role=\"cell\">{statement}</td><td role=\"cell\" data-label=\"{Columns[2]}\">{measured}</td><td role=\"cell\" data-label=\"{Columns[3]}\">{limit}</td>");
            html.Add($"<td role=\"cell\" class=\"{(check.Passed ? "held" : "broken")}\">{check.Text()}</td></tr>");
        }

        html.AddRaw("</tbody>");
    }
}
