namespace BnLab.Tests.Cli;

public sealed class RerunCommandTests : FolderTests
{
    private const string Small = "--data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 2 --batch-size 20 --size 60x40";

    [Theory]
    [InlineData("train --batchnorm --dtype float64 --lr 0.003 --quiet " + Small, "train")]
    [InlineData("train --layernorm --checkpoint-every 1 --resume " + Small, "train")]
    [InlineData("sweep-init --points 2 --seeds 2 --net batchnorm --seed 7 " + Small, "sweep-init")]
    [InlineData("sweep-lr --points 2 --update-rule sgd-momentum " + Small, "sweep-lr")]
    [InlineData("forward --layer groupnorm", "forward")]
    [InlineData("forward --values 1,2;3,-4e-1;5,6", "forward")]
    [InlineData("gradcheck --layer dropout --h 3e-6", "gradcheck")]
    [InlineData("regression --seeds 2 --epochs 2", "regression")]
    public async Task A_run_is_repeated_to_the_byte(string command, string name)
    {
        int code = (await CommandLineRun.Of([.. command.Split(' '), "--out", At("run")])).ExitCode;
        var rerun = await CommandLineRun.Of("rerun", At($"run/{name}.json"));
        Assert.Equal(code, rerun.ExitCode);
        Assert.Matches($"bnlab: all [0-9]+ files have the same bytes as those of {At($"run/{name}.json")}.", rerun.Error);
        Assert.Contains($"{name}.", rerun.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("was made", rerun.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(At($"run/rerun/{name}.json")));
    }

    [Fact]
    public async Task A_saved_net_predicts_the_same_again()
    {
        await CommandLineRun.Of([.. $"train --batchnorm {Small}".Split(' '), "--out", At("run")]);
        await CommandLineRun.Of("predict", "--net", At("run/train.batchnorm.net"), "--data", "synthetic", "--folded", "--out", At("run"));
        var rerun = await CommandLineRun.Of("rerun", At("run/predict.json"), "--json");
        Assert.Equal((0, "{\n  \"predict.csv\": \"same bytes\",\n  \"predict.confusion.csv\": \"same bytes\"\n}\n"), (rerun.ExitCode, rerun.Output));

        string manifest = await File.ReadAllTextAsync(At("run/predict.json"));
        string earlier = manifest.Replace("\"folded\": \"true\"", "\"folded\": \"true\", \"seed\": \"231\"", StringComparison.Ordinal);
        Assert.NotEqual(manifest, earlier);
        await File.WriteAllTextAsync(At("run/predict.json"), earlier); // as a build has recorded it that had the option everywhere
        rerun = await CommandLineRun.Of("rerun", At("run/predict.json"), "--quiet", "--json");
        Assert.Equal((0, ""), (rerun.ExitCode, rerun.Error));
    }

    [Fact]
    public async Task What_differs_is_said()
    {
        await CommandLineRun.Of([.. $"train {Small}".Split(' '), "--out", At("run")]);
        await File.AppendAllTextAsync(At("run/train.loss.csv"), "x");
        File.Delete(At("run/train.svg"));
        string manifest = await File.ReadAllTextAsync(At("run/train.json"));
        manifest = manifest.Replace("\"bnlab\": \"0", "\"bnlab\": \"9", StringComparison.Ordinal)
            .Replace("\"sha256\": \"", "\"sha256\": \"0", StringComparison.Ordinal)
            .Replace("\"complete\": true", "\"complete\": false", StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("run/train.json"), manifest);
        long length = new FileInfo(At("run/train.loss.csv")).Length;
        var rerun = await CommandLineRun.Of("rerun", At("run/train.json"), "--out", At("again"), "--quiet");
        Assert.Equal(2, rerun.ExitCode);
        Assert.Contains($"bnlab: {At("run/train.json")} was made by bnlab 9.", rerun.Error, StringComparison.Ordinal);
        Assert.Contains($"bnlab: {At("run/train.json")} was made on synthetic (10000 images, SHA-256 0", rerun.Error, StringComparison.Ordinal);
        Assert.Contains("is of a run that was interrupted; it is run to its end this time.", rerun.Error, StringComparison.Ordinal);
        Assert.Matches($"train.loss.csv +differs from byte {length - 1} on", rerun.Output);
        Assert.Matches("train.svg +the earlier file is not there", rerun.Output);
        Assert.Matches("train.png +same bytes", rerun.Output);
    }

    [Theory]
    [InlineData("\"system\": \"", "\"system\": \"Another ")]
    [InlineData("64)\"", "32)\"")]
    public async Task Pictures_of_another_system_are_not_compared(string here, string elsewhere)
    {
        await CommandLineRun.Of("forward", "--out", At("run"));
        string manifest = await File.ReadAllTextAsync(At("run/forward.json")), changed = manifest.Replace(here, elsewhere, StringComparison.Ordinal);
        Assert.NotEqual(manifest, changed);
        await File.WriteAllTextAsync(At("run/forward.json"), changed);
        await File.AppendAllTextAsync(At("run/forward.png"), "x");
        await File.AppendAllTextAsync(At("run/forward.svg"), "x");
        var rerun = await CommandLineRun.Of("rerun", At("run/forward.json"));
        Assert.Equal(0, rerun.ExitCode);
        Assert.Contains("were made on another system", rerun.Error, StringComparison.Ordinal);
        Assert.Matches("all [0-9]+ other files have the same bytes", rerun.Error);
        Assert.Contains("forward.figure.csv", rerun.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("forward.(png|svg)", rerun.Output);

        await File.AppendAllTextAsync(At("run/forward.csv"), "x");
        Assert.Equal(2, (await CommandLineRun.Of("rerun", At("run/forward.json"), "--quiet")).ExitCode);
    }

    [Fact]
    public async Task A_link_to_the_folder_is_the_folder()
    {
        if (OperatingSystem.IsWindows()) return; // links need a right there
        await CommandLineRun.Of([.. $"train {Small}".Split(' '), "--out", At("run")]);
        File.CreateSymbolicLink(At("link"), At("run"));
        string path = At("run/train.json"), before = await File.ReadAllTextAsync(path);
        await Refused($"--out {At("link")}: expected another folder than that of {path}, whose files the new ones are compared with.", path, "--out", At("link"));
        Assert.Equal(before, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task What_cannot_be_rerun_is_one_line()
    {
        await CommandLineRun.Of([.. $"train {Small}".Split(' '), "--out", At("run")]);
        string path = At("run/train.json"), manifest = await File.ReadAllTextAsync(path);
        await Refused($"--out {At("run")}: expected another folder than that of {path}, whose files the new ones are compared with.", path, "--out", At("run"));
        await Refused($"--seed 5: expected none, because {path} has one; 'bnlab train --config {path} --seed N' takes another.", path, "--seed", "5");
        await Refused($"{At("nothing.json")}: expected the manifest of a run, but there is no such file.", At("nothing.json"));
        await File.WriteAllTextAsync(At("other.json"), manifest.Replace("\"num-train\"", "\"num-trian\"", StringComparison.Ordinal));
        await Refused($"{At("other.json")}: 'num-trian': unknown option of 'bnlab train'. Did you mean 'num-train'?", At("other.json"));
        await File.WriteAllTextAsync(At("other.json"), manifest.Replace("\"epochs\": \"2\"", "\"epochs\": \"two\"", StringComparison.Ordinal));
        await Refused($"{At("other.json")}: --epochs two: expected a whole number of at most 2147483647. 'bnlab train --help' lists what there is.", At("other.json"));
        await File.WriteAllTextAsync(At("other.json"), manifest.Replace("\"experiment\": \"train\"", "\"experiment\": \"fly\"", StringComparison.Ordinal));
        await Refused($"{At("other.json")}: expected the manifest of a command of bnlab, but there is no 'bnlab fly'.", At("other.json"));
    }

    private static async Task Refused(string message, params string[] arguments)
    {
        var run = await CommandLineRun.Of(["rerun", .. arguments]);
        Assert.Equal((1, $"bnlab: {message}"), (run.ExitCode, run.Error.TrimEnd()));
    }
}
