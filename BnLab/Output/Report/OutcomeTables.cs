namespace BnLab.Output.Report;

/// <summary>The tables at the top of the page: broken checks, if any; the claims; and, folded away, all checks.</summary>
internal static class OutcomeTables
{
    private static readonly string[] OfClaims = ["Experiment", "Claim", "Effect and 95 % interval", "Holds if", "Outcome"];
    private static readonly string[] OfChecks = ["Experiment", "Check", "Measured", "Limit", "Outcome"];

    public static void Add(Html html, IReadOnlyList<ReportRun> runs)
    {
        if (runs.Any(run => run.IsBroken)) AddSection(html, "broken", "Broken checks", OfChecks, runs, run => [.. run.Manifest.Checks.Where(check => !check.Passed).Select(Row)]);
        if (runs.Any(run => run.Manifest.Claims.Count > 0))
        {
            AddSection(html, "claims", "Claims", OfClaims, runs, run => [.. run.Manifest.Claims.Select(Row)]);
            html.AddRaw(
                "<p>A claim holds where its interval lies on its side of the limit, and does not hold where it lies beyond, after Holm's correction for all claims of the run. "
                + "Not decided means that the measurements do not tell: either may be true.</p>");
        }

        if (!runs.Any(run => run.Manifest.Checks.Count > 0)) return;
        html.Add($"<details><summary>All checks: what holds exactly, or up to rounding ({runs.Sum(run => run.Manifest.Checks.Count)})</summary>");
        AddSection(html, "checks", "Checks", OfChecks, runs, run => [.. run.Manifest.Checks.Select(Row)]);
        html.AddRaw("</details>");
    }

    private static OutcomeRow Row(Check check) => new(check.Statement, check.Measured, check.Limit, check.Text(), check.Passed ? "held" : "broken");

    private static OutcomeRow Row(Claim claim)
    {
        string decides = claim.WhatWouldDecide;
        string effect = claim.Measured.Length == 0 ? claim.EffectText : $"{claim.EffectText}; {claim.Measured}";
        string shown = claim.Outcome switch
        {
            Outcome.Holds => "held",
            Outcome.DoesNotHold => "not-held",
            _ => "open",
        };
        return new(claim.Statement, decides.Length == 0 ? effect : $"{effect}; {decides}", claim.HoldsIf, claim.Outcome.Text(), shown);
    }

    // On a phone CSS makes each row a block, which removes the table's meaning for screen readers: the roles restore it.
    private static void AddSection(Html html, string id, string title, string[] columns, IReadOnlyList<ReportRun> runs, Func<ReportRun, OutcomeRow[]> rowsOf)
    {
        html.Add($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>");
        html.AddRaw("<table class=\"outcomes\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (string column in columns) html.Add($"<th role=\"columnheader\" scope=\"col\">{column}</th>");
        html.AddRaw("</tr></thead>");
        foreach (var run in runs) AddRun(html, run, columns, rowsOf(run));
        html.AddRaw("</table>\n</section>");
    }

    private static void AddRun(Html html, ReportRun run, string[] columns, OutcomeRow[] rows)
    {
        if (rows.Length == 0) return;
        html.Add($"<tbody role=\"rowgroup\">\n<tr role=\"row\"><th role=\"rowheader\" scope=\"rowgroup\" rowspan=\"{rows.Length}\"><a href=\"#{run.Id}\">{run.Name}</a></th>");
        foreach (var (i, row) in rows.Index())
        {
            if (i > 0) html.AddRaw("<tr role=\"row\">");
            Html.Measured statement = new(row.Statement), measured = new(row.Measured), limit = new(row.Limit);
            html.Add($"<td role=\"cell\">{statement}</td><td role=\"cell\" data-label=\"{columns[2]}\">{measured}</td><td role=\"cell\" data-label=\"{columns[3]}\">{limit}</td>");
            html.Add($"<td role=\"cell\" class=\"{row.Class}\">{row.Outcome}</td></tr>");
        }

        html.AddRaw("</tbody>");
    }

    /// <param name="Class">Its colour.</param>
    private sealed record OutcomeRow(string Statement, string Measured, string Limit, string Outcome, string Class);
}
