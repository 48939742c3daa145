namespace BnLab.Tests.Cli;

public sealed class TrainCommandTests : FolderTests
{
    private static readonly string[] Small =
        ["train", "--data", "synthetic", "--num-train", "120", "--hidden", "20,20", "--epochs", "2", "--batch-size", "20"];

    [Fact]
    public async Task It_prints_the_notebooks_log_and_writes_its_files()
    {
        var run = await Run([.. Small, "--batchnorm", "--print-every", "5"]);
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Solver with batch norm:", lines[0]);
        Assert.Matches(@"^\(Iteration 1 / 12\) loss: 2\.\d{6}$", lines[1]);
        Assert.Matches(@"^\(Epoch 0 / 2\) train acc: 0\.\d{6}; val_acc: 0\.\d{6}$", lines[2]);
        Assert.Equal(2 * (1 + 3 + 3), lines.Length); // heading, losses 1, 6 and 11, epochs 0, 1 and 2
        Assert.Equal("Solver without batch norm:", lines[7]);
        Assert.Equal(
            ["train.accuracy.csv", "train.baseline.net", "train.batchnorm.net", "train.figure.csv", "train.json", "train.loss.csv", "train.png", "train.svg"],
            Names());
    }

    [Fact]
    public async Task Its_tables_have_the_columns_of_the_design_and_numbers_that_read_back()
    {
        await Run([.. Small, "--batchnorm"]);
        string[] losses = await File.ReadAllLinesAsync(_folder.File("train.loss.csv"));
        string[] accuracies = await File.ReadAllLinesAsync(_folder.File("train.accuracy.csv"));
        Assert.Equal("net,seed,iteration,loss", losses[0]);
        Assert.Equal("net,seed,epoch,train_accuracy,val_accuracy", accuracies[0]);
        Assert.Equal((1 + 24, 1 + 6), (losses.Length, accuracies.Length));
        Assert.StartsWith("batchnorm,231,1,2.", losses[1], StringComparison.Ordinal);
        string loss = losses[1].Split(',')[3];
        Assert.Equal(loss, double.Parse(loss, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
        Assert.StartsWith("baseline,231,2,", accuracies[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "baseline")]
    [InlineData("--batchnorm --no-baseline", "batchnorm")]
    [InlineData("--layernorm", "layernorm baseline")]
    [InlineData("--batchnorm --layernorm", "batchnorm layernorm baseline")]
    public async Task Flags_choose_the_nets(string flags, string nets)
    {
        await Run([.. Small, "--quiet", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        string[] lines = await File.ReadAllLinesAsync(_folder.File("train.accuracy.csv"));
        Assert.Equal(nets, string.Join(' ', lines.Skip(1).Select(line => line.Split(',')[0]).Distinct()));
    }

    [Fact]
    public async Task The_manifest_tells_what_was_run()
    {
        var run = await Run([.. Small, "--json", "--reg", "1e-05"]);
        Assert.Equal(await File.ReadAllTextAsync(_folder.File("train.json")), run.Output);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal("train", root.GetProperty("experiment").GetString());
        Assert.Equal("20,20", root.GetProperty("options").GetProperty("hidden").GetString());
        Assert.Equal("1E-05", root.GetProperty("options").GetProperty("reg").GetString());
        Assert.Equal("231", root.GetProperty("options").GetProperty("seed").GetString());
        Assert.Equal(64, root.GetProperty("data_set").GetProperty("sha256").GetString()!.Length);
        Assert.All(root.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(_folder.File(file.GetString()!))));
        Assert.True(root.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task Nets_of_an_earlier_run_are_kept_and_those_that_are_replaced_are_told()
    {
        await Run([.. Small, "--batchnorm", "--quiet"]);
        byte[] kept = await File.ReadAllBytesAsync(_folder.File("train.batchnorm.net"));
        var again = await Run([.. Small, "--layernorm"]);
        Assert.Equal(kept, await File.ReadAllBytesAsync(_folder.File("train.batchnorm.net")));
        Assert.DoesNotContain("replaced", again.Error, StringComparison.Ordinal); // the baseline has the same bytes
        var other = await Run([.. Small, "--layernorm", "--seed", "232"]);
        Assert.Contains(
            $"bnlab: replaced nets of an earlier run that were not the same: {_folder.File("train.layernorm.net")}, {_folder.File("train.baseline.net")}. Another --out keeps both.", other.Error, StringComparison.Ordinal);
        Assert.Equal(kept, await File.ReadAllBytesAsync(_folder.File("train.batchnorm.net")));
        Assert.Contains(
            $"bnlab: replaced nets of an earlier run that were not the same: {_folder.File("train.baseline.net")}. Another --out keeps both.",
            (await Run([.. Small, "--seed", "233"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loss_that_leaves_the_numbers_is_reported_and_recorded_and_ends_nothing()
    {
        var run = await Run([.. Small, "--batchnorm", "--quiet", "--lr", "1e30", "--weight-scale", "1e15"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"bnlab: baseline: the loss is (NaN|Infinity) at iteration \d+; it is recorded as such", run.Error);
        string[] losses = await File.ReadAllLinesAsync(_folder.File("train.loss.csv"));
        Assert.Contains(losses, line => line.EndsWith(",NaN", StringComparison.Ordinal) || line.EndsWith(",Infinity", StringComparison.Ordinal));
        Assert.Equal(1 + 24, losses.Length);
        Assert.Contains("not shown", await File.ReadAllTextAsync(_folder.File("train.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_real_images_auto_says_that_it_uses_synthetic_ones()
    {
        if (BnLab.Data.DataSetInfo.Cifar10.Find() is not null) return; // then there is nothing to say
        var run = await Run("train", "--num-train", "20", "--epochs", "1", "--hidden", "5");
        Assert.Contains("using synthetic images", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandLineRun> Run(params string[] arguments) => CommandLineRun.Of([.. arguments, "--out", _folder.Path]);
}
