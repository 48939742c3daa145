using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab rerun</c>: repeats an earlier run, and compares the bytes of both runs' files.</summary>
internal static class RerunCommand
{
    public static Command Create(OtherCommands others)
    {
        var run = new Argument<string>("RUN.json") { Description = "The manifest of the earlier run." };
        var seed = new SettingOption(
            Setting.Optional("--seed", "none, because the manifest has one", "Not for this command, which says what to do instead."))
        { Hidden = true };
        var rerun = new ExampleCommand(
            "rerun",
            "Run the command of an earlier run again with its options, into DIR (by default the folder 'rerun' beside the earlier files), "
            + "and compare the files (pictures on the same system only).",
            "rerun plots/train.json") { run, seed }.With(GlobalOptions.WithoutSeed).With(GlobalOptions.Strict);
        rerun.SetAction((parse, cancellation) => RunAsync(others, parse, parse.GetRequiredValue(run), (string?)parse.GetValue(seed), cancellation));
        return rerun;
    }

    private static async Task<int> RunAsync(OtherCommands others, ParseResult parse, string path, string? seed, CancellationToken cancellation)
    {
        var console = new Terminal(parse);
        var earlier = ManifestJson.Read(path);
        if (others.Parse([earlier.Experiment]).CommandResult.Command is RootCommand)
            throw new InvalidDataException($"{path}: expected the manifest of a command of bnlab, but there is no 'bnlab {earlier.Experiment}'.");
        if (seed is not null)
            throw new OptionException("--seed", seed, $"none, because {path} has one; 'bnlab {earlier.Experiment} --config {path} --seed N' takes another");
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        string target = parse.IsTyped(GlobalOptions.Out) ? parse.Get(GlobalOptions.Out) : Path.Combine(folder, "rerun");
        if (OutputFolder.AreSame(target, folder))
            throw new OptionException("--out", target, $"another folder than that of {path}, whose files the new ones are compared with");
        if (earlier.Machine.Version != Machine.Version) console.Warn($"{path} was made by bnlab {earlier.Machine.Version}; this is bnlab {Machine.Version}.");
        if (!earlier.Complete) console.Warn($"{path} is of a run that was interrupted; it is run to its end this time.");

        string[] arguments = [earlier.Experiment, "--config", path, "--out", target, .. Passed(parse, GlobalOptions.Quiet), .. Passed(parse, GlobalOptions.Verbose), .. Passed(parse, GlobalOptions.Strict)];
        var output = parse.Get(GlobalOptions.Json) ? TextWriter.Null : parse.InvocationConfiguration.Output;
        int exitCode = await others.RunAsync(arguments, output, parse.InvocationConfiguration.Error, cancellation);
        if (exitCode is not (ExitCode.Done or ExitCode.Broken)) return exitCode; // the run has reported why

        var later = ManifestJson.Read(Path.Combine(target, $"{earlier.Experiment}.json"));
        if (earlier.DataSet?.Sha256 != later.DataSet?.Sha256) console.Warn($"{path} was made on {Words(earlier.DataSet)}; this run was made on {Words(later.DataSet)}.");
        bool comparesPictures = later.Machine.DrawsLike(earlier.Machine);
        if (!comparesPictures)
            console.Note($"the pictures of {path} were made on another system and are not compared: {earlier.Machine.System}, {earlier.Machine.Processor}.");

        KeyValuePair<string, string>[] files =
        [
            .. earlier.Files.Union(later.Files, StringComparer.Ordinal).Where(file => comparesPictures || !IsPicture(file)).Select(
                file => KeyValuePair.Create(file, FileComparison.Compare(RunFile.Find(Path.Combine(folder, file), console.Warn), Path.Combine(target, file)))),
        ];
        if (files.Length > 0) console.Print(files);
        int different = files.Count(file => file.Value != FileComparison.Same);
        string compared = comparesPictures ? "files" : "other files";
        console.Note(different == 0
            ? $"all {files.Length} {compared} have the same bytes as those of {path}."
            : $"{different} of {files.Length} {compared} differ from those of {path}.");
        return different == 0 ? exitCode : ExitCode.Broken;
    }

    private static bool IsPicture(string file) => Path.GetExtension(file) is ".png" or ".svg";

    private static string[] Passed(ParseResult parse, Setting<bool> setting) => parse.Get(setting) ? [setting.Name] : [];

    private static string Words(DataSetIdentity? data) => data is null ? "no data set" : $"{data.Name} ({data.Images} images, SHA-256 {data.Sha256})";
}
