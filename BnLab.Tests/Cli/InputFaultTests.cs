namespace BnLab.Tests.Cli;

/// <summary>Input files that vanish or change while they are read, or are no files.</summary>
public sealed class InputFaultTests : FolderTests
{
    private const int Record = 3073;

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
            await using var open = name == "pipe" ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite) : null; // and empty for ever
            var run = await CommandLineRun.Of([.. command.Split(' ')[..^1], path]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Matches($"^bnlab: {path}: .*[.]$", Assert.Single(run.Error.TrimEnd().Split('\n')));
        }
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
