namespace BnLab.Tests.Cli;

/// <summary>Streams that are closed, full or no terminal, and terminals that are small, unknown or resized: the results are the same.</summary>
public sealed class StreamFaultTests : FolderTests
{
    private const string Small = "--data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 3 --batch-size 20 --size 60x40";
    private const string Files = "train.accuracy.csv\ntrain.baseline.net\ntrain.figure.csv\ntrain.json\ntrain.loss.csv\ntrain.png\ntrain.svg\n";

    [Theory]
    [InlineData("| head -1", "Solver without batch norm:\n")] // nobody reads on
    [InlineData("| true", "")]
    public async Task A_stream_that_is_closed_costs_no_file(string redirection, string output)
    {
        if (OperatingSystem.IsWindows()) return; // another shell
        var run = await BnlabProcess.Shell($"{{ bnlab train {Small} --out $OUT; echo $? > $OUT/rc; }} {redirection}; cat $OUT/rc; rm $OUT/rc; ls -A $OUT", _folder.Path);
        Assert.Equal($"{output}0\n{Files}", run.Output);
        Assert.All(run.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("bnlab: wrote ", line, StringComparison.Ordinal)); // no word of the stream
    }

    /// <summary>A training, a sweep and a study: each says something on stderr, and ends as one does that is left alone.</summary>
    [Theory]
    [InlineData($"train {Small}")]
    [InlineData($"sweep-init --points 2 --seeds 1 --workers 2 {Small}")]
    [InlineData($"whiten --shrink 8 --seeds 1 {Small}")]
    public async Task A_stderr_that_is_closed_or_full_changes_no_file(string command)
    {
        if (OperatingSystem.IsWindows()) return; // another shell
        var alone = await CommandLineRun.Of([.. command.Split(' '), "--verbose", "--out", _folder.File("alone")]);
        Assert.Contains("bnlab: wrote ", alone.Error, StringComparison.Ordinal);
        Assert.NotEmpty(Contents("alone"));
        foreach (var (name, redirection) in new[] { ("closed", "2>&-"), ("full", "2> /dev/full") })
        {
            if (name == "full" && !File.Exists("/dev/full")) continue;
            var run = await BnlabProcess.Shell($"bnlab {command} --verbose --out $OUT/{name} > /dev/null {redirection}", _folder.Path);
            Assert.Equal(alone.ExitCode, run.ExitCode);
            Assert.Equal(Contents("alone"), Contents(name));
        }
    }

    [ShellTheory(Needs = ShellTheoryAttribute.FullDevice)]
    [InlineData("train " + Small)]
    [InlineData("train --batchnorm --workers 2 " + Small)]
    [InlineData("train --help")]
    public async Task A_full_stdout_is_told(string command)
    {
        var run = await BnlabProcess.Shell($"cd $OUT; bnlab {command} > /dev/full; echo $?; ls -A", _folder.Path);
        Assert.Equal("1\n", run.Output);
        Assert.Equal("bnlab: stdout cannot be written to (No space left on device): expected an open file, pipe or terminal with room.", run.Error.TrimEnd());
    }

    /// <summary>The bar of a sweep in terminals that it was not made for; one of them is resized while it is drawn.</summary>
    [ShellTheory(Needs = ShellTheoryAttribute.Terminal)]
    [InlineData("TERM=dumb", "stty cols 80 rows 24")]
    [InlineData("TERM= COLUMNS=0", "stty cols 0 rows 0")]
    [InlineData("TERM=nonsense", "stty cols 1 rows 1")]
    [InlineData("TERM=xterm", "(for n in 1 200 3 80 0 20 5 120; do sleep 0.2; stty cols $n rows $n; done) &")]
    public async Task A_terminal_of_any_kind_changes_no_result(string environment, string before)
    {
        string sweep = $"sweep-init --points 3 --seeds 2 {Small} --workers 2 --out";
        string inside = $"{before}\nbnlab {sweep} $OUT/in; echo $? > $OUT/rc";
        await CommandLineRun.Of([.. sweep.Split(' '), _folder.File("out")]);
        string script = $"{environment} script -qec \"/bin/sh $OUT/inside\" /dev/null < /dev/null > $OUT/typescript";
        File.WriteAllText(_folder.File("inside"), BnlabProcess.Definitions(_folder.Path) + inside);
        await BnlabProcess.Shell(script, _folder.Path);
        Assert.Equal("0", File.ReadAllText(_folder.File("rc")).TrimEnd());
        Assert.DoesNotContain("   at ", File.ReadAllText(_folder.File("typescript")), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder.File("out/sweep-init.csv")), File.ReadAllBytes(_folder.File("in/sweep-init.csv")));
        Assert.Equal(5, Directory.EnumerateFileSystemEntries(_folder.File("in")).Count());
    }

    [ShellTheory(Needs = ShellTheoryAttribute.Terminal)]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=xterm NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public async Task Outcomes_have_colours_where_the_terminal_has(string environment, bool coloured)
    {
        File.WriteAllText(_folder.File("inside"), $"{BnlabProcess.Definitions(_folder.Path)}bnlab moments --shape 2,2,2,2 --repeats 1 --out $OUT/in 2> /dev/null");
        await BnlabProcess.Shell($"{environment} script -qec \"/bin/sh $OUT/inside\" /dev/null < /dev/null > $OUT/typescript", _folder.Path);
        Assert.Equal(coloured, Regex.IsMatch(File.ReadAllText(_folder.File("typescript")), "\u001b\\[[0-9;]+mok\u001b\\[0m  Both layouts"));
    }

    /// <summary>The terminal itself would break a line in mid-word.</summary>
    [ShellTheory(Needs = ShellTheoryAttribute.Terminal)]
    [InlineData(40)]
    [InlineData(79)]
    [InlineData(100)] // as where there is no terminal
    [InlineData(300)]
    public async Task Outcomes_are_broken_between_words_in_a_narrow_terminal(int columns)
    {
        File.WriteAllText(_folder.File("inside"), $"{BnlabProcess.Definitions(_folder.Path)}stty cols {columns} rows 24\nbnlab forward --out $OUT/in 2> /dev/null");
        await BnlabProcess.Shell($"TERM=xterm script -qec \"/bin/sh $OUT/inside\" /dev/null < /dev/null > $OUT/typescript", _folder.Path);
        var run = await CommandLineRun.Of("forward", "--out", _folder.File("out"));
        string[] narrow = Outcomes(File.ReadAllLines(_folder.File("typescript"))), piped = Outcomes(run.Output.TrimEnd().Split('\n'));
        Assert.NotEmpty(piped);
        Assert.All(narrow, line => Assert.InRange(line.Length, 1, int.Min(columns, 140))); // a longer line is hard to read
        Assert.Equal(Words(piped), Words(narrow));
        if (columns == 100) Assert.Equal(piped, narrow);

        static string[] Outcomes(string[] lines) => [.. lines.Select(line => Regex.Replace(line.TrimEnd('\r'), "\u001b\\[[0-9;]*m", "")).SkipWhile(line => !line.StartsWith("ok  ", StringComparison.Ordinal))];
        static string[] Words(string[] lines) => string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
