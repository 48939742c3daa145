namespace BnLab.Tests.Cli;

public sealed class PlotAndReportCommandTests : FolderTests
{
    public PlotAndReportCommandTests()
    {
        foreach (string run in new[] { "one", "two" })
        {
            ReportSamples.Write(_folder.File(run), new("train", [], [new("train.loss", ["a"], [[1]])], [("train", SampleFigures.Training())]));
        }
    }

    [Theory]
    [InlineData("train.figure.csv")]
    [InlineData("train.loss.csv")]
    [InlineData("train.png")]
    [InlineData("train.json")]
    public async Task Any_file_of_the_run_leads_to_its_figure(string file)
    {
        var run = await Plot(At("one", file), "--format", "both");
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal($"bnlab: wrote {At("out", "train.plot.png")}, {At("out", "train.plot.svg")}", run.Error.TrimEnd());
        var figure = SampleFigures.Training();
        Assert.Equal(new ScottPlotRenderer().Svg(figure, FigureSize.For(figure)), await File.ReadAllTextAsync(At("out", "train.plot.svg")));
        Assert.Equal(new ScottPlotRenderer().Png(figure, FigureSize.For(figure)), await File.ReadAllBytesAsync(At("out", "train.plot.png")));
    }

    [Fact]
    public async Task Size_theme_title_and_name_are_those_that_are_asked_for()
    {
        await Plot(At("one", "train.json"), "--size", "640x480", "--theme", "dark", "--title", "Mine", "--output", "mine", "--format", "both");
        var png = new PngReader(await File.ReadAllBytesAsync(At("out", "mine.png")));
        Assert.Equal((640, 480), (png.Width, png.Height));
        Assert.Equal(new byte[] { 0x14, 0x18, 0x1D }, png.Pixels[..3]);
        Assert.Contains("<title>Mine.", await File.ReadAllTextAsync(At("out", "mine.svg")), StringComparison.Ordinal);
        await Plot(At("one", "train.json"), "--dpi", "96");
        Assert.Equal(750, new PngReader(await File.ReadAllBytesAsync(At("out", "train.plot.png"))).Width);
    }

    [Fact]
    public async Task Several_runs_are_laid_over_each_other_and_named_by_their_folders()
    {
        var run = await Plot(At("one", "train.json"), At("two", "train.json"), "--format", "svg");
        Assert.Equal(0, run.ExitCode);
        string svg = await File.ReadAllTextAsync(At("out", "train.plot.svg"));
        Assert.Contains("one: Batch normalization, one: Baseline, two: Batch normalization, two: Baseline", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_s_own_files_are_not_replaced()
    {
        byte[] before = await File.ReadAllBytesAsync(At("one", "train.svg"));
        var run = await CommandLineRun.Of("plot", At("one", "train.json"), "--output", "train", "--format", "svg", "--out", _folder.File("one"));
        Assert.Equal((1, $"bnlab: --output train: expected a name that no run uses: {At("one", "train.svg")} belongs to train."), (run.ExitCode, run.Error.TrimEnd()));
        Assert.Equal(before, await File.ReadAllBytesAsync(At("one", "train.svg")));
        run = await Plot(At("one", "train.json"), "--output", "../train");
        Assert.Equal((1, "bnlab: --output ../train: expected a name without a folder, which --out gives."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_file_without_a_figure_is_named()
    {
        var run = await Plot(At("one", "other.csv"));
        Assert.Equal($"bnlab: {At("one", "other.csv")}: expected the data of its figure beside it (other.figure.csv), but there is no such file.", run.Error.TrimEnd());
        ReportSamples.Write(_folder.File("one"), new("many", [], [], [("many.a", SampleFigures.Sweep()), ("many.b", SampleFigures.Sweep())]));
        run = await Plot(At("one", "many.json"));
        Assert.Equal($"bnlab: {At("one", "many.json")}: expected one figure, but its run has 2: many.a.figure.csv, many.b.figure.csv.", run.Error.TrimEnd());
    }

    [Fact]
    public async Task The_report_stands_in_the_folder_or_where_out_says()
    {
        await File.WriteAllTextAsync(_folder.File("odd.json"), "no");
        var run = await CommandLineRun.Of("report", _folder.Path);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            $"bnlab: {_folder.File("odd.json")}: line 1, column 2: expected the manifest of a run, but this is no JSON.\nbnlab: wrote {_folder.File("report.html")}",
            run.Error.TrimEnd().ReplaceLineEndings("\n"));
        Assert.Contains("2 runs", await File.ReadAllTextAsync(_folder.File("report.html")), StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLineRun.Of("report", "--out", _folder.File("one"))).ExitCode);
        Assert.True(File.Exists(At("one", "report.html")));
        Assert.Equal(0, (await CommandLineRun.Of("report", _folder.File("one"), "--out", _folder.File("out"))).ExitCode);
        Assert.True(File.Exists(At("out", "report.html")));
    }

    [Fact]
    public async Task A_folder_without_runs_is_refused()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        var run = await CommandLineRun.Of("report", _folder.File("empty"));
        Assert.Equal((1, $"bnlab: {_folder.File("empty")}: expected runs with manifests (NAME.json) in this folder or its subfolders, but there are none."), (run.ExitCode, run.Error.TrimEnd()));
        run = await CommandLineRun.Of("report", _folder.File("nowhere"));
        Assert.Equal((1, $"bnlab: {_folder.File("nowhere")}: expected a folder with runs, but there is no such folder."), (run.ExitCode, run.Error.TrimEnd()));
    }

    private Task<CommandLineRun> Plot(params string[] arguments) => CommandLineRun.Of(["plot", .. arguments, "--out", _folder.File("out")]);
}
