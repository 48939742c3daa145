using System.CommandLine;

namespace BnLab.Cli;

/// <summary>The options that commands have in common. They may stand before the command; each command says which of them it uses.</summary>
internal static class GlobalOptions
{
    public static Option<string> Out { get; } = Recursive(ValueOption.Text("--out", "plots", "Folder that the run writes to."), "DIR");

    public static Option<uint> Seed { get; } = Recursive(ValueOption.Seed("--seed", 231, "Seed of all random draws."), "N");

    public static Option<bool> Quiet { get; } = Recursive(new Option<bool>("--quiet") { Description = "Print warnings and errors only." });

    public static Option<bool> Json { get; } = Recursive(
        new Option<bool>("--json") { Description = "Print JSON on stdout, and nothing else there: of a run, its manifest." });

    public static Option<bool> Verbose { get; } = Recursive(
        new Option<bool>("--verbose") { Description = "Tell on stderr how long each stage of the run took." });

    public static Option<string?> Config { get; } = Recursive(
        new ExpectingOption<string?>("--config", [], "the name of a JSON file") { Description = "Take options from a JSON file, or from the manifest of an earlier run; the command line wins." }, "FILE");

    public static IReadOnlyList<Option> All { get; } = [Out, Seed, Quiet, Json, Verbose, Config];

    /// <summary>Those that a command uses; all of them where no command is named yet.</summary>
    public static IReadOnlyList<Option> Of(Command command) => command is ExampleCommand example ? example.Common : All;

    /// <summary>Those of a command that draws no random numbers.</summary>
    public static IReadOnlyList<Option> WithoutSeed { get; } = [Out, Quiet, Json, Verbose, Config];

    private static Option<TValue> Recursive<TValue>(Option<TValue> option, string? helpName = null)
    {
        option.Recursive = true;
        option.HelpName = helpName;
        return option;
    }
}
