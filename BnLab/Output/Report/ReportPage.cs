using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

/// <summary>
/// All runs of a folder as one page: the story, the claims and their outcome, then each run with its figures and tables. The page needs
/// no other file and no network, so it can be passed on.
/// </summary>
internal static class ReportPage
{
    public const string FileName = "report.html";

    private static readonly Html.Attribute Broken = new(" <span class=\"broken\" role=\"img\" aria-label=\"a check is broken\">✗</span>");

    public static string Html(ReportFolder folder, Action<string> warn, string version)
    {
        Html html = new(warn);
        html.AddRaw($"{EmbeddedText.Of("report.head.html")}<style>\n{InlineSvg.Style}{EmbeddedText.Of("report.css")}</style>\n</head>\n<body>");
        html.AddRaw("<a class=\"skip\" href=\"#runs\">Skip to the runs</a>");
        Header(html, folder);
        html.AddRaw("<main>");
        var story = StorySection.Of(folder.Runs);
        ChecksTable.AddBroken(html, folder.Runs);
        StorySection.Add(html, story);
        Ranking.Add(html, folder.Runs);
        ClaimsTable.Add(html, folder.Runs);
        ChecksTable.AddAll(html, folder.Runs);
        html.AddRaw("<div id=\"runs\" class=\"columns\">");
        foreach (ReportRun run in folder.Runs) RunSection.Add(html, run, isInTheStory: story.Contains(run));
        html.AddRaw("</div>\n</main>");
        html.Add(
            $"<footer><p>Made by bnlab {version}. The figures can be drawn again in other sizes and formats: <code>bnlab plot NAME{Figure.FileExtension}</code>.</p></footer>");
        html.AddRaw($"<script>\n{EmbeddedText.Of("report.js")}</script>\n</body>\n</html>");
        return html.ToString();
    }

    private static void Header(Html html, ReportFolder folder)
    {
        int checks = folder.Runs.Sum(run => run.Manifest.Checks.Count), broken = folder.Runs.Sum(run => run.Manifest.Checks.Count(check => !check.Passed));
        var claims = folder.Runs.SelectMany(run => run.Manifest.Claims).ToList();
        string[] outcomes =
        [
            $"{Count(folder.Runs.Count, "run")}",
            .. checks == 0 ? [] : new[] { broken == 0 ? $"{Count(checks, "check")}, all ok" : $"{Count(checks, "check")}, {broken} BROKEN" },
            .. claims.Count == 0 ? [] : new[]
            {
                $"{Count(claims.Count, "claim")}: " + string.Join(", ", Enum.GetValues<Outcome>().Select(outcome => (Word: outcome.OfSeveral(), Count: claims.Count(claim => claim.Outcome == outcome)))
                    .Where(each => each.Count > 0).Select(each => $"{each.Count} {each.Word}")),
            },
        ];
        html.AddRaw("<header>");
        html.AddRaw("<h1>Batch normalization: runs and results</h1>");
        html.Add($"<p class=\"lead\">{string.Join("; ", outcomes)}.</p>");
        foreach (string damaged in folder.Damaged) html.Add($"<p class=\"missing\">Left out: {damaged}</p>");
        html.AddRaw("<nav aria-label=\"Runs\"><ol>");
        foreach (ReportRun run in folder.Runs) html.Add($"<li><a href=\"#{run.Id}\">{run.Name}</a>{(run.IsBroken ? Broken : default)}</li>");
        html.AddRaw("</ol></nav>\n</header>");
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
