using System.CommandLine;
using System.Text.RegularExpressions;
using BnLab.Experiments.Gradients;

namespace BnLab.Tests.Samples;

/// <summary>The layer and the experiment that docs/developing.md adds: its code is this code, and this code works.</summary>
public sealed class DevelopingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("LeakyRelu.cs")]
    [InlineData("BatchNoise.cs")]
    [InlineData("BatchNoiseCommand.cs")]
    public void The_page_shows_the_code_that_is_tested(string file)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "developing.md")).ReplaceLineEndings("\n");
        string code = File.ReadAllText(Path.Combine(Repository.Root, "BnLab.Tests", "Samples", file)).ReplaceLineEndings("\n");
        Assert.Contains(code[code.IndexOf("/// <summary>", StringComparison.Ordinal)..].TrimEnd(), page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_layer_passes_the_gradient_check_and_a_wrong_slope_would_not()
    {
        var random = new NumpyRandom(231);
        var (x, dy) = (random.Normal(10, 10), random.Normal(10, 10));
        var layer = new LeakyRelu<double>(10);
        var right = LayerSubjects.Of("leaky-relu", layer, new("x", x, Subjects.LayerLimit), dy);
        Assert.All(GradientCheck.Run(right), finding => Assert.True(finding.Passed, $"{finding.Error}"));
        var wrong = right.WithGradient("x", gradient => gradient.Map(value => value == 0.0 ? 1.0 : 0.99 * value));
        Assert.All(GradientCheck.Run(wrong), finding => Assert.False(finding.Passed));
        var y = layer.Forward(x, BnLab.Layers.Mode.Train);
        Assert.Equal(x.ToArray().Select(value => value > 0 ? value : 0.01 * value), y.ToArray());
    }

    [Fact]
    public async Task The_experiment_runs_as_a_command_and_its_claim_holds()
    {
        var entry = new CatalogueEntry("batch-noise", "Measure how far the means of mini-batches stray.", "batch-noise --batches 1000");
        var command = BatchNoiseCommand.Create(entry);
        foreach (var option in BnLab.Cli.DrawingOptions.All) command.Options.Add(option);
        var root = new RootCommand { command };
        foreach (var option in BnLab.Cli.GlobalOptions.All) root.Options.Add(option);
        using var output = new StringWriter();
        int code = await root.Parse([.. entry.Example.Split(' '), "--out", _folder.Path]).InvokeAsync(new() { Output = output, Error = output });
        Assert.Equal(0, code);
        Assert.Contains("ok      The means of mini-batches stray by σ / √N", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(new Regex(@"^batch_size,spread,expected\n2,0\.7", RegexOptions.None, TimeSpan.FromSeconds(1)), await File.ReadAllTextAsync(_folder.File("batch-noise.csv")));
        Assert.True(File.Exists(_folder.File("batch-noise.png")));
        Assert.Throws<OptionException>(() => BatchNoise.Run(new() { Batches = 99 }));
    }

    public void Dispose() => _folder.Dispose();
}
