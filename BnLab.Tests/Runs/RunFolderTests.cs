namespace BnLab.Tests.Runs;

public sealed class RunFolderTests : FolderTests
{
    [Fact]
    public void A_write_that_fails_leaves_all_old_files_and_nothing_else()
    {
        Write(("a.csv", 1), ("b.csv", 1));
        using (var folder = RunFolder.Open(_folder.Path))
        {
            folder.Write("a.csv", stream => stream.WriteByte(2));
            Assert.Throws<IOException>(() => folder.Write("b.csv", stream =>
            {
                stream.WriteByte(2);
                throw new IOException("disk full");
            }));
        }

        Assert.Equal([1], File.ReadAllBytes(_folder.File("a.csv")));
        Assert.Equal([1], File.ReadAllBytes(_folder.File("b.csv")));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder.Path).Count());
    }

    [Fact]
    public void A_name_that_a_folder_has_is_refused_before_any_file_is_replaced()
    {
        Write(("a.csv", 1));
        Directory.CreateDirectory(_folder.File("b.csv"));
        Assert.Contains("b.csv: expected a file or nothing", Assert.Throws<IOException>(() => Write(("a.csv", 2), ("b.csv", 2))).Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(_folder.File("a.csv")));
    }

    [Fact]
    public void A_folder_that_was_made_for_nothing_is_taken_away_again()
    {
        using (RunFolder.Open(_folder.File("new"))) Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("new")));
        Assert.False(Directory.Exists(_folder.File("new")));
        using (RunFolder.Open(_folder.Path)) Assert.True(Directory.Exists(_folder.Path));
        Assert.True(Directory.Exists(_folder.Path));
    }

    [Fact]
    public void So_are_the_folders_around_it_that_were_made_for_it_and_no_others()
    {
        Directory.CreateDirectory(_folder.File("mine"));
        using (RunFolder.Open(_folder.File("mine/a/b/c"))) Assert.True(Directory.Exists(_folder.File("mine/a/b/c")));
        Assert.Equal([_folder.File("mine")], Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_folder_in_which_something_else_appeared_stays_and_so_do_those_around_it()
    {
        using (RunFolder.Open(_folder.File("a/b/c"))) File.WriteAllText(_folder.File("a/b/note"), "mine");
        Assert.False(Directory.Exists(_folder.File("a/b/c")));
        Assert.True(File.Exists(_folder.File("a/b/note")));
    }

    [Fact]
    public void A_folder_that_somebody_else_took_away_takes_those_around_it_along()
    {
        using (RunFolder.Open(_folder.File("a/b/c"))) Directory.Delete(_folder.File("a/b"), recursive: true);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Where_the_innermost_cannot_be_made_those_around_it_are_not_left()
    {
        Assert.StartsWith("--out ", Assert.Throws<IOException>(() => RunFolder.Open(_folder.File($"a/b/{new string('c', 300)}"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Folders_of_a_run_that_was_published_stay()
    {
        using (var folder = RunFolder.Open(_folder.File("a/b")))
        {
            folder.Write("a.csv", stream => stream.WriteByte(1));
            folder.Publish();
        }

        Assert.True(File.Exists(_folder.File("a/b/a.csv")));
    }

    [Fact]
    public void What_the_older_run_wrote_and_this_one_does_not_is_taken_away()
    {
        Run("check", "check.mutations.csv", "check.csv");
        Run("train", "train.csv");
        Write(("check.mine.csv", 1));
        Run("check", "check.csv", "check.loss.csv");
        Assert.Equal(["check.csv", "check.json", "check.loss.csv", "check.mine.csv", "train.csv", "train.json"], Names());
    }

    [Fact]
    public void Nets_of_the_older_run_are_kept()
    {
        Run("train", "train.a.net", "train.b.net", "train.csv", "train.svg", "train.png");
        Run("train", "train.b.net");
        Assert.Equal(["train.a.net", "train.b.net", "train.json"], Names());
    }

    [Fact]
    public void Nets_that_are_replaced_by_others_are_told()
    {
        Write(("same.net", 1), ("other.net", 1), ("other.csv", 1));
        using var folder = RunFolder.Open(_folder.Path);
        foreach (var (name, content) in new[] { ("same.net", 1), ("other.net", 2), ("other.csv", 2), ("new.net", 2) }) folder.Write(name, stream => stream.WriteByte((byte)content));
        Assert.Equal([_folder.File("other.net")], folder.Publish());
        Assert.Equal([2], File.ReadAllBytes(_folder.File("other.net")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"experiment": "check"}""")]
    [InlineData("""{"experiment": "check", "files": "check.old.csv"}""")]
    [InlineData("""{"experiment": 1, "files": ["check.old.csv"]}""")]
    [InlineData("""{"experiment": "train", "files": ["check.old.csv"]}""")]
    [InlineData("""{"experiment": "check", "files": ["check.old.csv", 1]}""")]
    [InlineData("""{"experiment": "check", "files": ["check.old.csv", "mine.csv"]}""")]
    [InlineData("""{"experiment": "check", "files": ["check.old.csv", "../check.old.csv"]}""")]
    [InlineData("""{"experiment": "check", "files": ["check.old.csv", "check./../mine.csv"]}""")]
    [InlineData("""{"experiment": "check", "files": ["check.old.csv", "/etc/passwd"]}""")]
    public void A_file_that_is_no_manifest_of_the_experiment_takes_nothing_away(string manifest)
    {
        Write(("check.old.csv", 1), ("mine.csv", 1));
        File.WriteAllText(_folder.File("check.json"), manifest);
        Run("check", "check.csv");
        Assert.Equal(["check.csv", "check.json", "check.old.csv", "mine.csv"], Names());
    }

    [Fact]
    public void A_run_that_is_not_published_takes_nothing_away()
    {
        Run("check", "check.old.csv");
        using (var folder = RunFolder.Open(_folder.Path)) folder.Write("check.json", stream => stream.WriteByte(1));
        Assert.Equal(["check.json", "check.old.csv"], Names());
    }

    [Fact]
    public void What_a_killed_run_has_left_half_written_is_taken_away()
    {
        const int Dead = int.MaxValue; // beyond what systems give: the number of a process that has ended may be given again
        int living = Environment.ProcessId;
        string mine = $".b.csv.{Environment.MachineName}-{living}.tmp", foreign = $".b.csv.{Environment.MachineName}.elsewhere-{Dead}x.tmp";
        foreach (string name in new[] { $".b.csv.{Environment.MachineName}-{Dead}.tmp", mine, foreign }) File.WriteAllText(_folder.File(name), "half");
        Write(("a.csv", 1));
        Assert.Equal([mine, foreign, "a.csv"], Names());
    }

    /// <summary>Two runs end at the same time: the second waits until all files of the first have their names.</summary>
    [Fact]
    public async Task One_run_publishes_at_a_time()
    {
        using var process = await Task.Run(() =>
        {
            using var turn = new FolderLock(_folder.Path);
            var second = BnlabProcess.Start("forward", "--quiet", "--out", _folder.Path);
            while (!Names().Any(name => name.StartsWith(".forward.json.", StringComparison.Ordinal)))
            {
                Assert.False(second.HasExited);
                Thread.Sleep(20);
            }

            Thread.Sleep(100);
            Assert.False(File.Exists(_folder.File("forward.json")));
            return second;
        });
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("forward.json", Names());
        Assert.DoesNotContain(Names(), name => name.StartsWith('.'));
    }

    /// <summary>Writes files and their manifest, as a run does.</summary>
    private void Run(string experiment, params string[] files)
    {
        using var folder = RunFolder.Open(_folder.Path);
        foreach (string name in files) folder.Write(name, stream => stream.WriteByte(1));
        var machine = new MachineIdentity("1", "10", "system", "processor", 1, 256);
        ResultWriter.Write(new RunManifest(experiment, [], [], null, machine, 0, Complete: true, files), folder);
        folder.Publish();
    }

    private void Write(params (string Name, byte Content)[] files)
    {
        using var folder = RunFolder.Open(_folder.Path);
        foreach (var (name, content) in files) folder.Write(name, stream => stream.WriteByte(content));
        folder.Publish();
    }

    /// <summary>Whoever forgets --resume twice still has what was trained longest.</summary>
    [Fact]
    public void What_is_put_aside_is_never_overwritten()
    {
        foreach (string ending in new[] { ".old", ".old2", ".old3" })
        {
            Open().Write("baseline", stream => stream.Write([(byte)ending.Length]));
            Open();
            Assert.Equal([(byte)ending.Length], File.ReadAllBytes(_folder.File($"train.baseline.checkpoint{ending}")));
        }

        Open();
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
        Assert.Equal([4], File.ReadAllBytes(_folder.File("train.baseline.checkpoint.old")));
    }

    private CheckpointFolder Open() => new(_folder.Path, SmallTraining<float>.Run, ["baseline"], resume: false, _ => { });
}
