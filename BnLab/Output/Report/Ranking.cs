namespace BnLab.Output.Report;

/// <summary>The trainings of a class: where folders that are named after nobody's experiment each hold a run of <c>train</c>, their nets by accuracy.</summary>
internal static class Ranking
{
    public static void Add(Html html, IReadOnlyList<ReportRun> runs)
    {
        var trainings = runs.Where(run => run.Manifest.Files.Contains(Accuracies.File, StringComparer.Ordinal) && run.ShortName == run.LongName && run.Subfolder.Length > 0).ToList();
        if (trainings.Count < 2) return;
        var nets = (from run in trainings
                    let read = Accuracies.Read(html, run)
                    where read is not null
                    from net in read
                    orderby net.Value.Best descending
                    select (run, net.Key, net.Value)).ToList();
        html.AddRaw("<section aria-labelledby=\"ranking\">\n<h2 id=\"ranking\">Ranking</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Ranking\"><table>\n<thead><tr>");
        html.AddRaw("<th scope=\"col\" class=\"n\">Place</th><th scope=\"col\">Folder</th><th scope=\"col\">Net</th><th scope=\"col\" class=\"n\">Best validation accuracy</th>"
            + "<th scope=\"col\" class=\"n\">Training accuracy at the end</th><th scope=\"col\" class=\"n\">Epochs</th></tr></thead>\n<tbody>");
        foreach (var (run, net, accuracy) in nets)
        {
            int place = 1 + nets.Count(other => other.Value.Best > accuracy.Best); // equal accuracies share a place
            html.Add($"<tr><td class=\"n\">{place}</td><td><a href=\"#{run.Id}\">{run.Subfolder}</a></td><td>{net}</td>");
            html.Add($"<td class=\"n\">{accuracy.Best:0.000}</td><td class=\"n\">{accuracy.Train:0.000}</td><td class=\"n\">{accuracy.Epochs}</td></tr>");
        }

        html.AddRaw("</tbody></table></div>\n</section>");
    }
}
