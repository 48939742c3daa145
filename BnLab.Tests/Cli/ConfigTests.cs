namespace BnLab.Tests.Cli;

/// <summary><c>--config</c>: options from a file go the way that those on the command line go.</summary>
public sealed class ConfigTests : FolderTests
{
    private const string Small = """
        {
          // comments are welcome
          "data": "synthetic", "num-train": 60, "split": [60, 40], "hidden": "8,6", "lr": 2e-3, "--epochs": "2",
          "batchnorm": true, "no-baseline": "true", "layernorm": false,
        }
        """;

    [Fact]
    public async Task A_file_stands_for_what_could_be_typed()
    {
        await Write(Small);
        Assert.Equal(0, (await Run("train", "--config", Config, "--out", At("file"))).ExitCode);
        Assert.Equal(0, (await Run("train", "--data", "synthetic", "--num-train", "60", "--split", "60,40", "--hidden", "8,6", "--lr", "2e-3", "--epochs", "2", "--batchnorm", "--no-baseline", "--out", At("typed"))).ExitCode);
        foreach (string file in new[] { "train.loss.csv", "train.batchnorm.net" }) Assert.Equal(await File.ReadAllBytesAsync(At($"typed/{file}")), await File.ReadAllBytesAsync(At($"file/{file}")));
        Assert.Equal(Options("typed").Replace(At("typed"), At("file"), StringComparison.Ordinal), Options("file"));
        Assert.DoesNotContain("--config", await File.ReadAllTextAsync(At("file/train.json")), StringComparison.Ordinal); // its options are spelled out there
    }

