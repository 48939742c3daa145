namespace BnLab.Tests.Runs;

public sealed class ManifestJsonTests : FolderTests
{
    internal static RunManifest Sample { get; } = new(
        "train", ["train", "--batchnorm", "--out", "a b"], [new("epochs", "10"), new("out", "a b")], new("synthetic", "made", 10_000, "ab12"),
        new("0.1.0", ".NET 10", "Linux <7>", "a \"fast\" one", 2, 512), 1.25, true,
        ["train.csv", "train.png", "train.svg", "train.figure.csv"])
    {
        Checks = [new("It <b>learns</b>", "0.8 > 0.5", "0.5", true), new("It flies", "0 m", "1 m", false)],
        Claims =
        [
            new("It falls", Outcome.DoesNotHold, 0.5, 0.25, 1, "times the height", IsRatio: true, 10, "seeds", "above 1", 0.03, null, ""),
            new("It swims", Outcome.NotDecided, null, null, null, "m", IsRatio: false, 1, "seeds", "above 0", null, 12, "1 m"),
        ],
    };

    [Fact]
    public void What_was_written_reads_back_equal()
    {
        Assert.Equal(FigureText.Of(Sample), FigureText.Of(Again(Text(Sample))));
        var bare = Sample with { DataSet = null, Checks = [], Claims = [], Files = [], Options = [], CommandLine = [], Complete = false };
        Assert.Equal(FigureText.Of(bare), FigureText.Of(Again(Text(bare))));
    }

    [Theory]
    [InlineData("\"limit\": \"1 m\",", "", "line 47, $.checks[1]", "it lacks 'limit'")]
    [InlineData("\"passed\": false", "\"passed\": \"no\"", "line 46, $.checks[1].passed", "this is something else")]
    [InlineData("\"images\": 10000", "\"images\": 1e99", "line 16, $.data_set.images", "this is something else")]
    [InlineData("\"epochs\": \"10\"", "\"epochs\": 10", "line 10, $.options", "this is something else")]
    [InlineData("\"machine\": {", "\"engine\": {", "line 79, $", "it lacks 'machine'")]
    [InlineData("\"processor\": \"a \\\"fast\\\" one\"", "\"processor\": null", "line 23, $.machine.processor", "this is something else")]
    [InlineData("\"experiment\": \"train\"", "\"experiment\": [1]", "line 2, $.experiment", "this is something else")]
    [InlineData("\"experiment\": \"train\",", "\"experiment\" \"train\",", "line 2, column 16", "this is no JSON")]
    public void What_is_wrong_is_told_with_its_place(string right, string wrong, string place, string reason) =>
        Assert.Equal($"{_folder.File("run.json")}: {place}: expected the manifest of a run, but {reason}.", Refused(Changed(right, wrong)));

    [Theory]
    [InlineData("\"train.csv\"", "\"../../train.csv\"", "with names of files in its folder as 'files', but one is '../../train.csv'.")]
    [InlineData("\"train.csv\"", "\"\"", "with names of files in its folder as 'files', but one is ''.")]
    [InlineData("\"train.csv\"", "null", "with names of files in its folder as 'files', but one is 'null'.")]
    [InlineData("\"--batchnorm\"", "null", "but this is something else.")]
    public void Lists_are_looked_through(string right, string wrong, string reason) =>
        Assert.Equal($"{_folder.File("run.json")}: expected the manifest of a run, {reason}", Refused(Changed(right, wrong)));

    /// <summary>Version 0.1.0 wrote no data set where there is none, and no seconds where several runs made the manifest.</summary>
    [Fact]
    public void What_may_be_missing_is_left_out()
    {
        var bare = Sample with { DataSet = null, Seconds = null };
        foreach (string name in new[] { "data_set", "seconds", "null" }) Assert.DoesNotContain(name, Text(bare), StringComparison.Ordinal);
        Assert.Equal(FigureText.Of(bare), FigureText.Of(Again(Text(bare))));
    }

    /// <summary>Earlier versions had one list of verdicts, which does not tell checks from claims.</summary>
    [Fact]
    public void A_manifest_without_checks_and_claims_is_read_as_one_that_has_none()
    {
        string text = Text(Sample with { Checks = [], Claims = [] }).Replace("\"checks\": [],\n  \"claims\": [],\n  \"checksums\": {}", "\"verdicts\": [{ \"claim\": \"It learns\", \"passed\": true }]", StringComparison.Ordinal);
        Assert.Contains("verdicts", text, StringComparison.Ordinal);
        Assert.Empty(Again(text).Checks);
        Assert.Empty(Again(text).Claims);
    }

    [Theory]
    [InlineData("checks")]
    [InlineData("claims")]
    [InlineData("checksums")]
    public void A_list_that_is_null_is_refused(string list)
    {
        string right = Text(Sample with { Checks = [], Claims = [], Checksums = [] });
        string wrong = Regex.Replace(right, $"\"{list}\": (\\[\\]|{{}})", $"\"{list}\": null");
        Assert.NotEqual(right, wrong);
        Assert.Equal($"{_folder.File("run.json")}: expected the manifest of a run, but this is something else.", Refused(wrong));
    }

    [Fact]
    public void An_outcome_is_a_word()
    {
        Assert.Contains("\"outcome\": \"does not hold\",\n      \"effect\": 0.5,\n      \"low\": 0.25,\n      \"high\": 1,", Text(Sample), StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"not decided\",\n      \"unit\": \"m\"", Text(Sample), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_written_for_people() => Assert.Equal(
        """
        {
          "experiment": "train",
          "command_line": [
            "a b"
          ],
          "options": {
            "out": "é<\"'&"
          },
          "data_set": {
            "name": "synthetic",
            "source": "made",
            "images": 10000,
            "sha256": "ab12"
          },
          "machine": {
            "bnlab": "0.1.0",
            "dotnet": ".NET 10",
            "system": "Linux <7>",
            "processor": "a \"fast\" one",
            "cores": 2,
            "vector_bits": 512
          },
          "seconds": 1.235,
          "complete": true,
          "files": [],
          "checks": [],
          "claims": [],
          "checksums": {}
        }

        """.ReplaceLineEndings("\n"),
        Text(Sample with { CommandLine = ["a b"], Options = [new("out", "é<\"'&")], Seconds = 1.23456, Checks = [], Claims = [], Files = [] }));

    [Fact]
    public void A_manifest_that_is_cut_off_anywhere_is_refused()
    {
        string text = Text(Sample).TrimEnd();
        for (int length = 0; length < text.Length; length += 13)
            Assert.StartsWith(_folder.File("run.json"), Assert.Throws<InvalidDataException>(() => Again(text[..length])).Message, StringComparison.Ordinal);
        foreach (string other in new[] { "[]", "null", "1", "{}" }) Assert.Contains("expected the manifest of a run", Refused(other), StringComparison.Ordinal);
    }

    internal static string Text(RunManifest manifest)
    {
        using var stream = new MemoryStream();
        ManifestJson.Write(manifest, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Changed(string right, string wrong)
    {
        string text = Text(Sample);
        Assert.Contains(right, text, StringComparison.Ordinal);
        return text.Replace(right, wrong, StringComparison.Ordinal);
    }

    private string Refused(string text) => Assert.Throws<InvalidDataException>(() => Again(text)).Message;

    private RunManifest Again(string text)
    {
        File.WriteAllText(_folder.File("run.json"), text);
        return ManifestJson.Read(_folder.File("run.json"));
    }
}
