namespace BnLab.Tests.Architecture;

/// <summary>The README says and shows what the program does.</summary>
public sealed class ReadmeTests : FolderTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task Its_log_and_its_figure_are_those_of_its_first_command()
    {
        var run = await CommandLineRun.Of("train", "--batchnorm", "--data", "synthetic", "--out", _folder.Path);
        string log = Regex.Match(Readme, @"```\n(?<log>Solver with batch norm:\n[^`]*?)\.\.\.\n```").Groups["log"].Value;
        Assert.NotEmpty(log);
        Assert.StartsWith(log, run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Shows("train", await File.ReadAllBytesAsync(_folder.File("train.png")));
    }

    [Theory]
    [InlineData("sweep-init")]
    [InlineData("saturation")]
    public void Its_other_figures_are_what_is_drawn_from_their_data(string name)
    {
        Assert.Matches($@"!\[[^\]]+\]\(plots/{name}\.png\)\n\n\*`bnlab {name}` on the synthetic images", Readme);
        Shows(name, new ScottPlotRenderer().Png(Shown(name), FigureSize.For(Shown(name))));
    }

    /// <summary>Two of its forty trainings, one of each net, have the very numbers that the figure shows.</summary>
    [Fact]
    public async Task The_sweep_that_it_shows_has_today_s_numbers()
    {
        var run = await CommandLineRun.Of("sweep-init", "--data", "synthetic", "--shard", "13/19", "--out", _folder.Path);
        Assert.Equal(0, run.ExitCode);
        var outcomes = JournalContent.Read(_folder.File("sweep-init.13-of-19.journal")).Finished
            .Select(pair => (Number: pair.Key, Outcome: System.Text.Json.JsonSerializer.Deserialize(pair.Value, RunJson.Default.TrainingOutcome)!)).ToList();
        Assert.Equal(["baseline", "batchnorm"], outcomes.Select(training => training.Outcome.Net).Order(StringComparer.Ordinal));
        foreach (var (number, outcome) in outcomes)
        {
            string label = outcome.Net == "baseline" ? "Baseline" : "Batch normalization";
            double[] expected = [outcome.BestValAccuracy, outcome.BestTrainAccuracy, outcome.FinalTrainLoss];
            Assert.Equal(expected, Shown("sweep-init").Rows.Select(row => Line(row[0], label).Y[number / 2]));
        }
    }

    /// <summary>A run of a fifth of the length has the same gradients, and the beginning of the same curves.</summary>
    [Fact]
    public async Task The_study_that_it_shows_has_today_s_numbers()
    {
        await CommandLineRun.Of("saturation", "--data", "synthetic", "--epochs", "2", "--quiet", "--out", _folder.Path);
        var panels = FigureCsv.Read(_folder.File("saturation.figure.csv")).Rows.SelectMany(row => row).ToList();
        foreach (var (panel, shown) in panels.Zip(Shown("saturation").Rows.SelectMany(row => row)))
        {
            Assert.Equal(shown.Title, panel.Title);
            foreach (var line in panel.Series.OfType<LineSeries>())
            {
                Assert.Equal(line.X, Line(shown, line.Name).X.Take(line.X.Count));
                Assert.Equal(line.Y, Line(shown, line.Name).Y.Take(line.Y.Count));
            }
        }

        Assert.Equal([55, 55, 100, 6], panels.Select(panel => panel.Series.OfType<LineSeries>().Sum(line => line.Y.Count)));
    }

    /// <summary>Who reads it is to try it.</summary>
    [Fact]
    public void It_is_short() => Assert.InRange(Readme.AsSpan().Count('\n'), 0, 120);

    [Fact]
    public void It_gives_a_reason_for_every_package_that_a_project_uses()
    {
        var used = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "Directory.Build.props"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "<PackageReference Include=\"(?<name>[^\"]+)\"").Select(m => m.Groups["name"].Value));
        Assert.All(used, name => Assert.Contains(name, Readme, StringComparison.Ordinal));
    }

    /// <summary>The picture in plots/ is this one, but for edges that another system smooths differently.</summary>
    private static void Shows(string name, byte[] picture)
    {
        PngReader shown = new(File.ReadAllBytes(Path.Combine(Repository.Root, "plots", $"{name}.png"))), drawn = new(picture);
        Assert.Equal((shown.Width, shown.Height), (drawn.Width, drawn.Height));
        double apart = shown.Pixels.Zip(drawn.Pixels).Count(pair => Math.Abs(pair.First - pair.Second) > 96) / (double)shown.Pixels.Length;
        Assert.True(apart < 0.002, $"plots/{name}.png is out of date ({apart:P2} of it differ): run 'bnlab {name} --data synthetic', for train with --batchnorm, and commit it.");
    }

    private static Figure Shown(string name) => FigureCsv.Read(Path.Combine(Repository.Root, "plots", name + Figure.FileExtension));

    private static LineSeries Line(Panel panel, string name) => panel.Series.OfType<LineSeries>().Single(line => line.Name == name);
}
