using System.Reflection;
using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

/// <summary>
/// All runs of a folder as one page: what was claimed and what came out, then each run with its figures and tables. The page
/// is one file that asks for nothing else, so it can be passed on.
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
        html.Add($"<footer><p>Made by bnlab {version}. The figures can be drawn again in other sizes and formats: <code>bnlab plot NAME{Figure.FileExtension}</code>.</p></footer>");
        html.AddRaw($"<script>\n{Resource("report.js")}</script>\n</body>\n</html>");
        return html.ToString();
    }

    private static void Header(Html html, ReportFolder folder)
    {
        int claims = folder.Runs.Sum(run => run.Verdicts.Count()), held = folder.Runs.Sum(run => run.Verdicts.Count(verdict => verdict.Passed));
        string outcome = claims == 0 ? "none of them claims anything" : held == claims ? $"{Count(claims, "claim")}, all of which held" : $"{Count(claims, "claim")}, of which {held} held and {claims - held} did not";
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
