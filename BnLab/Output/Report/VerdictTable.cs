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
        <tbody role="rowgroup">
        """;

    public static void Add(Html html, IReadOnlyList<ReportRun> runs)
    {
        html.AddRaw(Head);
        for (int i = 0; i < runs.Count; i++)
        {
            var run = runs[i];
            foreach (var verdict in run.Manifest.Verdicts)
            {
                Experiment(html, run, i);
                html.Add($"<td role=\"cell\" class=\"claim\">{verdict.Claim}</td><td role=\"cell\" data-label=\"Measured\">{verdict.Measured}</td><td role=\"cell\" data-label=\"Limit\">{verdict.Limit}</td>");
                html.AddRaw(verdict.Passed ? "<td role=\"cell\" class=\"held\">✓ held</td></tr>" : "<td role=\"cell\" class=\"failed\">✗ not held</td></tr>");
            }

            if (run.Manifest.Verdicts.Count > 0) continue;
            Experiment(html, run, i);
            html.AddRaw("<td role=\"cell\" class=\"none\" colspan=\"4\">no claim in this run</td></tr>");
        }

        html.AddRaw("</tbody></table>\n</section>");
    }

    private static void Experiment(Html html, ReportRun run, int index) =>
        html.Add($"<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><a href=\"#{ReportPage.Id(index)}\">{run.Name}</a></th>");
}
