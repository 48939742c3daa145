using System.CommandLine;

namespace BnLab.Cli;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<string> Out { get; } = Recursive(ValueOption.Text("--out", "plots", "Folder that the run writes to."), "DIR");

    public static Option<uint> Seed { get; } = Recursive(ValueOption.Seed("--seed", 231, "Seed of all random draws."), "N");

    public static Option<bool> Quiet { get; } = Recursive(new Option<bool>("--quiet") { Description = "Print warnings and errors only." });

    public static Option<bool> Json { get; } = Recursive(
        new Option<bool>("--json") { Description = "Print the run's manifest on stdout, and nothing else there." });

    public static Option<bool> Verbose { get; } = Recursive(
        new Option<bool>("--verbose") { Description = "Tell on stderr how long each stage of the run took." });

    public static Option<string?> Config { get; } = Recursive(
        new Option<string?>("--config") { Description = "Take options from a JSON file, or from the manifest of an earlier run; the command line wins." }, "FILE");

    public static IReadOnlyList<Option> All { get; } = [Out, Seed, Quiet, Json, Verbose, Config];

    private static Option<TValue> Recursive<TValue>(Option<TValue> option, string? helpName = null)
    {
        option.Recursive = true;
        option.HelpName = helpName;
        return option;
    }
}
