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

    /// <summary>As readline does it: words are cut at blanks and at the equals sign.</summary>
    [Fact]
    public async Task Bash_completes()
    {
        if (OperatingSystem.IsWindows()) return;
        (string Line, string Expected)[] lines =
        [
            ("bnlab tr", "train "), ("bnlab train --up", "--update-rule "), ("bnlab train --update-rule ", "adam rmsprop sgd sgd-momentum "),
            ("bnlab train --update-rule=rm", "rmsprop "), ("bnlab data info --data syn", "synthetic "), ("bnlab report --out data --js", "--json "),
            ("bnlab train --out ", " "), ("bnlab plot ", " "), // the shell's own
        ];
        string script = string.Join('\n', lines.Select(each => $$"""
            read -ra COMP_WORDS <<< "$(sed 's/=/ = /g' <<< '{{each.Line}}')"
            case '{{each.Line}}' in *' ') COMP_WORDS+=('');; esac
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _bnlab
            printf '%s ' "${COMPREPLY[@]}"; echo
            """));
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("script"), $"{BnlabProcess.Definitions(folder.Path)}eval \"$(bnlab completion bash)\"\n{script}\n");
        var run = await BnlabProcess.Shell("bash $OUT/script", folder.Path);
        Assert.Equal((0, string.Concat(lines.Select(each => $"{each.Expected}\n"))), (run.ExitCode, run.Output));
    }
}
