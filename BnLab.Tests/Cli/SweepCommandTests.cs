namespace BnLab.Tests.Cli;

/// <summary>The journal of a sweep: whatever happens on the way, the end is the same bytes.</summary>
public sealed class SweepCommandTests : FolderTests
{
    private static readonly string[] Small =
    [
        "sweep-init", "--data", "synthetic", "--num-train", "60", "--split", "60,40", "--hidden", "8,8", "--epochs", "2", "--batch-size", "20",
        "--points", "3", "--seeds", "2",
    ];

    [Fact]
    public async Task A_journal_that_was_cut_off_anywhere_leads_to_the_same_bytes()
    {
        var expected = await Expected();
        byte[] journal = await File.ReadAllBytesAsync(await JournalOfAllTrainings());
        foreach (double part in new[] { 0, 0.0001, 0.1, 0.3, 0.5, 0.77, 0.9999, 1 })
        {
            Directory.CreateDirectory(At("cut"));
            await File.WriteAllBytesAsync(At("cut", "sweep-init.journal"), journal[..(int)(part * journal.Length)]);
            var run = await Run("cut", [.. Small, "--resume"]);
            Assert.Equal((0, ""), (run.ExitCode, string.Concat(run.Error.Split('\n').Where(line => line.Contains("damaged", StringComparison.Ordinal)))));
            Assert.Equal(expected, Results("cut"));
            Assert.False(File.Exists(At("cut", "sweep-init.journal")));
            Directory.Delete(At("cut"), recursive: true);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public async Task A_killed_run_goes_on_to_the_same_bytes(int finished)
    {
        string[] slower = With("--num-train", "1000", "--split", "1000,40", "--hidden", "40", "--epochs", "8", "--workers", "2");
        await Run("expected", slower);
        using (var process = BnlabProcess.Start([.. slower, "--out", At("killed")]))
        {
            await BnlabProcess.Until(process.StandardError, $"bnlab: {finished} of 12 trainings");
            process.Kill();
            await process.WaitForExitAsync();
        }

        bool isLate = !File.Exists(At("killed", "sweep-init.journal")); // on a busy machine the sweep may end before the kill comes
        var run = await Run("killed", [.. slower, "--resume"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Results("expected"), Results("killed"));
        Assert.Matches(isLate ? "bnlab: no finished trainings in " : "bnlab: ([0-9]+ of 12 trainings are done; going on with the others|all 12 trainings are done).", run.Error);
    }

    [Fact]
    public async Task Ctrl_C_before_a_training_is_finished_leaves_nothing()
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        using var process = BnlabProcess.Start([.. With("--hidden", "200,200", "--epochs", "20000"), "--out", At("stopped")]);
        await BnlabProcess.Until(process.StandardOutput, "Running weight scale 1 / 3");
        await BnlabProcess.Signal(process, "INT");
        string error = await BnlabProcess.End(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("interrupted before a training was finished: nothing was written.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("stopped")));
    }

    [Fact]
    public async Task Parts_merge_into_what_one_machine_would_have_written()
    {
        var expected = await Expected();
        var parts = await Parts();
        var merged = await Run("merged", ["merge", parts[2], parts[0], parts[1]]);
        Assert.Equal(0, merged.ExitCode);
        Assert.Equal(expected, Results("merged"));
        Assert.Contains("weight scale", merged.Output, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.True(File.Exists(part)));
    }

    [Fact]
    public async Task The_manifest_of_joined_parts_is_that_of_the_sweep()
    {
        foreach (string part in new[] { "1/2", "2/2" }) await Run("parts", With("--seed", "7", "--shard", part));
        await Run("merged", ["merge", At("parts", "sweep-init.1-of-2.journal"), At("parts", "sweep-init.2-of-2.journal")]);
        await Run("alone", With("--seed", "7"));
        var (merged, alone) = (ManifestJson.Read(At("merged", "sweep-init.json")), ManifestJson.Read(At("alone", "sweep-init.json")));
        var options = merged.Options.ToDictionary();
        Assert.Equal(("7", "8,8", "2", "float32", At("merged")), (options["seed"], options["hidden"], options["epochs"], options["dtype"], options["out"]));
        string[] ofTheRun = ["out", "workers", "resume", "shard"];
        Assert.Equal(
            alone.Options.Where(option => !ofTheRun.Contains(option.Key)).OrderBy(option => option.Key, StringComparer.Ordinal),
            merged.Options.Where(option => !ofTheRun.Contains(option.Key)).OrderBy(option => option.Key, StringComparer.Ordinal));
        Assert.Equal((alone.DataSet, null), (merged.DataSet, merged.Seconds));
        Assert.DoesNotContain("seconds", await File.ReadAllTextAsync(At("merged", "sweep-init.json")), StringComparison.Ordinal);
        Assert.Equal(0, (await Run("merged", ["report", At("merged")])).ExitCode);
    }

    [Fact]
    public async Task Files_that_do_not_belong_together_are_not_merged()
    {
        var parts = await Parts();
        await Run("other", With("--shard", "1/3", "--epochs", "1"));
        await Run("halves", [.. Small, "--shard", "1/2"]);
        string[] lines = await File.ReadAllLinesAsync(parts[0]);
        await File.WriteAllTextAsync(At("short"), string.Join('\n', lines[..^1]) + "\n");
        await File.WriteAllTextAsync(At("empty"), "");
        await File.WriteAllTextAsync(At("foreign"), "weight_scale,net\n");
        await Refused($"part 2 of 3 is not among the files: sweep-init --shard 2/3 makes it.", parts[0], parts[2]);
        await Refused($"{parts[0]}: this is part 1 of 3, and {parts[0]} is as well; each part is wanted once.", parts[0], parts[0], parts[1]);
        await Refused(
            $"{At("other", "sweep-init.1-of-3.journal")}: expected a part of the study that {parts[1]} is of, with --epochs 2, but this one is of a study with --epochs 1.",
            parts[1], At("other", "sweep-init.1-of-3.journal"));
        await Refused($"{At("halves", "sweep-init.1-of-2.journal")}: expected one of 3 parts, as {parts[1]} is, but this is one of 2.", parts[1], At("halves", "sweep-init.1-of-2.journal"));
        await Refused($"{At("short")}: expected all 4 trainings of part 1, but 3 are finished: the same command with --resume goes on.", At("short"), parts[1], parts[2]);
        await Refused($"{At("empty")}: expected a journal that no run is writing, but this is empty, a pipe or a device.", At("empty"));
        await File.WriteAllTextAsync(At("header"), lines[0][..100]);
        await Refused($"{At("header")}: expected the journal of a study, but there is no whole line in it.", At("header"));
        await Refused($"{At("foreign")}: expected a journal of this version of bnlab (format 6), but its first line is none.", At("foreign"));
        await Refused($"{At("nowhere")}: expected a journal that no run is writing, but there is no such file.", At("nowhere"));
        Directory.CreateDirectory(At("folder"));
        await Refused($"{At("folder")}: expected a journal that no run is writing, but this is a folder.", At("folder"));

        await Damaged("\"points\":\"", "\"points\":\"x", "--points x");
        await Damaged("\"points\":\"", "\"points\":\"1", "trainings, as the options of sweep-init say");
        await Damaged("\"Epochs\":[", "\"Epochs\":null,\"Epoch\":[", " is damaged. Without --resume the run begins anew.");
        await Damaged("\"FinalTrainLoss\":", "\"FinalTrainLoss\":\"abc\",\"Loss\":", " is damaged. Without --resume the run begins anew.");

        async Task Damaged(string right, string wrong, string message)
        {
            foreach (string part in parts)
            {
                string text = await File.ReadAllTextAsync(part);
                await File.WriteAllTextAsync($"{part}.damaged", text.Replace(right, wrong, StringComparison.Ordinal));
            }

            var run = await Run("refused", ["merge", .. parts.Select(part => $"{part}.damaged")]);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }

        async Task Refused(string message, params string[] files)
        {
            var run = await Run("refused", ["merge", .. files]);
            Assert.Equal((1, $"bnlab: {message}"), (run.ExitCode, run.Error.TrimEnd()));
            Assert.False(Directory.Exists(At("refused")));
        }
    }

    [Fact]
    public async Task A_journal_of_other_options_is_refused_and_stays()
    {
        string journal = await JournalOfAllTrainings();
        byte[] before = await File.ReadAllBytesAsync(journal);
        var run = await Run("blocked", [.. With("--epochs", "3"), "--resume"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"bnlab: {journal}: expected the journal of a run with --epochs 3, but this one is of a run with --epochs 2. Without --resume a new one is begun.",
            run.Error.TrimEnd());
        Assert.Equal(before, await File.ReadAllBytesAsync(journal));
    }

    [Fact]
    public async Task A_damaged_line_is_named()
    {
        string journal = await JournalOfAllTrainings();
        string text = await File.ReadAllTextAsync(journal);
        await File.WriteAllTextAsync(journal, text.Replace("\"training\":", "\"training\":x", StringComparison.Ordinal));
        var run = await Run("blocked", [.. Small, "--resume"]);
        Assert.Equal((1, $"bnlab: {journal}: line 2 is damaged. Without --resume the run begins anew."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task Beginning_anew_keeps_what_an_earlier_run_had_finished()
    {
        string journal = await JournalOfAllTrainings();
        byte[] before = await File.ReadAllBytesAsync(journal);
        var run = await Run("blocked", With("--points", "1"));
        Assert.Contains(
            $"beginning anew; what an earlier run had finished is now in {journal}.old. To go on with that instead, rename it to sweep-init.journal and use --resume.",
            run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(journal + ".old"));

        File.Copy(journal + ".old", journal);
        await Run("blocked", With("--points", "1"));
        Assert.Equal(before, await File.ReadAllBytesAsync(journal + ".old"));
        Assert.Equal(before, await File.ReadAllBytesAsync(journal + ".old2"));

        File.Move(journal + ".old", journal);
        var resumed = await Run("blocked", [.. Small, "--resume"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("bnlab: all 12 trainings are done.", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(await Expected(), Results("blocked"));
    }

    [Fact]
    public async Task Two_runs_do_not_write_the_same_journal()
    {
        string journal = await JournalOfAllTrainings();
        await using var other = new FileStream(journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        foreach (string[] arguments in new string[][] { [.. Small, "--resume"], Small, ["merge", journal] })
        {
            var run = await Run("blocked", arguments);
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith($"bnlab: {journal}: expected a journal that ", run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }
    }

    /// <summary>The small sweep with some options otherwise.</summary>
    private static string[] With(params string[] options)
    {
        var arguments = Small.ToList();
        for (int i = 0; i < options.Length; i += 2)
        {
            int at = arguments.IndexOf(options[i]);
            if (at < 0) arguments.AddRange(options[i], options[i + 1]);
            else arguments[at + 1] = options[i + 1];
        }

        return [.. arguments];
    }

    private Task<CommandLineRun> Run(string folder, string[] arguments) => CommandLineRun.Of([.. arguments, "--out", At(folder)]);

    private async Task<List<byte[]>> Expected()
    {
        await Run("expected", Small);
        return Results("expected");
    }

    private List<byte[]> Results(string folder) =>
        [.. new[] { "sweep-init.csv", "sweep-init.png", "sweep-init.svg" }.Select(name => File.ReadAllBytes(At(folder, name)))];

    /// <summary>The journal that is left where all is trained and the results cannot be written.</summary>
    private async Task<string> JournalOfAllTrainings()
    {
        Directory.CreateDirectory(At("blocked", "sweep-init.svg"));
        Assert.Equal(1, (await Run("blocked", Small)).ExitCode);
        Directory.Delete(At("blocked", "sweep-init.svg"));
        return At("blocked", "sweep-init.journal");
    }

    private async Task<List<string>> Parts()
    {
        foreach (string part in new[] { "1/3", "2/3", "3/3" }) Assert.Equal(0, (await Run("parts", [.. Small, "--shard", part])).ExitCode);
        return [.. Enumerable.Range(1, 3).Select(i => At("parts", $"sweep-init.{i}-of-3.journal"))];
    }
}
