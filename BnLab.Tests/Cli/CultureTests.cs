namespace BnLab.Tests.Cli;

/// <summary>Under a culture with decimal commas, as a German system has it, commands print and write the same; experiments do as EveryExperimentTests says.</summary>
public sealed class CultureTests : FolderTests
{
    [Theory]
    [InlineData("forward --values 1.5,2;3,4.25")]
    [InlineData("data info synthetic")]
    [InlineData("train --lr 0,5")] // a comma is no decimal point anywhere
    [InlineData("sweep-lr --help")]
    public async Task Commas_come_from_no_culture(string arguments)
    {
        var expected = await Run(arguments, CultureInfo.InvariantCulture, "invariant");
        var found = await Run(arguments, WithCommas(), "commas");
        Assert.Equal(expected.Run, found.Run);
        Assert.Equal(arguments.Contains("0,5", StringComparison.Ordinal) ? 1 : 0, expected.Run.ExitCode);
        Assert.Equal(expected.Files, found.Files);
    }

    [Fact]
    public async Task Figures_are_drawn_again_and_the_report_is_made()
    {
        await CommandLineRun.Of("forward", "--out", _folder.Path);
        string figure = _folder.File("forward.figure.csv");
        var expected = await Run($"plot {figure} --format svg", CultureInfo.InvariantCulture, "invariant");
        var found = await Run($"plot {figure} --format svg", WithCommas(), "commas");
        Assert.Equal(expected.Files, found.Files);
        var report = await Run($"report {_folder.Path}", WithCommas(), "report");
        Assert.Equal(0, report.Run.ExitCode);
        Assert.DoesNotMatch(@"(width|height|x|y)=""\d+,\d", report.Files["report.html"]);
    }

    /// <summary>Made by hand, because the program and these tests run without the systems' cultures.</summary>
    internal static CultureInfo WithCommas()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = culture.NumberFormat.PercentGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        culture.TextInfo.ListSeparator = ";";
        return culture;
    }

    private async Task<(CommandLineRun Run, SortedDictionary<string, string> Files)> Run(string arguments, CultureInfo culture, string name)
    {
        string output = _folder.File(name);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture; // it flows into tasks, not into other tests
            var run = await CommandLineRun.Into(output, arguments.Split(' '));
            string[] files = Directory.Exists(output) ? [.. Directory.EnumerateFiles(output).Where(file => Path.GetExtension(file) is ".csv" or ".svg" or ".html")] : [];
            return (run with { Error = run.Error.Replace(output, "OUT", StringComparison.Ordinal) },
                new(files.ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal), StringComparer.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
