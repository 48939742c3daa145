namespace BnLab.Output.Report;

/// <param name="Damaged">What is wrong with manifests that cannot be read, one line each.</param>
internal sealed record ReportFolder(IReadOnlyList<ReportRun> Runs, IReadOnlyList<string> Damaged)
{
    /// <summary>In the order of the experiments, and by folder within an experiment; each run gets a unique name.</summary>
    public static ReportFolder Of(
        IReadOnlyList<(string Folder, string Subfolder, RunManifest Manifest)> runs, IReadOnlyList<string> damaged,
        IReadOnlyList<(string Name, string Summary)> experiments)
    {
        List<ReportRun> shown =
        [
            .. runs.Select(run => new ReportRun(
                run.Folder, run.Subfolder, run.Manifest, experiments.FirstOrDefault(experiment => experiment.Name == run.Manifest.Experiment).Summary ?? "")),
        ];
        var taken = shown.CountBy(run => run.ShortName, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        string[] order = [.. experiments.Select(experiment => experiment.Name)];
        var inOrder = shown.OrderBy(run => Array.IndexOf(order, run.Manifest.Experiment) is >= 0 and int place ? place : order.Length);
        return new([.. inOrder.Select((run, i) => run with { Name = taken[run.ShortName] == 1 ? run.ShortName : run.LongName, Id = $"run-{i + 1}" })], damaged);
    }
}

/// <param name="Subfolder">The folder of its files below that of the report; empty for the report's own folder.</param>
/// <param name="Summary">What its experiment does, in a sentence; empty if the experiment is unknown.</param>
internal sealed record ReportRun(string Folder, string Subfolder, RunManifest Manifest, string Summary)
{
    /// <summary>Its name on the page if no other run has the same: its folder, if that also names the experiment.</summary>
    public string ShortName =>
        Subfolder.Length == 0 ? Manifest.Experiment
        : Subfolder == Manifest.Experiment || Subfolder.StartsWith(Manifest.Experiment + "-", StringComparison.Ordinal) ? Subfolder
        : LongName;

    /// <summary>Experiment and folder, which no other run shares.</summary>
    public string LongName => Subfolder.Length == 0 ? Manifest.Experiment : $"{Manifest.Experiment} ({Subfolder})";

    /// <summary>Either <see cref="ShortName"/> or <see cref="LongName"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its anchor on the page.</summary>
    public string Id { get; init; } = "";

    /// <summary>Where one of its files is to be read.</summary>
    /// <exception cref="InvalidDataException">Under this name is something else.</exception>
    public string PathOf(string file) => RecordedFile.Find(Path.Combine(Folder, file), Manifest.ChecksumOf(file));

    public bool IsBroken => Manifest.Checks.Any(check => !check.Passed);

    public IEnumerable<string> Tables => Manifest.Files
        .Where(file => file.EndsWith(".csv", StringComparison.Ordinal) && !file.EndsWith(Figure.FileExtension, StringComparison.Ordinal));

    /// <summary>Names without extensions.</summary>
    public IEnumerable<string> Figures => Manifest.Files
        .Where(file => file.EndsWith(Figure.FileExtension, StringComparison.Ordinal) || Path.GetExtension(file) is ".png" or ".svg")
        .Select(file => file.EndsWith(Figure.FileExtension, StringComparison.Ordinal) ? file[..^Figure.FileExtension.Length] : Path.GetFileNameWithoutExtension(file))
        .Distinct(StringComparer.Ordinal);

    public string Duration => Manifest.Seconds switch
    {
        null => "not known (joined from parts)",
        < 0.1 => string.Create(CultureInfo.InvariantCulture, $"{1000 * Manifest.Seconds:F0} ms"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{Manifest.Seconds:F1} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{Manifest.Seconds / 60:F1} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Manifest.Seconds / 3600:F1} h"),
    };
}
