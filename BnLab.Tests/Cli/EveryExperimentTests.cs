namespace BnLab.Tests.Cli;

/// <summary>What holds for every experiment: its files, its exit code, the width of what it prints, and that neither workers nor cultures change a byte.</summary>
[Collection(nameof(EveryExperiment))]
public sealed class EveryExperimentTests(EveryExperiment experiments)
{
    /// <summary>The names of the tables, and of the figures, after that of the experiment.</summary>
    private static readonly Dictionary<string, (string Tables, string Figures)> Files = new(StringComparer.Ordinal)
    {
        ["forward"] = ("+", "+"),
        ["gradcheck"] = ("+ loss", "+"),
        ["backward-speed"] = ("+", "+"),
        ["train"] = ("loss accuracy", "+"),
        ["sweep-init"] = ("+", "+"),
        ["sweep-lr"] = ("+ differences", "+"),
        ["sweep-batch"] = ("+", "+"),
        ["saturation"] = ("+ accuracy loss", "+"),
        ["gamma-beta"] = ("+ accuracy layers", "+"),
        ["placement"] = ("+ accuracy differences loss", "+"),
        ["inference"] = ("batches causes chain folding pairs running", "+ causes chain momentum"),
        ["invariance"] = ("+ decay", "+"),
        ["moments"] = ("+ channels", "+"),
        ["regression"] = ("+ errors fit", "+ fit"),
        ["shift"] = ("+ distributions drift percentiles", "+ distributions drift"),
        ["whiten"] = ("+ accuracy hyperplanes loss plane", "+ images training"),
        ["shuffle"] = ("+ accuracy", "+"),
        ["depth"] = ("+ accuracy gradients growth", "+"),
        ["convnet"] = ("+ accuracy loss", "+"),
        ["small-batch"] = ("+ accuracy", "+"),
        ["regularization"] = ("+ accuracy seeds", "+"),
        ["landscape"] = ("+ accuracy path", "+"),
        ["affine-only"] = ("+ accuracy gammas", "+"),
        ["recipes"] = ("+ accuracy activations", "+"),
    };

    public static TheoryData<string> Commands => [.. EveryExperiment.Commands];

    [Fact]
    public void No_experiment_is_left_out() => Assert.Equal(
        Catalogue.Names.Order(StringComparer.Ordinal), EveryExperiment.Commands.Select(Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_writes_its_files_and_its_exit_code_is_that_of_its_checks(string command)
    {
        var (name, run) = (Name(command), experiments.Runs[command]);
        var (tables, figures) = Files[name];
        string[] nets = name == "train" ? ["train.baseline.net", "train.batchnorm.net", "train.layernorm.net"] : [];
        Assert.Equal(
            [.. Named(tables, "csv").Concat(Named(figures, "figure.csv")).Concat(Named(figures, "png")).Concat(Named(figures, "svg")).Concat(nets).Append($"{name}.json").Order(StringComparer.Ordinal)],
            run.Files);
        var manifest = ManifestJson.Read(Path.Combine(run.Folder, $"{name}.json"));
        Assert.Equal(manifest.Checks.All(check => check.Passed) ? ExitCode.Done : ExitCode.Broken, run.Run.ExitCode);
        string[] lines = run.Run.Output.ReplaceLineEndings("\n").Split('\n');
        string[] expected = [.. manifest.Checks.Select(check => check.Passed ? "ok" : "BROKEN"), .. manifest.Claims.Select(claim => claim.Outcome.Text())];
        Assert.Equal(expected, lines.Select(line => Regex.Match(line, "^(ok|BROKEN|holds|does not hold|not decided)  ").Groups[1].Value).Where(mark => mark.Length > 0));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.DoesNotMatch(@"\dE[+-]\d", run.Run.Output); // one style of numbers
        if (name == "gradcheck") Assert.Contains("Initial loss of the batchnorm net with reg = 0:  2.2611955101340957", lines);

        IEnumerable<string> Named(string parts, string ending) => parts.Split(' ').Select(part => part == "+" ? $"{name}.{ending}" : $"{name}.{part}.{ending}");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Neither_workers_nor_decimal_commas_change_a_byte(string command)
    {
        if (Name(command) is "backward-speed" or "moments" or "inference") return; // they tell times
        var expected = experiments.Runs[command];
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureTests.WithCommas(); // it flows into tasks, not into other tests
            var found = await experiments.RunAsync(command, workers: 3);
            Assert.Equal((expected.Run.ExitCode, expected.Run.Output), (found.Run.ExitCode, found.Run.Output));
            Assert.Equal(expected.Files, found.Files);
            // The manifest has workers and seconds; and in some figures ScottPlot measures labels in the culture's form, which bnlab then replaces.
            string[] others = Name(command) is "saturation" or "landscape" ? [".json", ".png", ".svg"] : [".json"];
            Assert.All(expected.Files.Where(file => !others.Contains(Path.GetExtension(file))), file => Assert.Equal(
                File.ReadAllBytes(Path.Combine(expected.Folder, file)), File.ReadAllBytes(Path.Combine(found.Folder, file))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Name(string command) => command.Split(' ')[0];
}
