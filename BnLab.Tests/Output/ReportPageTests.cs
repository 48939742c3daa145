using BnLab.Output.Report;

namespace BnLab.Tests.Output;

public sealed class ReportPageTests : FolderTests
{
    private static readonly Lazy<string> Sample = new(() =>
    {
        using TemporaryFolder folder = new();
        ReportSamples.Write(folder.Path);
        return Page(folder, message => throw new InvalidOperationException(message));
    });

    private readonly List<string> _told = [];

    [Fact]
    public void It_has_the_outcomes_the_runs_their_tables_and_their_figures()
    {
        string page = Sample.Value;
        Assert.All(
            (string[])
            [
                "2 runs; 2 checks, 1 BROKEN; 3 claims: 1 hold, 1 do not hold, 1 not decided.", "class=\"held\">ok<", "class=\"broken\">BROKEN<", "class=\"open\">not decided<",
                "accuracy, 10 seeds, p = 0.140; holds if above 0; about 41 seeds would decide</span>", "<span>+0.031 [-0.012, +0.074]</span>", "(200 rows, the first 100 are shown)", "<td class=\"n\">0.333333</td>", "<dd>75.2 s</dd>",
                "<span>bnlab</span>\n <span>train</span>\n <span>--title</span>\n <span>&apos;&lt;script&gt;alert(1)&lt;/script&gt;&apos;</span>",
            ],
            part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Equal(ReportSamples.Figures, Regex.Count(page, "<svg [^>]*class=\"bnlab-figure"));
        Assert.Equal(ReportSamples.Figures, Regex.Count(page, "<svg [^>]*role=\"img\" aria-label=\"[^\"]"));
    }

    [Fact]
    public void What_is_broken_is_first_and_its_runs_are_marked_and_all_checks_are_folded_away()
    {
        string page = Sample.Value;
        string[] headings = [.. Regex.Matches(page, "<h2 id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Equal(["broken", "claims", "checks", "run-1", "run-2"], headings);
        string first = page[page.IndexOf("id=\"broken\"", StringComparison.Ordinal)..page.IndexOf("id=\"claims\"", StringComparison.Ordinal)];
        Assert.Contains("It flies", first, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"held\"", first, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<li>.*a check is broken"));
        Assert.Matches("<details><summary>All checks[^<]*</summary>\n<section aria-labelledby=\"checks\">", page);
    }

    [Fact]
    public void A_number_is_not_broken_after_its_sign()
    {
        ReportSamples.Write(_folder.Path, new("kinds", [], [], []) { Checks = [new("It is small", "1e-09", "1e-08", true), new("It falls", "1 m", "at most 1 m", true)] });
        string page = Page(_folder, _told.Add);
        Assert.Contains("<td role=\"cell\" data-label=\"Limit\"><span class=\"number\">1e-08</span></td>", page, StringComparison.Ordinal);
        Assert.Contains("<td role=\"cell\" data-label=\"Limit\">at most 1 m</td>", page, StringComparison.Ordinal);
        Assert.Contains("\n.number { white-space: nowrap; }", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"broken\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"claims\"", page, StringComparison.Ordinal);
    }

    /// <summary>The limit is in the middle, and the longer end of the interval at the edge.</summary>
    [Theory]
    [InlineData("above 0", 0.031, -0.012, 0.074, "<path class=\"limit\" d=\"M0 -8V8\"/><path d=\"M-9.1 0H56\"/><circle cx=\"23.5\" r=\"3\"/>")]
    [InlineData("below 1", 0.5, 0.4, 0.6, "<path class=\"limit\" d=\"M0 -8V8\"/><path d=\"M-56 0H-37.3\"/><circle cx=\"-46.7\" r=\"3\"/>")]
    [InlineData("from -0.01 to 0.01", 0.0, -0.005, 0.005, "<path class=\"limit\" d=\"M-56 -8V8\"/><path class=\"limit\" d=\"M56 -8V8\"/><path d=\"M-28 0H28\"/><circle cx=\"0\" r=\"3\"/>")]
    public void The_interval_of_a_claim_is_a_bar_beside_its_limit(string limit, double effect, double low, double high, string bar)
    {
        var claim = ReportSamples.Claim(Outcome.Holds) with { HoldsIf = limit, Effect = effect, Low = low, High = high };
        ReportSamples.Write(_folder.Path, new("kinds", [], [], []) { Claims = [claim, claim with { Effect = null, Low = null, High = null }] });
        string page = Page(_folder, _told.Add);
        Assert.Contains(bar, page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, "<svg width=\"120\""));
    }

    [Fact]
    public async Task The_story_is_the_pair_and_the_sweep_and_shows_their_figures_once()
    {
        const string Small = "--data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 2 --batch-size 20 --size 60x40 --quiet --out";
        await CommandLineRun.Of([.. $"train --batchnorm {Small}".Split(' '), _folder.File("train")]);
        await CommandLineRun.Of([.. $"sweep-init --points 3 {Small}".Split(' '), _folder.File("sweep-init")]);
        string page = Page(_folder, _told.Add);
        string story = page[page.IndexOf("id=\"story\"", StringComparison.Ordinal)..page.IndexOf("id=\"claims\"", StringComparison.Ordinal)];
        Assert.Matches("After 2 epochs the net with batch normalization classifies [0-9]+\u00a0% of its training images correctly and [0-9]+\u00a0% of the validation images; without it, [0-9]+\u00a0% and [0-9]+\u00a0%[.]", story);
        Assert.Matches(" with batch normalization( \\(not decided\\))?: [0-9.]+ against [0-9.]+", story);
        Assert.Equal((2, 2), (Regex.Count(story, "<svg [^>]*class=\"bnlab-figure"), Regex.Count(page, "<svg [^>]*class=\"bnlab-figure")));
        Assert.Equal(2, Regex.Count(page, "<a href=\"#story\">"));
    }

    [Fact]
    public async Task The_trainings_of_a_class_are_ranked()
    {
        foreach (string options in new[] { "ada --epochs 1", "alan --epochs 3", "grace --epochs 1" })
        {
            string[] words = options.Split(' ');
            await CommandLineRun.Of([.. $"train --data synthetic --num-train 60 --split 60,40 --hidden 8 --batch-size 20 --size 60x40 --quiet {words[1]} {words[2]} --out".Split(' '), _folder.File(words[0])]);
        }

        string page = Page(_folder, _told.Add);
        var rows = Regex.Matches(page, "<tr><td class=\"n\">(?<place>[0-9])</td><td><a href=\"#run-[0-9]\">(?<name>[a-z]+)</a></td><td>baseline</td>\n<td class=\"n\">(?<best>[0-9.]+)</td>");
        Assert.Equal(["ada", "alan", "grace"], rows.Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));
        double[] best = [.. rows.Select(row => double.Parse(row.Groups["best"].Value, CultureInfo.InvariantCulture))];
        Assert.Equal(best.OrderDescending(), best);
        Assert.Equal(best.Select(accuracy => 1 + best.Count(other => other > accuracy)), rows.Select(row => int.Parse(row.Groups["place"].Value, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("forward", "forward")]
    [InlineData("forward-layernorm", "forward-layernorm")]
    [InlineData("seed 1", "forward (seed 1)")]
    [InlineData("forwards", "forward (forwards)")]
    [InlineData(".,forward", "forward,forward (forward)")] // two runs never have one name
    public void A_run_in_a_folder_is_called_by_what_tells_most(string subfolders, string expected)
    {
        foreach (string subfolder in subfolders.Split(',')) ReportSamples.Write(_folder.File(subfolder), new("forward", [], [], []));
        Assert.Equal(expected, string.Join(',', ReportSamples.Found(_folder.Path, []).Runs.Select(run => run.Name)));
    }

    [Fact]
    public void Markup_in_any_text_is_text_and_nothing_comes_from_elsewhere()
    {
        string page = Sample.Value;
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(page, "<(section|table|figure|details|dl|div|tr)[ >]"), Regex.Count(page, "</(section|table|figure|details|dl|div|tr)>"));
        Assert.DoesNotMatch("(src|href)=\"(?!#|data:)", page);
        Assert.DoesNotMatch(@"url\((?!#)|@import|fetch\(|XMLHttpRequest", page);
    }

    [Fact]
    public void Headings_are_in_order_and_anchors_are_there_once()
    {
        int[] levels = [.. Regex.Matches(Sample.Value, "<h([1-6])").Select(heading => heading.Groups[1].Value[0] - '0')];
        Assert.All(levels.Prepend(0).Zip(levels), pair => Assert.True(pair.Second <= pair.First + 1));
        string[] ids = [.. Regex.Matches(Sample.Value, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Regex.Matches(Sample.Value, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value), anchor => Assert.Contains(anchor, ids));
    }

    [Fact]
    public void A_file_that_is_missing_or_damaged_is_told_in_its_place_and_the_rest_is_there()
    {
        ReportSamples.Write(_folder.Path);
        File.Delete(_folder.File("train.figure.csv"));
        File.WriteAllText(_folder.File("train.loss.csv"), "a,b\n1\n");
        string page = Page(_folder, _told.Add);
        Assert.Equal(
            [
                $"The figure train is not shown. {_folder.File("train.figure.csv")}: expected the data of a figure, but there is no such file.",
                $"The table train.loss.csv is not shown. {_folder.File("train.loss.csv")}: this is not what the run wrote; the file is another's, or it was changed since.",
            ],
            _told);
        Assert.Equal(2, Regex.Count(page, "<p class=\"missing\">The "));
        Assert.Equal(ReportSamples.Figures - 1, Regex.Count(page, "<svg [^>]*class=\"bnlab-figure"));
    }

    [Fact]
    public void A_damaged_manifest_is_named_and_the_other_runs_are_there()
    {
        ReportSamples.Write(_folder.Path);
        File.WriteAllText(_folder.File("broken.json"), "{\"experiment\": 1");
        var folder = ReportSamples.Found(_folder.Path, []);
        Assert.Equal($"{_folder.File("broken.json")}: line 1, column 17: expected the manifest of a run, but this is no JSON.", Assert.Single(folder.Damaged));
        Assert.Equal(2, folder.Runs.Count);
        Assert.Contains("<p class=\"missing\">Left out: ", ReportPage.Html(folder, _told.Add, "0.1.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_runs_stay_under_600_kilobytes()
    {
        for (int run = 0; run < 5; run++)
        {
            var rows = Enumerable.Range(0, 400).Select(i => new object[] { "batchnorm", 231, i, Math.Sin(i) });
            ReportSamples.Write(_folder.File($"run {run}"), new("train", [], [new("train.loss", ["net", "seed", "iteration", "loss"], [.. rows])], [("train", SampleFigures.Training())]));
        }

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Page(_folder, _told.Add)), 200_000, 600_000);
    }

    [Fact]
    public void Runs_are_in_the_order_of_their_experiments()
    {
        ReportSamples.Write(_folder.Path);
        Assert.Equal(["kinds", "train"], ReportSamples.Found(_folder.Path, [("kinds", ""), ("train", "")]).Runs.Select(run => run.Manifest.Experiment));
        Assert.Equal(["train", "kinds"], ReportSamples.Found(_folder.Path, [("train", ""), ("kinds", "")]).Runs.Select(run => run.Manifest.Experiment));
    }

    private static string Page(TemporaryFolder folder, Action<string> warn) => ReportPage.Html(ReportSamples.Found(folder.Path, [("train", "Trains.")]), warn, "0.1.0");
}
