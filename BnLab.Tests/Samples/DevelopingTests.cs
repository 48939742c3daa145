using System.CommandLine;
using BnLab.Experiments.Gradcheck;

namespace BnLab.Tests.Samples;

/// <summary>The layer and the study that docs/developing.md adds: its code is this code, and this code works.</summary>
public sealed class DevelopingTests : FolderTests
{
    [Theory]
    [InlineData("LeakyRelu.cs")]
    [InlineData("WidthStudy.cs")]
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
        var right = LayerCases.Of([layer], x, dy);
        Assert.All(GradientCheck.Run(right), finding => Assert.True(finding.Passed, $"{finding.Error}"));
        var wrong = right.WithGradient("x", gradient => gradient.Map(value => value == 0.0 ? 1.0 : 0.99 * value));
        Assert.All(GradientCheck.Run(wrong), finding => Assert.False(finding.Passed));
        var y = layer.Forward(x, BnLab.Layers.Mode.Train);
        Assert.Equal(x.ToArray().Select(value => value > 0 ? value : 0.01 * value), y.ToArray());
    }

    [Fact]
    public async Task The_study_runs_as_a_command_and_its_claims_are_decided_or_not()
    {
        var command = StudyRun.Command(WidthStudy.Experiment);
        var root = new RootCommand { command };
        using var output = new StringWriter();
        string[] arguments = [.. WidthStudy.Experiment.Example.Split(' '), "--data", "synthetic", "--out", _folder.Path];
        Assert.Equal(0, await root.Parse(arguments).InvokeAsync(new() { Output = output, Error = output }));
        Assert.Equal(3, Regex.Count(output.ToString(), "^(holds|does not hold|not decided) +With 1?[0-9]0 units a layer, training accuracy is higher", RegexOptions.Multiline));
        string[] table = await File.ReadAllLinesAsync(_folder.File("width.csv"));
        Assert.Equal(("net,units,train_accuracy,half_width", 7), (table[0], table.Length));
        Assert.All(["width.png", "width.svg", "width.figure.csv", "width.json"], file => Assert.True(File.Exists(_folder.File(file)), file));
        Assert.False(File.Exists(_folder.File("width.journal")));
    }
}
