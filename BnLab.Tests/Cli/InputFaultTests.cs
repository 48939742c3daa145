namespace BnLab.Tests.Cli;

/// <summary>Input files that vanish or change while they are read, or are no files.</summary>
public sealed class InputFaultTests : FolderTests
{
    private const int Record = 3073;
    private const string Small = "train --data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 2 --batch-size 20 --size 60x40 --quiet";

    private string Batch => _folder.File("data_batch_1.bin");

    [Fact]
    public void A_file_that_has_vanished_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => InputFile.Open(Batch, "a file of a data set"));
        Assert.StartsWith($"{Batch}: expected a file of a data set, but there is no such file.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_is_removed_or_replaced_while_it_is_read_changes_nothing(bool isReplaced)
    {
        File.WriteAllBytes(Batch, new byte[Record * 3]);
        using var content = InputFile.Open(Batch, "a file of a data set");
        File.Delete(Batch);
        if (isReplaced) File.WriteAllBytes(Batch, [.. Enumerable.Repeat((byte)1, Record)]);
        Assert.Equal([0, 0, 0], Cifar10.Labels(Batch, content));
    }

    [Fact]
    public void A_file_that_is_cut_while_it_is_read_is_refused()
    {
        File.WriteAllBytes(Batch, new byte[Record * 600]);
        using var content = new CutAfterFirstRead(Batch);
        var error = Assert.Throws<InvalidDataException>(() => Cifar10.Labels(Batch, content));
        Assert.Equal($"{Batch}: the file became shorter while it was read.", error.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)] // as long as before
    [InlineData(4)]
    public void A_file_that_changes_between_two_readings_is_refused(int records)
    {
        File.WriteAllBytes(Batch, new byte[Record * 3]);
        var images = Cifar10.Read(_folder.Path);
        File.WriteAllBytes(Batch, new byte[Record * records]);
        File.SetLastWriteTimeUtc(Batch, File.GetLastWriteTimeUtc(Batch).AddSeconds(1)); // a clock may be coarse
        var error = Assert.Throws<InvalidDataException>(() => images.From(0).Next().Length);
        Assert.Equal($"{Batch}: the file was changed while it was used; expected it as it was at the beginning.", error.Message);
    }

    [Fact]
    public void A_file_that_vanishes_between_two_readings_is_named()
    {
        File.WriteAllBytes(Batch, new byte[Record * 3]);
        var images = Cifar10.Read(_folder.Path);
        File.Delete(Batch);
        var error = Assert.Throws<FileNotFoundException>(() => images.Sha256());
        Assert.StartsWith($"{Batch}: expected a file of a data set, but there is no such file.", error.Message, StringComparison.Ordinal);
    }

    [ShellTheory(Needs = "command -v mkfifo")]
    [InlineData("exercise check", "backward-closed-form/Exercise.cs", 1)]
    [InlineData("exercise hint", "backward-closed-form/.bnlab/state.json", 1)]
    [InlineData("exercise grade $IN/class --exercise backward-closed-form --csv $IN/g.csv", "class/ada.npz", 0)]
    [InlineData("exercise grade $IN/class --exercise backward-closed-form --csv $IN/g.csv", "class/ada.cs", 0)]
    public async Task A_pipe_in_the_place_of_a_student_s_file_is_refused(string command, string file, int exitCode)
    {
        await CommandLineRun.Of("exercise", "start", "backward-closed-form", "--in", _folder.Path);
        Directory.CreateDirectory(_folder.File("class"));
        await BnlabProcess.Shell($"rm -f $OUT/{file}; mkfifo $OUT/{file}", _folder.Path);
        string[] words = command.Replace("$IN", _folder.Path, StringComparison.Ordinal).Split(' ');
        var run = await CommandLineRun.Of([.. words, .. words[1] == "grade" ? Array.Empty<string>() : ["--in", _folder.Path]]).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(exitCode, run.ExitCode);
        string told = words[1] == "grade" ? await File.ReadAllTextAsync(_folder.File("g.csv")) : run.Output + run.Error;
        Assert.Contains("this is empty, a pipe or a device", told.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    /// <summary>What is written takes the place of a link, and does not go through it.</summary>
    [Fact]
    public async Task A_link_in_the_place_of_progress_is_replaced()
    {
        if (OperatingSystem.IsWindows()) return; // links need a right there
        await CommandLineRun.Of("exercise", "start", "backward-closed-form", "--in", _folder.Path);
        string state = _folder.File("backward-closed-form/.bnlab/state.json"), victim = _folder.File("victim");
        File.Move(state, victim);
        string before = await File.ReadAllTextAsync(victim);
        File.CreateSymbolicLink(state, victim);
        Assert.Equal(0, (await CommandLineRun.Of("exercise", "hint", "--in", _folder.Path)).ExitCode);
        Assert.Equal(before, await File.ReadAllTextAsync(victim));
        Assert.NotEqual(before, await File.ReadAllTextAsync(state));
    }

    [ShellTheory(Needs = "test -c /dev/zero && command -v mkfifo")]
    [InlineData("data info IN")]
    [InlineData("train --config IN")]
    [InlineData("rerun IN")]
    [InlineData("merge IN")]
    [InlineData("predict --net IN")]
    [InlineData("plot IN.figure.csv")]
    public async Task A_device_or_pipe_is_refused(string command)
    {
        await BnlabProcess.Shell("ln -s /dev/zero $OUT/zero; ln -s /dev/zero $OUT/zero.figure.csv; mkfifo $OUT/pipe $OUT/pipe.figure.csv", _folder.Path);
        foreach (string name in new[] { "zero", "pipe" })
        {
            string path = command.Replace("IN", _folder.File(name), StringComparison.Ordinal).Split(' ')[^1];
            var run = await CommandLineRun.Of([.. command.Split(' ')[..^1], path]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Matches($"^bnlab: {path}: .*[.]$", Assert.Single(run.Error.TrimEnd().Split('\n')));
        }
    }

    /// <summary>A pipe in the place of a result is replaced; in the place of a file that a run goes on with it is refused.</summary>
    [ShellTheory(Needs = "command -v mkfifo && command -v timeout")]
    [InlineData("train.json", "", 0)]
    [InlineData("train.png", "", 0)]
    [InlineData(".bnlab.lock", "", 1)]
    [InlineData("train.journal", "", 1)]
    [InlineData("train.journal", "--resume", 1)]
    [InlineData("train.baseline.checkpoint", "--resume --checkpoint-every 1", 1)]
    public async Task A_pipe_in_the_folder_of_a_run_hangs_nothing(string name, string options, int exitCode)
    {
        var run = await BnlabProcess.Shell(
            $"mkfifo $OUT/{name}; timeout 60 '{Environment.ProcessPath}' exec '{typeof(CommandLine).Assembly.Location}' {Small} --out $OUT {options} > /dev/null; echo $?; test -p $OUT/{name}; echo $?", _folder.Path);
        Assert.Equal($"{exitCode}\n{1 - exitCode}\n", run.Output);
        if (exitCode > 0) Assert.StartsWith($"bnlab: {_folder.File(name)}: expected ", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>Somebody else who may write to the folder has put links where a run writes.</summary>
    [Theory]
    [InlineData("train.journal", 1)]
    [InlineData(".bnlab.lock", 1)]
    [InlineData("train.json", 0)]
    [InlineData("train.png", 0)]
    public async Task A_planted_link_is_not_followed(string name, int exitCode)
    {
        if (OperatingSystem.IsWindows()) return; // links need a right there
        File.WriteAllText(_folder.File("mine"), "mine");
        Directory.CreateDirectory(_folder.File("out"));
        File.CreateSymbolicLink(_folder.File($"out/{name}"), _folder.File("mine"));
        var run = await CommandLineRun.Of([.. Small.Split(' '), "--out", _folder.File("out")]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal("mine", File.ReadAllText(_folder.File("mine")));
        if (exitCode > 0) Assert.Contains("(this is a link)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nets_that_do_not_fit_into_memory_are_refused_before_they_are_made()
    {
        using var process = BnlabProcess.StartIn([("DOTNET_GCHeapHardLimit", "0x20000000")], "train", "--batchnorm", "--data", "synthetic", "--hidden", "4000,4000", "--workers", "2", "--out", _folder.Path);
        string error = await BnlabProcess.End(process);
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("bnlab: --hidden 4000,4000: expected nets that fit into memory: 2 at once of ", error, StringComparison.Ordinal);
        Assert.EndsWith(" weights take 1.1 GB while they are trained, and there are 0.5 GB.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_escape_sequences_are_shown_and_not_obeyed()
    {
        string folder = _folder.File("e\u001b[31mvil\u202e");
        var run = await CommandLineRun.Of("forward", "--json", "--out", folder);
        var again = await CommandLineRun.Of("rerun", Path.Combine(folder, "forward.json"), "--json");
        foreach (string text in new[] { run.Output, run.Error, again.Output, again.Error })
        {
            Assert.DoesNotContain('\u001b', text);
            Assert.DoesNotContain('\u202e', text);
        }

        Assert.Contains("e\\u001b[31mvil\\u202e", run.Error, StringComparison.Ordinal);
        Assert.Contains("e\\u001b[31mvil\\u202e", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A file that another program cuts as soon as its first bytes were read.</summary>
    private sealed class CutAfterFirstRead(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)
    {
        public override int Read(Span<byte> buffer)
        {
            int count = base.Read(buffer);
            using (var other = new FileStream(Name, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) other.SetLength(Record);
            return count;
        }
    }
}
