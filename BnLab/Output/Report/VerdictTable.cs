namespace BnLab.Output.Report;

/// <summary>The tables at the top of the page: first the claims that did not hold, if any, then every claim, what was measured, and whether it held.</summary>
internal static class VerdictTable
{
    // On a phone each row becomes a block, which takes the meaning of a table from its elements: the roles give it back.
    private const string Head = """
        <table class="verdicts" role="table">
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Experiment</th><th role="columnheader" scope="col">Claim</th><th role="columnheader" scope="col">Measured</th><th role="columnheader" scope="col">Limit</th><th role="columnheader" scope="col">Outcome</th></tr></thead>
        """;

    public static void Add(Html html, IReadOnlyList<ReportRun> runs)
    {
        if (runs.Any(run => run.HasFailed)) AddTable(html, runs, "not-held", "Claims that did not hold", run => run.HasFailed, verdict => !verdict.Passed);
        AddTable(html, runs, "verdicts", "Verdicts", _ => true, _ => true);
    }

    private static void AddTable(Html html, IReadOnlyList<ReportRun> runs, string id, string title, Func<ReportRun, bool> isRunIn, Func<Verdict, bool> isIn)
    {
        html.Add($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>");
        html.AddRaw(Head);
        foreach (ReportRun run in runs.Where(isRunIn)) AddRun(html, run, [.. run.Verdicts.Where(isIn)]);
        html.AddRaw("</table>\n</section>");
    }

    private static void AddRun(Html html, ReportRun run, Verdict[] verdicts)
    {
        html.Add($"<tbody role=\"rowgroup\">\n<tr role=\"row\"><th role=\"rowheader\" scope=\"rowgroup\" rowspan=\"{Math.Max(1, verdicts.Length)}\"><a href=\"#{run.Id}\">{run.Name}</a></th>");
        if (verdicts.Length == 0) html.AddRaw("<td role=\"cell\" class=\"none\" colspan=\"4\">no claim in this run</td></tr>");
        for (int v = 0; v < verdicts.Length; v++)
        {
            if (v > 0) html.AddRaw("<tr role=\"row\">");
            Html.Measured claim = new(verdicts[v].Claim), measured = new(verdicts[v].Measured), limit = new(verdicts[v].Limit);
            html.Add($"<td role=\"cell\">{claim}</td><td role=\"cell\" data-label=\"Measured\">{measured}</td><td role=\"cell\" data-label=\"Limit\">{limit}</td>");
            html.AddRaw(verdicts[v].Passed ? "<td role=\"cell\" class=\"held\">✓ held</td></tr>" : "<td role=\"cell\" class=\"failed\">✗ not held</td></tr>");
        }

        html.AddRaw("</tbody>");
    }
}
