namespace BnLab.Output.Report;

/// <summary>The runs of a page.</summary>
/// <param name="Runs">In the order in which the page shows them.</param>
/// <param name="Damaged">What is wrong with manifests that cannot be read, one line each.</param>
internal sealed record ReportFolder(IReadOnlyList<ReportRun> Runs, IReadOnlyList<string> Damaged)
{
    /// <summary>Runs in the order of their experiments, and by folder within an experiment, each with a name of its own.</summary>
    public static ReportFolder Of(
        IReadOnlyList<(string Folder, string Subfolder, RunManifest Manifest)> runs, IReadOnlyList<string> damaged, IReadOnlyList<(string Name, string Summary)> experiments)
    {
        List<ReportRun> shown = [.. runs.Select(run => new ReportRun(run.Folder, run.Subfolder, run.Manifest, experiments.FirstOrDefault(experiment => experiment.Name == run.Manifest.Experiment).Summary ?? ""))];
        var taken = shown.CountBy(run => run.ShortName, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        string[] order = [.. experiments.Select(experiment => experiment.Name)];
        return new(
            [
                .. from run in shown
                   let named = run with { Name = taken[run.ShortName] == 1 ? run.ShortName : run.LongName }
                   orderby Array.IndexOf(order, run.Manifest.Experiment) is >= 0 and int place ? place : order.Length
                   select named,
            ],
            damaged);
    }
}
