namespace BnLab.Tests.Cli;

/// <summary>Checkpoints of <c>train</c>: whatever ends a run, the one that goes on ends in the same bytes.</summary>
public sealed class TrainResumeTests : FolderTests
{
    // Its log of each net is longer than a pipe holds and a reader reads ahead: until the log is read on, the run cannot end.
    private static readonly string[] Pair =
    [
        "train", "--batchnorm", "--data", "synthetic", "--num-train", "330", "--split", "330,100", "--hidden", "8,8",
        "--batch-size", "5", "--print-every", "1", "--epochs", "30", "--checkpoint-every", "5", "--resume",
    ];

    private static readonly string[] Small =
    [
        "train", "--batchnorm", "--data", "synthetic", "--num-train", "60", "--split", "60,40", "--hidden", "8", "--epochs", "3", "--batch-size", "20",
    ];

    [Theory]
    [InlineData("(Epoch 7 / 30)", "1", "float32")] // the first net is under way, the second has not begun
    [InlineData("Solver without batch norm:", "1", "float64")] // the first is finished
    public async Task A_killed_run_goes_on_to_the_same_bytes(string moment, string workers, string dtype)
    {
        string[] arguments = [.. Pair, "--dtype", dtype, "--workers", workers];
        Assert.Equal(0, (await Run("expected", arguments)).ExitCode);
        using (var process = BnlabProcess.Start([.. arguments, "--out", At("killed")]))
        {
            await BnlabProcess.Until(process.StandardOutput, moment);
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.True(File.Exists(At("killed", "train.journal")));
        var run = await Run("killed", arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("train.batchnorm.checkpoint: [0-9]+ of 1980 iterations are done; going on with the next.|1 of 2 trainings are done", run.Error);
        SameFiles("expected", "killed");
    }

    [Fact]
    public async Task Ctrl_C_leaves_a_checkpoint_of_where_it_stands()
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        string[] arguments = [.. Pair[..^3], "--workers", "2", "--resume"]; // without --checkpoint-every 5
        await Run("expected", arguments);
        using (var process = BnlabProcess.Start([.. arguments, "--out", At("stopped")]))
        {
            await BnlabProcess.Until(process.StandardOutput, "(Epoch 1 / 30)");
            await BnlabProcess.Signal(process, "INT");
            string error = await BnlabProcess.End(process);
            Assert.Equal(130, process.ExitCode);
            Assert.Matches("interrupted; (1 of 2 trainings are in .*train.journal: --resume goes on with the others|--resume goes on from .*train.ba.*.checkpoint).", error);
            Assert.NotEmpty(Directory.GetFiles(At("stopped"), "*.checkpoint"));
        }

        Assert.Equal(0, (await Run("stopped", arguments)).ExitCode);
        SameFiles("expected", "stopped");
    }

    [Fact]
    public async Task Beginning_anew_keeps_an_earlier_checkpoint()
    {
        await LeaveCheckpoint();
        byte[] before = await File.ReadAllBytesAsync(At("blocked", "train.batchnorm.checkpoint"));
        var run = await Run("blocked", [.. Small, "--checkpoint-every", "1"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"beginning anew; an earlier checkpoint is now {At("blocked", "train.batchnorm.checkpoint.old")}.", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(At("blocked", "train.batchnorm.checkpoint.old")));
        Assert.Empty(Directory.GetFiles(At("blocked"), "*.checkpoint"));
    }

    [Fact]
    public async Task Another_part_leaves_the_checkpoints_of_this_one_alone()
    {
        await LeaveCheckpoint();
        Assert.Equal(0, (await Run("blocked", [.. Small, "--shard", "2/2"])).ExitCode);
        Assert.Single(Directory.GetFiles(At("blocked"), "*.checkpoint"));
    }

    [Fact]
    public async Task Parts_merge_into_the_files_of_one_run()
    {
        await Run("expected", Small);
        foreach (string part in new[] { "1/2", "2/2" }) Assert.Equal(0, (await Run("parts", [.. Small, "--shard", part])).ExitCode);
        Assert.Equal(0, (await Run("merged", ["merge", At("parts", "train.1-of-2.journal"), At("parts", "train.2-of-2.journal")])).ExitCode);
        Assert.Equal(Names("expected"), Names("merged"));
        Assert.All(Names("expected").Where(name => name != "train.json"), name => Assert.Equal(File.ReadAllBytes(At("expected", name)), File.ReadAllBytes(At("merged", name))));
    }

    [Fact]
    public async Task What_cannot_be_gone_on_from_is_refused_in_one_line_and_stays()
    {
        await LeaveCheckpoint();
        string file = At("blocked", "train.batchnorm.checkpoint");
        byte[] whole = await File.ReadAllBytesAsync(file);
        await Refused([.. Small, "--lr", "0.5"], "expected the checkpoint of a run with --learning-rate 0.5, but this one is of a run with --learning-rate 0.001");
        await Refused([.. Small, "--seed", "5"], "expected the checkpoint of a run with --seed 5, but this one is of a run with --seed 231");
        await Refused([.. Small, "--layernorm"], "expected the checkpoint of a run with --layernorm true, but this one is of a run with --layernorm false");
        await File.WriteAllBytesAsync(file, whole[..^100]);
        await Refused(Small, "the file is damaged or cut off: its checksum does not fit");
        await File.WriteAllBytesAsync(file, [.. whole[..1000], (byte)(whole[1000] + 1), .. whole[1001..]]);
        await Refused(Small, "the file is damaged or cut off: its checksum does not fit");
        await File.WriteAllTextAsync(file, "net,seed,iteration,loss");
        await Refused(Small, "expected a checkpoint of bnlab (train.NAME.checkpoint), but the file begins otherwise");

        async Task Refused(string[] arguments, string reason)
        {
            byte[] before = await File.ReadAllBytesAsync(file);
            var run = await Run("blocked", [.. arguments, "--resume"]);
            Assert.Equal((1, $"bnlab: {file}: {reason}. Without --resume a new one is begun."), (run.ExitCode, run.Error.TrimEnd()));
            Assert.Equal(before, await File.ReadAllBytesAsync(file));
        }
    }

    /// <summary>A run that is interrupted in its first training.</summary>
    private async Task LeaveCheckpoint()
    {
        using var source = new CancellationTokenSource();
        await using var log = new PrefixWriter("log", line =>
        {
            if (line.StartsWith("log: (Epoch 1 / 3)", StringComparison.Ordinal)) source.Cancel();
        });
        Assert.Equal(130, await CommandLine.RunAsync([.. Small, "--workers", "1", "--out", At("blocked")], log, TextWriter.Null, source.Token));
        Assert.True(File.Exists(At("blocked", "train.batchnorm.checkpoint")));
    }

    private void SameFiles(string expected, string actual)
    {
        var files = Contents(expected);
        Assert.Contains("train.batchnorm.net", files.Keys);
        Assert.Equal(files.Keys, Contents(actual).Keys);
        Assert.All(files, file => Assert.True(file.Value == Contents(actual)[file.Key], file.Key));
    }

    private Task<CommandLineRun> Run(string folder, string[] arguments) => CommandLineRun.Of([.. arguments, "--out", At(folder)]);
}
