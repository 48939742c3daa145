using BnLab.Output.Plotting;
using BnLab.Tests.Cli;

namespace BnLab.Tests.Output.Plotting;

/// <summary>The figures of every experiment, from small runs of its command: what they say can be read at any size.</summary>
public sealed class EveryFigureTests(EveryFigureTests.Runs runs) : IClassFixture<EveryFigureTests.Runs>
{
    private const string Small = "--data synthetic --num-train 60 --split 100,50 --batch-size 20 ", TenLayers = "--hidden 20,20,20,20,20,20,20,20,20,20";

    private static readonly string[] Commands =
    [
        "forward", "forward --layer layernorm", "forward --layer spatial-batchnorm", "forward --layer groupnorm", "gradcheck", "backward-speed --repeats 1",
        $"train --batchnorm --layernorm {Small}", $"sweep-init --points 4 --seeds 2 {Small}", $"sweep-lr --points 3 {Small}",
        "sweep-batch --seeds 2 --batch-sizes 5,10,25 --epochs 2 --data synthetic --num-train 50 --split 100,50",
        $"saturation --epochs 17 {TenLayers} {Small}", $"gamma-beta {TenLayers} {Small}", $"placement --seeds 3 {Small}", $"inference --repeats 1 {Small}",
        "moments --shape 4,3,3,64 --repeats 1", "regression --seeds 2", $"shift {Small}", $"whiten --seeds 1 --shrink 4 {Small}", $"shuffle --seeds 2 {Small}",
        $"convnet --seeds 1 --filters 2 --hidden 10 --epochs 2 {Small}", $"regularization --seeds 2 --hidden 20 {Small}",
    ];

    [Fact]
    public void No_experiment_is_left_out() => Assert.Equal(
        Catalogue.Names.Order(StringComparer.Ordinal), Commands.Select(command => command.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(600)]
    [InlineData(1000)]
    [InlineData(1500)]
    [InlineData(2400)]
    public void No_text_overlaps_or_is_cut(int width) => Assert.All(runs.Figures, drawn =>
    {
        var usual = FigureSize.For(drawn.Figure);
        SvgTexts.AssertApart(drawn.Name, SvgPicture.Of(drawn.Figure, FigureSize.Pixels(width, (int)Math.Round((double)width * usual.Height / usual.Width))));
    });

    [Fact]
    public void In_its_own_size_nothing_is_shortened_and_no_legend_covers_data() => Assert.All(runs.Figures, drawn =>
    {
        SvgPicture picture = SvgPicture.Of(drawn.Figure);
        Assert.All(picture.Words, words => Assert.False(words.Contains('…', StringComparison.Ordinal), $"{drawn.Name}: {words}"));
        Assert.All(picture.Legends, legend => Assert.False(DataCover.Covers(picture, legend), $"{drawn.Name}: a legend at {legend} covers data"));
    });

    [Fact]
    public void A_figure_of_several_panels_has_a_title() => Assert.All(runs.Figures, drawn =>
        Assert.True(drawn.Figure.Title.Length > 0 || drawn.Figure.Rows is [[{ Title.Length: > 0 }]], drawn.Name));

    [Fact]
    public void The_order_of_drawing_changes_no_byte()
    {
        ScottPlotRenderer renderer = new();
        var some = runs.Figures.Where((_, i) => i % 3 == 0).ToList();
        var forwards = some.ConvertAll(Drawn);
        var backwards = Enumerable.Reverse(some).Select(Drawn).Reverse().ToList();
        Assert.Equal(forwards, backwards);

        string Drawn((string, Figure Figure) each) => renderer.Svg(each.Figure, FigureSize.For(each.Figure)) + Convert.ToHexString(renderer.Png(each.Figure, FigureSize.Pixels(400, 300)));
    }

    /// <summary>All runs once for all tests.</summary>
    public sealed class Runs : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        /// <summary>Each figure, and the command that made it.</summary>
        internal List<(string Name, Figure Figure)> Figures { get; } = [];

        public async Task InitializeAsync()
        {
            for (int i = 0; i < Commands.Length; i++)
            {
                string folder = _folder.File($"{i}");
                var run = await CommandLineRun.Of([.. Commands[i].Split(' ', StringSplitOptions.RemoveEmptyEntries), "--quiet", "--size", "60x40", "--out", folder]);
                Assert.True(run.ExitCode is 0 or 2, run.Error); // what so small a run claims need not hold
                string[] files = [.. Directory.EnumerateFiles(folder, "*" + Figure.FileExtension).Order(StringComparer.Ordinal)];
                Assert.NotEmpty(files);
                Figures.AddRange(files.Select(file => ($"{Commands[i]}: {Path.GetFileName(file)}", FigureCsv.Read(file))));
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _folder.Dispose();
    }
}
