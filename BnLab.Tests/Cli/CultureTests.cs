using System.Text.RegularExpressions;

namespace BnLab.Tests.Cli;

/// <summary>Under a culture with decimal commas, as a German system has it, every command prints and writes the same.</summary>
public sealed class CultureTests : IDisposable
{
    private const string Small = "--data synthetic --num-train 40 --split 100,20 --hidden 6,6 --epochs 1 --batch-size 20";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("forward --values 1.5,2;3,4.25")]
    [InlineData("gradcheck --layer batchnorm --h 0.00002")]
    [InlineData("train --batchnorm --lr 0.0025 --weight-scale 1e-2 " + Small)]
    [InlineData("sweep-init --points 2 --scale-min 0.01 --seeds 2 --workers 1 " + Small)] // with two, chance says which training ends first and is "best so far"
    [InlineData("shift --workers 1 --data synthetic --num-train 40 --split 100,20 --hidden 6,6 --epochs 10 --batch-size 20")]
    [InlineData("whiten --shrink 8 --seeds 1 --workers 1 " + Small)]
    [InlineData("data info synthetic")]
    [InlineData("train --lr 0,5")] // a comma is no decimal point anywhere
    [InlineData("sweep-lr --help")]
    public async Task Commas_come_from_no_culture(string arguments)
    {
        var expected = await Run(arguments, CultureInfo.InvariantCulture, "invariant");
        var found = await Run(arguments, WithCommas(), "commas");
        Assert.Equal(expected.Run, found.Run);
        Assert.Equal(arguments.Contains("0,5", StringComparison.Ordinal) ? 1 : 0, expected.Run.ExitCode % 2); // 2 where so small a run bears out no claim
        Assert.Equal(expected.Files.Keys, found.Files.Keys);
        Assert.All(expected.Files, file => Assert.Equal(file.Value, found.Files[file.Key]));
    }

    [Fact]
    public async Task Figures_are_drawn_again_and_the_report_is_made()
    {
        await CommandLineRun.Of(["train", .. Small.Split(' '), "--out", _folder.Path]);
        string figure = _folder.File("train.figure.csv");
        var expected = await Run($"plot {figure} --format svg", CultureInfo.InvariantCulture, "invariant");
        var found = await Run($"plot {figure} --format svg", WithCommas(), "commas");
        Assert.Equal(expected.Files, found.Files);
        var report = await Run($"report {_folder.Path}", WithCommas(), "report");
        Assert.Equal(0, report.Run.ExitCode);
        Assert.DoesNotMatch(@"(width|height|x|y)=""\d+,\d", report.Files["report.html"]);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Made by hand, because the program and these tests run without the systems' cultures.</summary>
    private static CultureInfo WithCommas()
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
        string output = Path.Combine(_folder.Path, name);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture; // it flows into tasks, not into other tests
            var run = await CommandLineRun.Into(output, arguments.Split(' '));
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
            if (Directory.Exists(output))
            {
                foreach (string file in Directory.EnumerateFiles(output).Where(file => Path.GetExtension(file) is ".csv" or ".svg" or ".html"))
                    files.Add(Path.GetFileName(file), await File.ReadAllTextAsync(file));
            }

            string error = Regex.Replace(run.Error.Replace(output, "OUT", StringComparison.Ordinal), @"about [^;]+ left", "about N left"); // as busy as the machine is
            return (new(run.ExitCode, run.Output, error), files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
