using System.Reflection;
using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

/// <summary>
/// All runs of a folder as one page: the claims and their outcome, then each run with its figures and tables. The page needs
/// no other file and no network, so it can be passed on.
/// </summary>
internal static class ReportPage
{
    public const string FileName = "report.html";

    private static readonly Html.Attribute NotHeld = new(" <span class=\"failed\" role=\"img\" aria-label=\"not all claims held\">✗</span>");

    public static string Html(ReportFolder folder, Action<string> warn, string version)
    {
        Html html = new(warn);
        html.AddRaw($"{Resource("report.head.html")}<style>\n{InlineSvg.Style}{Resource("report.css")}</style>\n</head>\n<body>");
        html.AddRaw("<a class=\"skip\" href=\"#runs\">Skip to the runs</a>");
        Header(html, folder);
        html.AddRaw("<main>");
        VerdictTable.Add(html, folder.Runs);
        html.AddRaw("<div id=\"runs\">");
        foreach (ReportRun run in folder.Runs) RunSection.Add(html, run);
        html.AddRaw("</div>\n</main>");
        html.Add(
            $"<footer><p>Made by bnlab {version}. The figures can be drawn again in other sizes and formats: <code>bnlab plot NAME{Figure.FileExtension}</code>.</p></footer>");
        html.AddRaw($"<script>\n{Resource("report.js")}</script>\n</body>\n</html>");
        return html.ToString();
    }

    private static void Header(Html html, ReportFolder folder)
    {
        int claims = folder.Runs.Sum(run => run.Verdicts.Count()), held = folder.Runs.Sum(run => run.Verdicts.Count(verdict => verdict.Passed));
        string outcome = claims == 0 ? "none of them claims anything"
            : held == claims ? $"{Count(claims, "claim")}, all of which held"
            : $"{Count(claims, "claim")}, of which {held} held and {claims - held} did not";
        html.AddRaw("<header>");
        html.AddRaw("<h1>Batch normalization: runs and results</h1>");
        html.Add($"<p class=\"lead\">{Count(folder.Runs.Count, "run")}; {outcome}.</p>");
        foreach (string damaged in folder.Damaged) html.Add($"<p class=\"missing\">Left out: {damaged}</p>");
        html.AddRaw("<nav aria-label=\"Runs\"><ol>");
        foreach (ReportRun run in folder.Runs) html.Add($"<li><a href=\"#{run.Id}\">{run.Name}</a>{(run.HasFailed ? NotHeld : default)}</li>");
        html.AddRaw("</ol></nav>\n</header>");
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The tables at the top of the page: the claims that did not hold, if any; then all claims.</summary>
internal static class VerdictTable
{
    // On a phone CSS makes each row a block, which removes the table's meaning for screen readers: the roles restore it.
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
