namespace BnLab.Tests.Cli;

/// <summary>One run of the command line inside the test process.</summary>
/// <param name="ExitCode">What the shell would get.</param>
/// <param name="Output">What was written to stdout.</param>
/// <param name="Error">What was written to stderr.</param>
internal sealed record CommandLineRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandLineRun> Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(arguments, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>A run that writes into a folder, where its command has <c>--out</c> and it is not said.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<CommandLineRun> Into(string folder, params string[] arguments)
    {
        var parse = CommandLine.Parse(arguments);
        bool writes = parse.Errors.Count == 0 && parse.CommandResult.Command.Options.Any(option => option.Name == GlobalOptions.Out.Name);
        return Of(writes && !arguments.Contains("--out") ? [.. arguments, "--out", folder] : arguments);
    }
}