    [Theory]
    [InlineData("--epochs", "3", "\"epochs\": \"3\"")]
    [InlineData("--learning-rate", "0.5", "\"learning-rate\": \"0.5\"")] // the file says it by its alias
    [InlineData("--lr", "0.5", "\"learning-rate\": \"0.5\"")]
    [InlineData("--no-baseline=false", null, "\"no-baseline\": \"false\"")]
    public async Task The_command_line_wins(string option, string? value, string effective)
    {
        await Write(Small);
        string[] typed = value is null ? [option] : [option, value];
        foreach (string[] arguments in new string[][] { ["train", $"--config={Config}", .. typed], ["train", .. typed, "--config", Config] })
        {
            Assert.Equal(0, (await Run([.. arguments, "--out", At("run")])).ExitCode);
            Assert.Contains(effective, Options("run"), StringComparison.Ordinal);
            Assert.Contains("\"num-train\": \"60\"", Options("run"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_manifest_gives_all_but_where_it_wrote_and_what_it_printed()
    {
        await Write(Small);
        await Run("train", "--config", Config, "--seed", "5", "--quiet", "--out", At("first"));
        var run = await Run("train", "--config", At("first/train.json"), "--out", At("second"), "--workers", "1");
        Assert.StartsWith("Solver with batch norm:", run.Output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(At("first/train.png")), await File.ReadAllBytesAsync(At("second/train.png")));
        Assert.Contains("\"seed\": \"5\"", Options("second"), StringComparison.Ordinal);
        Assert.Contains("\"workers\": \"1\"", Options("second"), StringComparison.Ordinal);
        var other = await Run("sweep-init", "--config", At("first/train.json"), "--out", At("third"));
        Assert.Equal(
            (1, $"bnlab: {At("first/train.json")}: expected options of 'bnlab sweep-init', but this is the manifest of a run of 'train'."),
            (other.ExitCode, other.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("{\"epoch\": 3}", "'epoch': unknown option of 'bnlab train'. Did you mean 'epochs'?")]
    [InlineData("{\"config\": \"x\"}", "'config': unknown option of 'bnlab train'.")]
    [InlineData("{\"help\": true}", "'help': unknown option of 'bnlab train'.")]
    [InlineData("{\"epochs\": 3, \"--epochs\": 4}", "'--epochs': this option stands there twice.")]
    [InlineData("{\"lr\": 3, \"learning-rate\": 4}", "'learning-rate': this option stands there twice.")]
    [InlineData("{\"epochs\": {}}", "'epochs': expected a text, a number, true or false, or a list of texts or numbers.")]
    [InlineData("{\"epochs\": null}", "'epochs': expected a text, a number, true or false, or a list of texts or numbers.")]
    [InlineData("{\"hidden\": [[1]]}", "'hidden': expected a text, a number, true or false, or a list of texts or numbers.")]
    [InlineData("{\"batchnorm\": \"yes\"}", "'batchnorm': expected true or false, not 'yes'.")]
    [InlineData("{\"epochs\": 1.5}", "--epochs 1.5: expected a whole number of at most 2147483647. 'bnlab train --help' lists what there is.")]
    [InlineData("{\"lr\": \"0,5\"}", "--learning-rate 0,5: expected a number. 'bnlab train --help' lists what there is.")]
    [InlineData("{\"epochs\": true}", "--epochs true: expected a whole number of at most 2147483647. 'bnlab train --help' lists what there is.")]
    [InlineData("{\"epochs\": -1}", "--epochs -1: expected 1 or more. 'bnlab train --help' lists what there is.")]
    [InlineData("{\"data\": \"\"}", "--data: expected a name, not nothing. 'bnlab train --help' lists what there is.")]
    [InlineData("{\"\\u001b[2J\\n\": 1}", "'\\u001b[2J ': unknown option of 'bnlab train'.")]
    [InlineData("[1]", "expected options as a JSON object, or the manifest of a run.")]
    [InlineData("", "expected options as a JSON object, or the manifest of a run, but this is empty, a pipe or a device.")]
    [InlineData("{\"epochs\": 1\n\"lr\": 2}", "line 2, column 1: expected options as a JSON object, or the manifest of a run, but this is no JSON.")]
    [InlineData("{\"data\": \"\\ud800\"}", "expected options as a JSON object, or the manifest of a run, but it has a text that is no valid UTF-8.")]
    public async Task What_is_wrong_is_told_with_the_name_of_the_file(string content, string message)
    {
        await Write(content);
        var run = await Run("train", "--config", Config, "--out", At("run"));
        Assert.Equal((1, "", $"bnlab: {Config}: {message}"), (run.ExitCode, run.Output, run.Error.TrimEnd()));
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public async Task What_is_wrong_on_the_command_line_is_not_laid_to_the_file()
    {
        await Write(Small);
        Assert.Equal("bnlab: --epochs 0: expected 1 or more. 'bnlab train --help' lists what there is.", (await Run("train", "--config", Config, "--epochs", "0")).Error.TrimEnd());
        Assert.StartsWith("bnlab: --epochs x: expected", (await Run("train", "--config", Config, "--epochs", "x")).Error, StringComparison.Ordinal);
        Assert.StartsWith("bnlab: --epoch: unknown option", (await Run("train", "--config", Config, "--epoch", "3")).Error, StringComparison.Ordinal);
        Assert.StartsWith("bnlab: --config: the value is missing; expected the name of a JSON file.", (await Run("train", "--config")).Error, StringComparison.Ordinal);
        Assert.Contains("nowhere.json: expected options as a JSON object, or the manifest of a run, but there is no such file.", (await Run("train", "--config", At("nowhere.json"))).Error, StringComparison.Ordinal);
        Assert.Contains("but this is a folder.", (await Run("train", "--config", _folder.Path)).Error, StringComparison.Ordinal);
        Assert.Contains("Example:", (await Run("train", "--config", At("nowhere.json"), "--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_option_can_be_given()
    {
        await Write("""{"net": ["baseline", "batchnorm"], "points": 2, "scale-min": 1e-2, "data": "synthetic", "num-train": 40, "split": "40,20", "hidden": [5, 4], "epochs": 1, "json": true}""");
        var sweep = await Run("sweep-init", "--config", Config, "--out", At("sweep"));
        Assert.Equal(0, sweep.ExitCode);
        using var manifest = JsonDocument.Parse(sweep.Output);
        Assert.Equal("batchnorm,baseline", manifest.RootElement.GetProperty("options").GetProperty("net").GetString());
        await Write("""{"values": "1,2;3,4;5,6"}""");
        Assert.Equal(0, (await Run("forward", "--config", Config, "--out", At("forward"))).ExitCode);
        await Write("""{"title": "", "format": "svg"}""");
        var plot = await Run("plot", At("sweep/sweep-init.png"), "--config", Config, "--out", At("plot"));
        Assert.Equal((0, "sweep-init.plot.svg"), (plot.ExitCode, Path.GetFileName(Assert.Single(Directory.GetFiles(At("plot"))))));
    }

    private string Config => At("config.json");

    private static Task<CommandLineRun> Run(params string[] arguments) => CommandLineRun.Of(arguments);

    private Task Write(string content) => File.WriteAllTextAsync(Config, content);

    private string Options(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(At($"{folder}/train.json")));
        return manifest.RootElement.GetProperty("options").GetRawText();
    }
}
