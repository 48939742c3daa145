namespace BnLab.Tests.Cli;

/// <summary>Disks that are full or read-only, made of memory and mounted for one process.</summary>
public sealed class DiskFaultTests : FolderTests
{
    private const string Small = "--data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 3 --batch-size 20 --quiet";

    [ShellTheory(Needs = ShellTheoryAttribute.Mounting)]
    [InlineData($"train {Small} --out $OUT/run", "$OUT/run/train.journal: the journal cannot be written any more (No space left on device*); with --resume the run goes on from what is in it.")]
    [InlineData($"train {Small} --checkpoint-every 1 --batchnorm --out $OUT/run", "$OUT/run/train.b*.checkpoint: the checkpoint cannot be written (No space left on device*).")]
    public async Task On_a_full_disk_nothing_is_left_of_a_run(string command, string message)
    {
        var run = await OnDisk("size=16k", $"bnlab {command}; echo rc $?; ls -A $OUT");
        Assert.Equal("rc 1", run.Output.TrimEnd());
        AssertLine(message, run.Error);
    }

    [ShellTheory(Needs = ShellTheoryAttribute.Mounting)]
    [InlineData("train.loss.csv")]
    public async Task On_a_full_disk_the_files_of_the_run_before_are_as_they_were(string file)
    {
        string[] before = ["train.json", file];
        var run = await OnDisk("size=16k", $"echo mine > $OUT/{before[0]}; echo mine > $OUT/{before[1]}; bnlab train {Small} --out $OUT; echo rc $?; cat $OUT/*; ls -A $OUT");
        Assert.Equal(["rc 1", "mine", "mine", .. before.Order(StringComparer.Ordinal)], run.Output.TrimEnd().Split('\n'));
    }

    /// <summary>There is room for one checkpoint, and not for the next one beside it.</summary>
    [ShellTheory(Needs = ShellTheoryAttribute.Mounting)]
    [InlineData("train --batchnorm --no-baseline --checkpoint-every 1")]
    public async Task A_checkpoint_that_does_not_fit_leaves_the_one_before(string train)
    {
        string command = $"bnlab {train} {Small} --out $OUT/run";
        var run = await OnDisk("size=640k", $"{command}; echo rc $?; ls -A $OUT/run; mount -o remount,size=16m $OUT; {command} --resume; echo rc $?; ls $OUT/run | grep checkpoint");
        Assert.Equal(["rc 1", "train.batchnorm.checkpoint", "rc 0"], run.Output.TrimEnd().Split('\n'));
        AssertLine("$OUT/run/train.batchnorm.checkpoint: the checkpoint cannot be written (No space left on device*); with --resume the run goes on from the one before.", run.Error);
    }

    [ShellTheory(Needs = ShellTheoryAttribute.Mounting)]
    [InlineData("sweep-init --points 12 --seeds 2")]
    public async Task A_journal_that_fills_the_disk_goes_on_where_there_is_room(string sweep)
    {
        string command = $"bnlab {sweep} {Small} --out $OUT";
        var run = await OnDisk("size=8k", $"{command}; echo rc $?; mount -o remount,size=4m $OUT; {command} --resume > /dev/null; ls -A $OUT");
        Assert.Equal(["rc 1", "sweep-init.csv", "sweep-init.figure.csv", "sweep-init.json", "sweep-init.png", "sweep-init.svg"], run.Output.TrimEnd().Split('\n'));
        AssertLine("$OUT/sweep-init.journal: the journal cannot be written any more (No space left on device*); with --resume the run goes on from what is in it.", run.Error);
    }

    [ShellTheory(Needs = ShellTheoryAttribute.Mounting)]
    [InlineData("train " + Small + " --out")]
    [InlineData("sweep-init --points 2 --seeds 1 " + Small + " --out")]
    [InlineData("data download cifar10 --quiet --url http://127.0.0.1:1/x.tar.gz --sha256 0000000000000000000000000000000000000000000000000000000000000000 --to")]
    public async Task A_folder_on_a_read_only_disk_is_refused_before_any_work(string command)
    {
        string option = command[^5..].Trim();
        var run = await OnDisk("ro", $"bnlab {command} $OUT; echo rc $?; bnlab {command} $OUT/new; echo rc $?; ls -A $OUT");
        Assert.Equal("rc 1\nrc 1", run.Output.TrimEnd());
        string[] lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Matches($"^bnlab: {option} {_folder.Path}.*: expected a folder that can be written to \\(Read-only file system.*\\)[.]$", line));
    }

    [ShellTheory(Needs = ShellTheoryAttribute.Mounting)]
    [InlineData(40)]
    public async Task A_download_that_fills_the_disk_leaves_no_data_set_and_goes_on_where_there_is_room(int records)
    {
        byte[] archive = Archives.Good(records);
        using var server = LocalServer.Of(archive);
        string command = $"bnlab data download cifar10 --quiet --to $OUT --url {server.Address}x.tar.gz --sha256 {Archives.Sha256(archive)}";
        var run = await OnDisk("size=64k", $"{command}; echo rc $?; ls $OUT; mount -o remount,size=4m $OUT; {command} > /dev/null; echo rc $?; ls -A $OUT");
        Assert.Equal(["rc 1", "cifar-10-batches-bin.download", "rc 0", "cifar-10-batches-bin"], run.Output.TrimEnd().Split('\n'));
        Assert.Matches("^bnlab: .*(No space left on device|the disk was full).*$", Assert.Single(run.Error.TrimEnd().Split('\n')));
    }

    private void AssertLine(string expected, string error)
    {
        string[] parts = expected.Replace("$OUT", _folder.Path, StringComparison.Ordinal).Split('*');
        string line = Assert.Single(error.TrimEnd().Split('\n'), line => line.Contains("cannot be written", StringComparison.Ordinal));
        Assert.StartsWith($"bnlab: {parts[0]}", line, StringComparison.Ordinal);
        Assert.EndsWith(parts[^1], line, StringComparison.Ordinal);
    }

    private Task<CommandLineRun> OnDisk(string options, string script) =>
        BnlabProcess.Shell($"mount -t tmpfs -o {options} tmpfs $OUT || exit 99; {script}; umount $OUT", _folder.Path, "unshare", "-m");
}
