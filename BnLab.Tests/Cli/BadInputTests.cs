namespace BnLab.Tests.Cli;

/// <summary>Bad input: one line on stderr that says what was wrong and what was expected, exit code 1, no file.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--frobnicate", "bnlab: --frobnicate: unknown option of 'bnlab train'. 'bnlab train --help' lists what there is.")]
    [InlineData("extra", "bnlab: extra: unknown argument of 'bnlab train'. 'bnlab train --help' lists what there is.")]
    [InlineData("--lr -1", "bnlab: --lr -1: expected a finite number above 0. 'bnlab train --help' lists what there is.")]
    [InlineData("--lr abc", "bnlab: --lr abc: expected a number. 'bnlab train --help' lists what there is.")]
    [InlineData("--lr 1,5", "bnlab: --lr 1,5: expected a number. 'bnlab train --help' lists what there is.")]
    [InlineData("--lr nan", "bnlab: --lr nan: expected a finite number above 0. 'bnlab train --help' lists what there is.")]
    [InlineData("--hidden 100,x", "bnlab: --hidden 100,x: expected whole numbers with commas between, like 100,50, or none. 'bnlab train --help' lists what there is.")]
    [InlineData("--hidden 100,0", "bnlab: --hidden 100,0: expected sizes of 1 or more. 'bnlab train --help' lists what there is.")]
    [InlineData("--hidden 100000,100000", "bnlab: --hidden 100000,100000: expected a net of at most 268435456 weights.")]
    [InlineData("--hidden 1,130000000,1", "bnlab: --hidden 1,130000000,1: expected a net of at most 268435456 weights.")]
    [InlineData("--batch-size 1000000", "bnlab: --batch-size 1000000: expected at most 87381 with layers of 3072.")]
    [InlineData("--epochs 0", "bnlab: --epochs 0: expected 1 or more. 'bnlab train --help' lists what there is.")]
    [InlineData("--epochs 99999999999", "bnlab: --epochs 99999999999: expected a whole number of at most 2147483647. 'bnlab train --help' lists what there is.")]
    [InlineData("--epochs 2000000000", "bnlab: --epochs 2000000000: expected fewer: 40000000000 iterations are too many to keep.")]
    [InlineData("--batch-size 0", "bnlab: --batch-size 0: expected 1 or more. 'bnlab train --help' lists what there is.")]
    [InlineData("--weight-scale 0", "bnlab: --weight-scale 0: expected a finite number above 0. 'bnlab train --help' lists what there is.")]
    [InlineData("--reg -0.5", "bnlab: --reg -0.5: expected a finite number of 0 or more. 'bnlab train --help' lists what there is.")]
    [InlineData("--lr-decay inf", "bnlab: --lr-decay inf: expected a number. 'bnlab train --help' lists what there is.")]
    [InlineData("--workers 0", "bnlab: --workers 0: expected 1 to 1024. 'bnlab train --help' lists what there is.")]
    [InlineData("--print-every 0", "bnlab: --print-every 0: expected 1 or more. 'bnlab train --help' lists what there is.")]
    [InlineData("--num-train 0", "bnlab: --num-train 0: expected 1 or more. 'bnlab train --help' lists what there is.")]
    [InlineData("--num-train 9001", "bnlab: --num-train 9001: expected at most 9000, the training split of the 10000 images in the synthetic set.")]
    [InlineData("--split 10000,1", "bnlab: --split 10000,1: expected at most 10000 images in all, as the synthetic set has.")]
    [InlineData("--split 5", "bnlab: --split 5: expected two whole numbers of 1 or more with a comma between, like 49000,1000. 'bnlab train --help' lists what there is.")]
    [InlineData("--update-rule sgdm", "bnlab: --update-rule sgdm: expected one of adam, rmsprop, sgd-momentum, sgd. 'bnlab train --help' lists what there is.")]
    [InlineData("--dtype half", "bnlab: --dtype half: expected one of float32, float64. 'bnlab train --help' lists what there is.")]
    [InlineData("--seed -1", "bnlab: --seed -1: expected a whole number from 0 to 4294967295. 'bnlab train --help' lists what there is.")]
    [InlineData("--no-baseline", "bnlab: --no-baseline: expected --batchnorm or --layernorm beside it, or no net is left to train.")]
    [InlineData("--epochs --reg 1", "bnlab: --epochs: the value is missing; expected a whole number of at most 2147483647. 'bnlab train --help' lists what there is.")]
    [InlineData("--data ", "bnlab: --data: expected a name, not nothing. 'bnlab train --help' lists what there is.")]
    [InlineData("--data nowhere", "bnlab: nowhere: no such folder or file; expected one of auto, synthetic, cifar10, mnist, or the files of CIFAR-10 (binary version) or MNIST.")]
    public async Task One_line_and_no_file(string arguments, string message)
    {
        string output = _folder.File("out");
        string[] data = arguments.StartsWith("--data", StringComparison.Ordinal) ? [] : ["--data", "synthetic"];
        var run = await CommandLineRun.Of(["train", .. data, "--out", output, .. arguments.Split(' ')]);
        Assert.Equal(message, Assert.Single(run.Error.TrimEnd().Split('\n')).TrimEnd());
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task A_damaged_data_set_is_named_and_nothing_is_written()
    {
        File.WriteAllBytes(_folder.File("data_batch_1.bin"), new byte[5000]);
        string output = _folder.File("out");
        var run = await CommandLineRun.Of("train", "--data", _folder.Path, "--out", output);
        Assert.Equal($"bnlab: {_folder.File("data_batch_1.bin")}: 5000 bytes end within record 1; expected whole records of 3073 bytes.", run.Error.TrimEnd());
        Assert.Equal(1, run.ExitCode);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task A_file_as_output_folder_is_refused()
    {
        string file = _folder.File("out");
        File.WriteAllText(file, "mine");
        var run = await CommandLineRun.Of("train", "--data", "synthetic", "--out", file);
        Assert.Equal($"bnlab: --out {file}: expected a folder, but this is a file.", run.Error.TrimEnd());
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        string locked = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? "/proc" : _folder.File("locked");
        if (locked != "/proc")
        {
            Directory.CreateDirectory(locked);
            File.SetUnixFileMode(locked, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var run = await CommandLineRun.Of("train", "--data", "synthetic", "--out", locked);
        Assert.StartsWith($"bnlab: --out {locked}: expected a folder that can be written to (", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    public void Dispose() => _folder.Dispose();
}
