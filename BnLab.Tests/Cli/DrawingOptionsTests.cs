namespace BnLab.Tests.Cli;

/// <summary>How a figure is drawn can be said to every command that draws one.</summary>
public sealed class DrawingOptionsTests : FolderTests
{
    private static readonly string[] Options = ["--size", "--dpi", "--theme"];

    [Fact]
    public void Every_command_that_draws_has_them_and_no_other()
    {
        var commands = CommandLine.Parse([]).RootCommandResult.Command.Subcommands;
        var drawing = commands.Where(command => Options.All(name => command.Options.Any(option => option.Name == name))).Select(command => command.Name);
        Assert.Equal(
            Catalogue.Names.Concat(["merge", "reproduce", "plot"]).Order(StringComparer.Ordinal), drawing.Order(StringComparer.Ordinal));
        Assert.All(commands.Where(command => command.Name is "report" or "data"), command => Assert.DoesNotContain(command.Options, option => Options.Contains(option.Name)));
    }

    [Fact]
    public async Task A_run_draws_as_it_is_told_and_computes_the_same()
    {
        var plain = await CommandLineRun.Of("forward", "--out", _folder.File("plain"));
        var run = await CommandLineRun.Of("forward", "--out", _folder.File("dark"), "--size", "640x480", "--dpi", "120", "--theme", "dark");
        Assert.Equal((0, plain.Output), (run.ExitCode, run.Output));
        var png = new PngReader(await File.ReadAllBytesAsync(Path.Combine(_folder.File("dark"), "forward.png")));
        Assert.Equal((640, 480), (png.Width, png.Height));
        Assert.Equal(new byte[] { 0x14, 0x18, 0x1D }, png.Pixels[..3]);
        Assert.Contains("width=\"512\" height=\"384\"", await File.ReadAllTextAsync(Path.Combine(_folder.File("dark"), "forward.svg")), StringComparison.Ordinal);
        foreach (string file in new[] { "forward.csv", "forward.figure.csv" })
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_folder.File("plain"), file)), await File.ReadAllBytesAsync(Path.Combine(_folder.File("dark"), file)));
        var options = ManifestJson.Read(Path.Combine(_folder.File("dark"), "forward.json")).Options.ToDictionary();
        Assert.Equal(["640x480", "120", "dark"], Options.Select(name => options[name[2..]]));
    }

    [Fact]
    public void A_figure_that_would_be_too_large_is_drawn_as_large_as_it_can_be_and_that_is_told()
    {
        using var error = new StringWriter();
        var parse = CommandLine.Parse(["forward", "--dpi", "1000"]);
        parse.InvocationConfiguration.Error = error;
        var options = new DrawingOptions(parse, new Terminal(parse));
        var panel = new Panel("", new("x"), new("y"), []);
        Assert.Equal(new FigureSize(7812, 4688, 1000.0 / 96), options.Size(new("", [[panel]])));
        Assert.Empty(error.ToString());
        var wide = options.Size(new("", [[panel, panel, panel, panel]]));
        Assert.Equal(FigureSize.Longest, wide.Width);
        Assert.Equal("bnlab: --dpi 1000: the figure would be more than 16384 pixels wide or high; it is drawn at 828 dpi.", error.ToString().TrimEnd());
    }

    [Fact]
    public void A_command_that_runs_others_hands_on_what_was_typed()
    {
        Assert.Empty(DrawingOptions.Typed(CommandLine.Parse(["reproduce", "--fast"])));
        Assert.Equal(["--size", "900x700", "--theme", "dark"], DrawingOptions.Typed(CommandLine.Parse(["reproduce", "--theme", "dark", "--size=900x700"])));
    }

    [Fact]
    public async Task A_sweep_goes_on_with_other_colours()
    {
        string[] sweep = ["sweep-batch", "--data", "synthetic", "--num-train", "50", "--epochs", "1", "--batch-sizes", "10,25", "--out", _folder.Path];
        string[] shards = [_folder.File("sweep-batch.1-of-2.journal"), _folder.File("sweep-batch.2-of-2.journal")];
        Assert.Equal(0, (await CommandLineRun.Of([.. sweep, "--shard", "1/2", "--theme", "light"])).ExitCode);
        Assert.Equal(0, (await CommandLineRun.Of([.. sweep, "--shard", "2/2", "--theme", "dark"])).ExitCode);
        var merge = await CommandLineRun.Of(["merge", .. shards, "--theme", "dark", "--out", _folder.Path]);
        Assert.True(merge.ExitCode is 0 or 2, merge.Error);
        Assert.Equal(new byte[] { 0x14, 0x18, 0x1D }, new PngReader(await File.ReadAllBytesAsync(_folder.File("sweep-batch.png"))).Pixels[..3]);
    }
}
