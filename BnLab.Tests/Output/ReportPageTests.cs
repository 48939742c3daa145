using System.Text.RegularExpressions;
using BnLab.Output.Report;

namespace BnLab.Tests.Output;

public sealed class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public ReportPageTests() => ReportSamples.Write(_folder.Path);

    [Fact]
    public void It_has_the_verdicts_the_runs_their_tables_and_their_figures()
    {
        string page = Page();
        Assert.Contains("2 runs; 2 claims, of which 1 held and 1 did not.", page, StringComparison.Ordinal);
        Assert.Contains("✓ held", page, StringComparison.Ordinal);
        Assert.Contains("✗ not held", page, StringComparison.Ordinal);
        Assert.Equal(ReportSamples.Figures, Regex.Count(page, "<svg [^>]*class="));
        Assert.Contains("(200 rows, the first 100 are shown)", page, StringComparison.Ordinal);
        Assert.Contains("<span>bnlab</span>\n <span>train</span>\n <span>--title</span>\n <span>&apos;&lt;script&gt;alert(1)&lt;/script&gt;&apos;</span>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>75.3 s</dd>", page.Replace("75.2 s", "75.3 s", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">0.333333</td>", page, StringComparison.Ordinal);
        Assert.Empty(_told);
    }

    [Fact]
    public void What_did_not_hold_stands_first_and_its_runs_are_marked()
    {
        string page = Page();
        string[] headings = [.. Regex.Matches(page, "<h2 id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Equal(["not-held", "verdicts", "run-1", "run-2"], headings);
        string first = page[page.IndexOf("id=\"not-held\"", StringComparison.Ordinal)..page.IndexOf("id=\"verdicts\"", StringComparison.Ordinal)];
        Assert.Contains("It flies", first, StringComparison.Ordinal);
        Assert.DoesNotContain("✓ held", first, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<li>.*not all claims held"));
        using var folder = new TemporaryFolder();
        ReportSamples.Write(folder.Path, new("kinds", [], [], [], [new("It falls", "1 m", "1 m", true)]));
        Assert.DoesNotContain("not-held", ReportPage.Html(ReportSamples.Found(folder.Path, []), _told.Add, "0.1.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_not_broken_behind_its_sign()
    {
        using var folder = new TemporaryFolder();
        ReportSamples.Write(folder.Path, new("kinds", [], [], [], [new("It is small", "1e-09", "1e-08", true), new("It falls", "1 m", "at most 1 m", true)]));
        string page = ReportPage.Html(ReportSamples.Found(folder.Path, []), _told.Add, "0.1.0");
        Assert.Contains("<td role=\"cell\" data-label=\"Limit\"><span class=\"number\">1e-08</span></td>", page, StringComparison.Ordinal);
        Assert.Contains("<td role=\"cell\" data-label=\"Limit\">at most 1 m</td>", page, StringComparison.Ordinal);
        Assert.Contains("\n.number { white-space: nowrap; }", page, StringComparison.Ordinal);
    }

    /// <summary>What <c>reproduce</c> says of its runs stands with these already.</summary>
    [Fact]
    public void Claims_that_only_collect_those_of_other_runs_are_not_counted_again()
    {
        using var folder = new TemporaryFolder();
        ReportSamples.Write(folder.File("forward"), new("forward", [], [], [], [new("It falls", "1 m", "1 m", true), new("It flies", "0 m", "1 m", false)]));
        ReportSamples.Write(folder.Path, new("reproduce", [], [], [], [new("Every claim of every run holds", "1 of 2", "all", false) { IsCollected = true }, new("Numbers are met", "3 of 3", "all", true)]));
        string page = ReportPage.Html(ReportSamples.Found(folder.Path, []), _told.Add, "0.1.0");
        Assert.Contains("2 runs; 3 claims, of which 2 held and 1 did not.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Every claim of every run", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<li>.*not all claims held"));
        Assert.Contains("Numbers are met", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forward", "forward", "forward")]
    [InlineData("forward", "forward-layernorm", "forward-layernorm")]
    [InlineData("forward", "seed 1", "forward (seed 1)")]
    [InlineData("forward", "forwards", "forward (forwards)")]
    public void A_run_in_a_folder_is_called_by_what_tells_most(string experiment, string subfolder, string expected)
    {
        using var folder = new TemporaryFolder();
        ReportSamples.Write(folder.File(subfolder), new(experiment, [], [], [], []));
        Assert.Equal(expected, Assert.Single(ReportSamples.Found(folder.Path, []).Runs).Name);
    }

    [Fact]
    public void Two_runs_never_have_one_name()
    {
        using var folder = new TemporaryFolder();
        ReportSamples.Write(folder.Path, new("forward", [], [], [], []));
        ReportSamples.Write(folder.File("forward"), new("forward", [], [], [], []));
        Assert.Equal(["forward", "forward (forward)"], ReportSamples.Found(folder.Path, []).Runs.Select(run => run.Name));
    }

    [Fact]
    public void Markup_in_any_text_is_text()
    {
        string page = Page();
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(page, "<(section|table|figure|details|dl|div|tr)[ >]"), Regex.Count(page, "</(section|table|figure|details|dl|div|tr)>"));
    }

    [Fact]
    public void It_asks_for_nothing_from_elsewhere()
    {
        string page = Page();
        Assert.DoesNotMatch("(src|href)=\"(?!#|data:)", page);
        Assert.DoesNotMatch(@"url\((?!#)|@import|fetch\(|XMLHttpRequest", page);
    }

    [Fact]
    public void Headings_are_in_order_and_anchors_are_there_once()
    {
        string page = Page();
        int before = 0;
        foreach (Match heading in Regex.Matches(page, "<h([1-6])"))
        {
            int level = heading.Groups[1].Value[0] - '0';
            Assert.True(level <= before + 1);
            before = level;
        }

        string[] ids = [.. Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Regex.Matches(page, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value), anchor => Assert.Contains(anchor, ids));
        Assert.Equal(Regex.Count(page, "<svg [^>]*class="), Regex.Count(page, "<svg [^>]*role=\"img\" aria-label=\"[^\"]"));
    }

    [Fact]
    public void A_file_that_is_missing_or_damaged_is_told_in_its_place_and_the_rest_is_there()
    {
        File.Delete(_folder.File("train.figure.csv"));
        File.WriteAllText(_folder.File("train.loss.csv"), "a,b\n1\n");
        string page = Page();
        Assert.Equal(
            [
                $"The figure train is not shown. {_folder.File("train.figure.csv")}: expected the data of a figure, but there is no such file.",
                $"The table train.loss.csv is not shown. {_folder.File("train.loss.csv")}: line 2: expected 2 cells, as the header has, but there are 1.",
            ],
            _told);
        Assert.Equal(2, Regex.Count(page, "<p class=\"missing\">The "));
        Assert.Equal(ReportSamples.Figures - 1, Regex.Count(page, "<svg [^>]*class="));
    }

    [Fact]
    public void A_damaged_manifest_is_named_and_the_other_runs_are_there()
    {
        File.WriteAllText(_folder.File("broken.json"), "{\"experiment\": 1");
        var folder = ReportSamples.Found(_folder.Path, []);
        Assert.Equal($"{_folder.File("broken.json")}: line 1, column 17: expected the manifest of a run, but this is no JSON.", Assert.Single(folder.Damaged));
        Assert.Equal(2, folder.Runs.Count);
        Assert.Contains("<p class=\"missing\">Left out: ", ReportPage.Html(folder, _told.Add, "0.1.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_five_runs_stay_under_three_megabytes()
    {
        for (int run = 0; run < 25; run++)
        {
            var rows = Enumerable.Range(0, 400).Select(i => new object[] { "batchnorm", 231, i, Math.Sin(i) });
            ReportSamples.Write(_folder.File($"run {run}"), new("train", [], [new("train.loss", ["net", "seed", "iteration", "loss"], [.. rows])], [("train", SampleFigures.Training())], []));
        }

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Page()), 1_000_000, 3_000_000);
    }

    [Fact]
    public void Runs_stand_in_the_order_of_their_experiments()
    {
        Assert.Equal(["kinds", "train"], ReportSamples.Found(_folder.Path, [("kinds", ""), ("train", "")]).Runs.Select(run => run.Manifest.Experiment));
        Assert.Equal(["train", "kinds"], ReportSamples.Found(_folder.Path, [("train", ""), ("kinds", "")]).Runs.Select(run => run.Manifest.Experiment));
    }

    public void Dispose() => _folder.Dispose();

    private string Page() => ReportPage.Html(ReportSamples.Found(_folder.Path, [("train", "Trains.")]), _told.Add, "0.1.0");
}
