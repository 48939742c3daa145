namespace BnLab.Output.Report;

/// <summary>One run on the page: how it was made, its figures, its tables.</summary>
internal static class RunSection
{
    public static void Add(Html html, ReportRun run, string id, Action<string> tell)
    {
        var manifest = run.Manifest;
        html.Add($"<section class=\"run\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{run.Name}</h2>");
        if (run.Summary.Length > 0) html.Add($"<p>{run.Summary}</p>");
        if (!manifest.Complete) html.AddRaw("<p class=\"missing\">This run was interrupted; what was finished before is shown.</p>");
        html.AddRaw("<dl class=\"facts\">");
        html.AddRaw("<dt>Command</dt><dd><code class=\"command\"><span>bnlab</span>");
        foreach (string argument in manifest.CommandLine) html.Add($" <span>{Quoted(argument)}</span>"); // a browser would break a line behind any hyphen
        html.AddRaw("</code></dd>");
        if (manifest.DataSet is { } data) html.Add($"<dt>Data</dt><dd>{data.Name}: {data.Images.ToString("N0", CultureInfo.InvariantCulture)} images, {data.Source}<br><span class=\"faint\">SHA-256 <code class=\"long\">{data.Sha256}</code></span></dd>");
        html.Add($"<dt>Machine</dt><dd>{Words(manifest.Machine)}</dd>");
        html.Add($"<dt>Duration</dt><dd>{run.Duration}</dd>\n</dl>");
        Options(html, manifest.Options);
        foreach (var (number, figure) in run.Figures.Index()) RunFigure.Add(html, run, figure, $"{id}-{number + 1}", tell);
        foreach (string table in run.Tables) RunTable.Add(html, run, table, tell);
        html.AddRaw("</section>");
    }

    /// <summary>Says in its place that something of the run cannot be shown.</summary>
    public static void Missing(Html html, string what, Action<string> tell)
    {
        html.Add($"<p class=\"missing\">{what}</p>");
        tell(what);
    }

    /// <summary>An argument as a shell takes it.</summary>
    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:/=+@%".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Words(MachineIdentity machine) => string.Create(
        CultureInfo.InvariantCulture,
        $"bnlab {machine.Version}, {machine.Runtime}, {machine.System}; {machine.Processor}, {machine.Cores} cores, vectors of {machine.VectorBits} bits");

    private static void Options(Html html, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        html.AddRaw("<details><summary>All options</summary>\n<dl class=\"options\">");
        foreach (var (name, value) in options) html.Add($"<div><dt>{name}</dt><dd>{new Html.Measured(value)}</dd></div>");
        html.AddRaw("</dl></details>");
    }
}
