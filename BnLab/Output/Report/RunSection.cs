using BnLab.Output.Plotting;

namespace BnLab.Output.Report;

/// <summary>One run on the page: how it was made, its figures, its tables.</summary>
internal static class RunSection
{
    public static void Add(Html html, ReportRun run)
    {
        (string id, RunManifest manifest) = (run.Id, run.Manifest);
        html.Add($"<section class=\"run\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{run.Name}</h2>");
        if (run.Summary.Length > 0) html.Add($"<p>{run.Summary}</p>");
        if (!manifest.Complete) html.AddRaw("<p class=\"missing\">This run was interrupted; what was finished before is shown.</p>");
        html.AddRaw("<dl class=\"facts\">");
        html.AddRaw("<dt>Command</dt><dd><code class=\"command\"><span>bnlab</span>");
        foreach (string argument in manifest.CommandLine) html.Add($" <span>{Quoted(argument)}</span>"); // a browser would break a line after any hyphen
        html.AddRaw("</code></dd>");
        if (manifest.DataSet is { } data) html.Add($"<dt>Data</dt><dd>{data.Name}: {data.Images.ToString("N0", CultureInfo.InvariantCulture)} images, {data.Source}<br><span class=\"faint\">SHA-256 <code class=\"long\">{data.Sha256}</code></span></dd>");
        MachineIdentity machine = manifest.Machine;
        html.Add($"<dt>Machine</dt><dd>bnlab {machine.Version}, {machine.Runtime}, {machine.System}; {machine.Processor}, {machine.Cores} cores, vectors of {machine.VectorBits} bits</dd>");
        html.Add($"<dt>Duration</dt><dd>{run.Duration}</dd>\n</dl>");
        html.AddRaw("<details><summary>All options</summary>\n<dl class=\"options\">");
        foreach (var (name, value) in manifest.Options) html.Add($"<div><dt>{name}</dt><dd>{new Html.Measured(value)}</dd></div>");
        html.AddRaw("</dl></details>");
        foreach (var (number, figure) in run.Figures.Index()) AddFigure(html, run, figure, $"{id}-{number + 1}");
        foreach (string table in run.Tables) RunTable.Add(html, run, table);
        html.AddRaw("</section>");
    }

    private static void AddFigure(Html html, ReportRun run, string name, string id)
    {
        if (html.Read($"figure {name}", () => FigureCsv.Read(Path.Combine(run.Folder, name + Figure.FileExtension))) is not { } figure) return;

        // On a phone a figure keeps a width at which its lettering can be read, and the sheet scrolls: hence the focus.
        var size = FigureSize.For(figure);
        html.Add($"<figure>\n<div class=\"sheet\" tabindex=\"0\" role=\"group\" aria-label=\"Figure {name}\" style=\"--natural:{(int)(size.Width / size.Scale)}px\">");
        html.AddRaw(InlineSvg.Of(figure, size, id));
        html.Add($"</div>\n<figcaption>Data: {name}{Figure.FileExtension}</figcaption>\n</figure>");
    }

    /// <summary>An argument as a shell takes it.</summary>
    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:/=+@%".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
