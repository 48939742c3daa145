namespace BnLab.Tests.Runs;

public sealed class RunFolderTests : FolderTests
{
    private readonly List<string> _told = [];

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
            folder.Publish(_told.Add);
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
        Assert.Equal([$"removed files of the run before, which this one does not write: {_folder.File("check.mutations.csv")}."], _told);
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
        folder.Publish(_told.Add);
        Assert.Equal([$"replaced nets of an earlier run that were not the same: {_folder.File("other.net")}. Another --out keeps both."], _told);
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

    /// <summary>A file that is open is being written, in whatever process or container.</summary>
    [Fact]
    public void What_a_killed_run_has_left_half_written_is_taken_away()
    {
        string left = $".b.csv.{new string('0', 16)}.tmp", foreign = ".b.csv.0123.tmp";
        foreach (string name in new[] { left, foreign }) File.WriteAllText(_folder.File(name), "half");
        using var living = OutputFile.CreateTemporary(_folder.File("b.csv"));
        Write(("a.csv", 1));
        Assert.Equal(new[] { foreign, Path.GetFileName(living.Name), "a.csv" }.Order(StringComparer.Ordinal), Names());
    }

    /// <summary>Killed between the manifest's new name and the others', a run is whole all the same, and the next one completes it.</summary>
    [Theory]
    [InlineData("train.csv")]
    [InlineData("train.png")]
    public void A_run_whose_manifest_is_there_is_whole(string unnamed)
    {
        Run("train", "train.csv", "train.png");
        byte[] old = File.ReadAllBytes(_folder.File(unnamed));
        Run("train", content: 2, "train.csv", "train.png");
        string temporary = _folder.File($".{unnamed}.{new string('a', 16)}.tmp");
        File.Move(_folder.File(unnamed), temporary);
        File.WriteAllBytes(_folder.File(unnamed), old);
        var manifest = ManifestJson.Read(_folder.File("train.json"));
        Assert.Equal(temporary, RecordedFile.Find(_folder.File(unnamed), manifest.ChecksumOf(unnamed)));
        Assert.Equal(temporary, RunFile.Find(_folder.File(unnamed), _told.Add));
        Run("check", "check.csv");
        Assert.Equal([2], File.ReadAllBytes(_folder.File(unnamed)));
        Assert.False(File.Exists(temporary));
        Assert.Empty(_told);
    }

    /// <summary>While a run gives its files their names, it has them open.</summary>
    [Fact]
    public void A_file_that_is_open_under_its_temporary_name_can_be_read()
    {
        if (OperatingSystem.IsWindows()) return; // who has a file open to write keeps readers out there
        using var open = OutputFile.CreateTemporary(_folder.File("train.csv"));
        OutputFile.Fill(open, stream => stream.WriteByte(2));
        File.WriteAllText(_folder.File("train.csv"), "old");
        Assert.Equal(open.Name, RecordedFile.Find(_folder.File("train.csv"), RecordedFile.Checksum(open)));
    }

    /// <summary>The lock file of this name is deleted and made anew by others, while an older one is still open: that one is no lock.</summary>
    [Fact]
    public async Task Many_runs_hold_the_lock_one_after_the_other()
    {
        int holders = 0, most = 0;
        await Parallel.ForAsync(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            using var turn = new FolderLock(_folder.Path, _ => { });
            most = int.Max(most, Interlocked.Increment(ref holders));
            await Task.Yield();
            Interlocked.Decrement(ref holders);
        });
        Assert.Equal(1, most);
        Assert.Empty(Names());
    }

    [Fact]
    public void A_file_that_the_run_did_not_write_is_noticed()
    {
        Run("train", "train.csv");
        File.WriteAllText(_folder.File("train.csv"), "mine");
        Assert.Equal(_folder.File("train.csv"), RunFile.Find(_folder.File("train.csv"), _told.Add));
        Assert.StartsWith($"{_folder.File("train.csv")}: this is not what the run wrote", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_no_file_of_a_run()
    {
        if (OperatingSystem.IsWindows()) return; // links need a right there
        File.WriteAllText(_folder.File("secret"), "secret");
        File.CreateSymbolicLink(_folder.File("train.csv"), _folder.File("secret"));
        Assert.EndsWith("but this is a link.", Assert.Throws<InvalidDataException>(() => RecordedFile.Find(_folder.File("train.csv"), checksum: null)).Message, StringComparison.Ordinal);
    }

    /// <summary>Two runs end at the same time: the second waits until all files of the first have their names, and says so.</summary>
    [Fact]
    public async Task One_run_publishes_at_a_time()
    {
        using var turn = new FolderLock(_folder.Path, _told.Add);
        using (var second = BnlabProcess.Start("forward", "--out", _folder.Path))
        {
            await BnlabProcess.Until(second.StandardError, $"bnlab: waiting until another run has written its files to {_folder.Path}.");
            Assert.False(File.Exists(_folder.File("forward.json")));
            turn.Dispose();
            await BnlabProcess.End(second);
            Assert.Equal(0, second.ExitCode);
        }

        Assert.Contains("forward.json", Names());
        Assert.DoesNotContain(Names(), name => name.StartsWith('.'));
    }

    /// <summary>Writes files and their manifest, as a run does.</summary>
    private void Run(string experiment, params string[] files) => Run(experiment, 1, files);

    private void Run(string experiment, byte content, params string[] files)
    {
        using var folder = RunFolder.Open(_folder.Path);
        foreach (string name in files) folder.Write(name, stream => stream.WriteByte(content));
        var machine = new MachineIdentity("1", "10", "system", "processor", 1, 256);
        folder.Write(new RunManifest(experiment, [], [], null, machine, 0, Complete: true, files));
        folder.Publish(_told.Add);
    }

    private void Write(params (string Name, byte Content)[] files)
    {
        using var folder = RunFolder.Open(_folder.Path);
        foreach (var (name, content) in files) folder.Write(name, stream => stream.WriteByte(content));
        folder.Publish(_told.Add);
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
