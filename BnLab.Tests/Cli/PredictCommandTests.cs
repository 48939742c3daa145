namespace BnLab.Tests.Cli;

public sealed class PredictCommandTests : FolderTests
{
    [Theory]
    [InlineData("batchnorm", "float32", 1e-4)]
    [InlineData("batchnorm", "float64", 1e-11)]
    public async Task Folded_or_not_a_net_takes_the_images_for_the_same(string net, string dtype, double apart)
    {
        await Train("--dtype", dtype);
        var plain = await Run("plain", "--net", At($"run/train.{net}.net"), "--data", "synthetic");
        var folded = await Run("folded", "--net", At($"run/train.{net}.net"), "--data", "synthetic", "--folded");
        Assert.Equal((0, 0), (plain.ExitCode, folded.ExitCode));
        Assert.Contains("ok  folded into the affine layers", folded.Output, StringComparison.Ordinal);
        var (a, b) = (Rows("plain"), Rows("folded"));
        Assert.Equal(40, a.Length);
        foreach (var (x, y) in a.Zip(b))
        {
            Assert.Equal(x[..3], y[..3]); // record, label, prediction
            for (int c = 3; c < x.Length; c++) Assert.Equal(x[c], y[c], apart);
            Assert.Equal(1.0, x[3..].Sum(), 1e-12);
            Assert.Equal(x[3..].Max(), x[3 + (int)x[2]]);
        }
    }

    [Fact]
    public async Task The_accuracy_is_the_best_one_of_the_training()
    {
        await Train();
        var run = await Run("plain", "--net", At("run/train.baseline.net"), "--data", "synthetic"); // the running statistics of the other are the last ones
        double best = File.ReadLines(At("run/train.accuracy.csv")).Where(line => line.StartsWith("baseline", StringComparison.Ordinal))
            .Max(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture));
        var rows = Rows("plain");
        Assert.Equal(best, rows.Count(row => row[1] == row[2]) / 40.0);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{best * 40:0}"), run.Output.Split('\n')[1], StringComparison.Ordinal);
        int[][] confusion = [.. File.ReadLines(At("plain/predict.confusion.csv")).Skip(1).Select(line => line.Split(',')[1..^1].Select(int.Parse).ToArray())];
        Assert.Equal(40, confusion.Sum(counts => counts.Sum()));
        Assert.Equal(best * 40, confusion.Select((counts, label) => counts[label]).Sum(), 1e-9);
        for (int label = 0; label < 10; label++) Assert.Equal(rows.Count(row => row[1] == label && row[2] == 3), confusion[label][3]);
    }

    [Fact]
    public void A_net_whose_scores_are_no_numbers_is_called_broken()
    {
        var predictions = new BnLab.Experiments.Predict.Predictions(["cat", "dog"], isLabelled: true);
        predictions.Add<double>(0, 1, [0.5, 1.0]);
        Assert.Empty(predictions.Check());
        predictions.Add<double>(1, 0, [double.NaN, 1.0]);
        var check = Assert.Single(predictions.Check());
        Assert.Equal((false, "of 1 of 2 images they are not"), (check.Passed, check.Measured));
    }

    [Theory]
    [InlineData("train", 0, 60)]
    [InlineData("all", 0, 10_000)]
    [InlineData("300-555", 300, 256)]
    [InlineData("7-7", 7, 1)]
    public async Task Records_can_be_chosen(string records, int first, int count)
    {
        await Train();
        await Run("chosen", "--net", At("run/train.batchnorm.net"), "--data", "synthetic", "--records", records);
        Assert.Equal(Enumerable.Range(first, count).Select(record => (double)record), Rows("chosen").Select(row => row[0]));
    }

    [Fact]
    public async Task What_does_not_fit_is_one_line()
    {
        await Train("--layernorm");
        string net = At("run/train.batchnorm.net"), data = At("mnist");
        Data.MnistFiles.Write(data, 20);
        await File.WriteAllTextAsync(At("text.net"), "no net, but text that is longer than a checksum of 32 bytes is");
        await Refused($"{At("nothing.net")}: expected a trained net, but there is no such file.", "--net", At("nothing.net"));
        await Refused($"{At("text.net")}: expected a trained net of bnlab (train.NAME.net), but the file begins otherwise.", "--net", At("text.net"));
        await Refused($"--data {data}: expected images of 3 × 32 × 32, which {net} was trained on, but these have 1 × 28 × 28.", "--net", net, "--data", data);
        await Refused("--records 5-3: expected validation, train, all, or the first and the last record, like 0-99. 'bnlab predict --help' lists what there is.", "--net", net, "--records", "5-3");
        await Refused(
            "--records 9999-10000: expected records from 0 to 9999, as the synthetic set has, but these are 9999 to 10000.",
            "--net", net, "--records", "9999-10000", "--data", "synthetic");
        string layerNorm = At("run/train.layernorm.net");
        await Refused(
            $"--folded: expected a net with batch normalization, which can be folded, but {layerNorm} has layer normalization, whose statistics are those of each image.",
            "--net", layerNorm, "--folded", "--data", "synthetic");
        string baseline = At("run/train.baseline.net");
        await Refused(
            $"--folded: expected a net with batch normalization, which can be folded, but {baseline} has no normalization.",
            "--net", baseline, "--folded", "--data", "synthetic");

        async Task Refused(string message, params string[] arguments)
        {
            var run = await Run("refused", arguments);
            Assert.Equal((1, $"bnlab: {message}"), (run.ExitCode, run.Error.TrimEnd()));
            Assert.False(Directory.Exists(At("refused")));
        }
    }

    [Fact]
    public async Task Images_of_other_classes_are_answered_and_not_judged()
    {
        await Train();
        Directory.CreateDirectory(At("cifar"));
        await File.WriteAllBytesAsync(At("cifar/data_batch_1.bin"), new byte[3 * 3073]);
        var run = await Run("others", "--net", At("run/train.baseline.net"), "--data", At("cifar"), "--records", "all");
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Contains($"bnlab: the classes of {At("cifar")} have other names than those that the net was trained on: its answers are written, but there is no accuracy.", run.Error, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadLines(At("others/predict.csv")).Count());
        Assert.False(File.Exists(At("others/predict.confusion.csv")));
    }

    private async Task Train(params string[] more) => Assert.Equal(0, (await CommandLineRun.Of(
        ["train", "--batchnorm", "--data", "synthetic", "--num-train", "60", "--split", "60,40", "--hidden", "12,8", "--epochs", "3", "--batch-size", "20", "--size", "60x40", "--out", At("run"), .. more])).ExitCode);

    private Task<CommandLineRun> Run(string folder, params string[] arguments) => CommandLineRun.Of(["predict", "--out", At(folder), .. arguments]);

    private double[][] Rows(string folder) =>
        [.. File.ReadLines(At($"{folder}/predict.csv")).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
}
