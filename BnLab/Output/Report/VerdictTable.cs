namespace BnLab.Output.Report;

/// <summary>The table at the top of the page: every claim, what was measured, and whether it held.</summary>
internal static class VerdictTable
{
    // On a phone each row becomes a block, which takes the meaning of a table from its elements: the roles give it back.
    private const string Head = """
        <section aria-labelledby="verdicts">
        <h2 id="verdicts">Verdicts</h2>
        <table class="verdicts" role="table">
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Experiment</th><th role="columnheader" scope="col">Claim</th><th role="columnheader" scope="col">Measured</th><th role="columnheader" scope="col">Limit</th><th role="columnheader" scope="col">Outcome</th></tr></thead>
        """;

    public static void Add(Html html, IReadOnlyList<ReportRun> runs)
    {
        html.AddRaw(Head);
        for (int i = 0; i < runs.Count; i++)
        {
            var verdicts = runs[i].Manifest.Verdicts;
            html.Add($"<tbody role=\"rowgroup\">\n<tr role=\"row\"><th role=\"rowheader\" scope=\"rowgroup\" rowspan=\"{Math.Max(1, verdicts.Count)}\"><a href=\"#{ReportPage.Id(i)}\">{runs[i].Name}</a></th>");
            if (verdicts.Count == 0) html.AddRaw("<td role=\"cell\" class=\"none\" colspan=\"4\">no claim in this run</td></tr>");
            for (int v = 0; v < verdicts.Count; v++)
            {
                if (v > 0) html.AddRaw("<tr role=\"row\">");
                html.Add($"<td role=\"cell\">{verdicts[v].Claim}</td><td role=\"cell\" data-label=\"Measured\">{verdicts[v].Measured}</td><td role=\"cell\" data-label=\"Limit\">{verdicts[v].Limit}</td>");
                html.AddRaw(verdicts[v].Passed ? "<td role=\"cell\" class=\"held\">✓ held</td></tr>" : "<td role=\"cell\" class=\"failed\">✗ not held</td></tr>");
            }

            html.AddRaw("</tbody>");
        }

        html.AddRaw("</table>\n</section>");
    }
}
