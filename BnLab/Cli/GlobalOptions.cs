namespace BnLab.Cli;

/// <summary>The options that commands have in common; each command says which of them it uses.</summary>
internal static class GlobalOptions
{
    public static readonly Setting<string> Out = Setting.Word("--out", "plots", "Folder that the run writes to.") with { ValueName = "DIR" };

    public static readonly Setting<bool> Quiet = Setting.Flag("--quiet", "Print warnings and errors only.");

    public static readonly Setting<bool> Json = Setting.Flag("--json", "Print JSON on stdout, and nothing else there: of a run, its manifest.");

    public static readonly Setting<bool> Verbose = Setting.Flag("--verbose", "Tell on stderr how long each stage of the run took.");

    public static readonly Setting<bool> Strict = Setting.Flag("--strict", "End with exit code 2 also where a claim does not hold or is not decided.") with { ChangesNoNumber = true };

    public static readonly Setting<string?> Config = Setting.Optional(
        "--config", "the name of a JSON file", "Take options from a JSON file, or from the manifest of an earlier run; the command line wins.") with
    { ValueName = "FILE" };

    public static IReadOnlyList<Setting> All { get; } = [Out, StudyOptions.Seed, Quiet, Json, Strict, Verbose, Config];

    /// <summary>Those of a command that draws no random numbers and judges no claims.</summary>
    public static IReadOnlyList<Setting> WithoutSeed { get; } = [.. All.Where(setting => setting != StudyOptions.Seed && setting != Strict)];

    public static bool Has(System.CommandLine.Option option) => All.Any(setting => setting.Name == option.Name);
}
