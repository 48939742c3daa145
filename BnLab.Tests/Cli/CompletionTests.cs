using System.Diagnostics;

namespace BnLab.Tests.Cli;

/// <summary>Completion: the words, and the scripts in the shells that are here.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("tr", "train")]
    [InlineData("train --up", "--update-rule")]
    [InlineData("train --update-rule ", "adam rmsprop sgd sgd-momentum")]
    [InlineData("train --update-rule sgd", "sgd sgd-momentum")]
    [InlineData("train --update-rule=r", "--update-rule=rmsprop")]
    [InlineData("train --update-rule = r", "rmsprop")] // as bash cuts it
    [InlineData("train --update-rule =", "adam rmsprop sgd sgd-momentum")]
    [InlineData("train --lr", "--lr --lr-decay")]
    [InlineData("train --lr 0.1 --lr", "--lr-decay")] // given once, and that by another name
    [InlineData("train --epochs ", "")] // a number
    [InlineData("train --batchnorm --dt", "--dtype")]
    [InlineData("train --qui", "--quiet")]
    [InlineData("train --vers", "")] // of the program, not of a command
    [InlineData("--vers", "--version")]
    [InlineData("train --data s", "synthetic")]
    [InlineData("sweep-init --net batchnorm --net ", "baseline batchnorm layernorm")]
    [InlineData("gradcheck --layer spatial", "spatial-batchnorm")]
    [InlineData("gradcheck --plant relu-n", "relu-no-mask")]
    [InlineData("data ", "download info list")]
    [InlineData("data info m", "mnist")]
    [InlineData("data info --j", "--json")]
    [InlineData("data info --seed", "")] // an option that it has no use for
    [InlineData("data info mnist --j", "--json")]
    [InlineData("report --out data --js", "--json")] // a folder, not the command of that name
    [InlineData("report --out=data --js", "--json")]
    [InlineData("report --out = data --js", "--json")] // as bash cuts it
    [InlineData("train --out plots --batchn", "--batchnorm")]
    [InlineData("sweep-init --net batchnorm --dt", "--dtype")]
    [InlineData("--seed 3 --json da", "data")]
    [InlineData("train --epochs 3 --data synthetic --update-rule s", "sgd sgd-momentum")]
    [InlineData("plot ", ":files")]
    [InlineData("plot a.png ", ":files")] // one more
    [InlineData("rerun ", ":files")]
    [InlineData("rerun plots/train.json --js", "--json")]
    [InlineData("report ", ":folders")]
    [InlineData("report plots --o", "--out")]
    [InlineData("train --out ", ":folders")]
    [InlineData("train --config ", ":files")]
    [InlineData("predict --net plo", ":files")]
    [InlineData("train --data ./ci", ":files")]
    [InlineData("data info ./ci", ":files")]
    [InlineData("data download ./ci", "")]
    [InlineData("train --update-rule x", "")]
    [InlineData("help da", "data")]
    [InlineData("help data i", "info")]
    [InlineData("help train ", "")]
    [InlineData("plot --theme ", "dark light")]
    [InlineData("completion ", "bash fish pwsh zsh")]
    [InlineData("completion wo", "")] // for scripts, not for people
    [InlineData("nonsense --x ", "")]
    public async Task Words(string typed, string expected)
    {
        string[] words = typed.Split(' ');
        var run = await CommandLineRun.Of(["completion", "words", $"{words.Length - 1}", "--", .. words]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] found = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (typed == "nonsense --x ") Assert.Contains("train", found); // an unknown word is passed over
        else Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_word_that_the_shell_drops_because_it_is_empty_is_completed_all_the_same()
    {
        var run = await CommandLineRun.Of("completion", "words", "1", "--", "data");
        Assert.Equal("list\ninfo\ndownload\n", run.Output);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _bnlab bnlab")]
    [InlineData("zsh", "compdef _bnlab bnlab")]
    [InlineData("fish", "complete -c bnlab -f -a '(_bnlab)'")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName bnlab")]
    public async Task Scripts_are_made_for_four_shells(string shell, string line)
    {
        var run = await CommandLineRun.Of("completion", shell);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Output);
    }

    [Fact]
    public async Task Another_shell_is_refused()
    {
        var run = await CommandLineRun.Of("completion", "tcsh");
        Assert.Equal((1, "", "bnlab: SHELL tcsh: expected one of bash, zsh, fish, pwsh."), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("bnlab tr", "train ")]
    [InlineData("bnlab train --up", "--update-rule ")]
    [InlineData("bnlab train --update-rule ", "adam rmsprop sgd sgd-momentum ")]
    [InlineData("bnlab train --update-rule=rm", "rmsprop ")]
    [InlineData("bnlab data info --data syn", "synthetic ")]
    [InlineData("bnlab report --out data --js", "--json ")]
    [InlineData("bnlab train --out ", " ")] // the shell's own
    [InlineData("bnlab plot ", " ")]
    public async Task Bash_completes(string line, string expected)
    {
        if (OperatingSystem.IsWindows()) return;
        // As readline does it: words are cut at blanks and at the equals sign.
        string script = $$"""
            bnlab() { "{{Environment.ProcessPath}}" exec "{{typeof(CommandLine).Assembly.Location}}" "$@"; }
            eval "$(bnlab completion bash)"
            read -ra COMP_WORDS <<< "$(sed 's/=/ = /g' <<< '{{line}}')"
            case '{{line}}' in *' ') COMP_WORDS+=('');; esac
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _bnlab
            printf '%s ' "${COMPREPLY[@]}"
            """;
        Assert.Equal(expected, await Run("bash", "-c", script));
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
