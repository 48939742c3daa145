using BnLab.Tests.Output;

namespace BnLab.Tests.Runs;

public sealed class ManifestReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static RunManifest Sample { get; } = new(
        "train", ["train", "--batchnorm", "--out", "a b"], [new("epochs", "10"), new("out", "a b")], new("synthetic", "made", 10_000, "ab12"),
        new("0.1.0", ".NET 10", "Linux <7>", "a \"fast\" one", 2, 512), 1.25, true,
        [new("It <b>learns</b>", "0.8 > 0.5", "0.5", true), new("It flies", "0 m", "1 m", false)],
        ["train.csv", "train.png", "train.svg", "train.figure.csv"]);

    [Fact]
    public void What_was_written_reads_back_equal()
    {
        Assert.Equal(FigureText.Of(Sample), FigureText.Of(Again(Text(Sample))));
        var bare = Sample with { DataSet = null, Verdicts = [], Files = [], Options = [], CommandLine = [], Complete = false };
        Assert.Equal(FigureText.Of(bare), FigureText.Of(Again(Text(bare))));
    }

    [Theory]
    [InlineData("\"limit\": \"1 m\",", "", "expected the manifest of a run, with 'verdicts[1].limit', which is missing.")]
    [InlineData("\"passed\": false", "\"passed\": \"no\"", "expected the manifest of a run, with true or false as 'verdicts[1].passed'.")]
    [InlineData("\"images\": 10000", "\"images\": 1e99", "expected the manifest of a run, with a whole number as 'data_set.images'.")]
    [InlineData("\"train.csv\"", "\"../../train.csv\"", "expected the manifest of a run, with the name of a file in the manifest's folder as 'files[0]'.")]
    [InlineData("\"experiment\": \"train\"", "\"experiment\": [1]", "expected the manifest of a run, with a string as 'experiment'.")]
    [InlineData("\"experiment\": \"train\",", "\"experiment\" \"train\",", "line 2, column 16: expected the manifest of a run, but this is no JSON.")]
    public void What_is_wrong_is_told_with_its_place(string right, string wrong, string message)
    {
        string text = Text(Sample);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => Again(text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal($"{_folder.File("run.json")}: {message}", error.Message);
    }

    [Fact]
    public void A_manifest_that_is_cut_off_anywhere_is_refused()
    {
        string text = Text(Sample).TrimEnd();
        for (int length = 0; length < text.Length; length += 13)
            Assert.StartsWith(_folder.File("run.json"), Assert.Throws<InvalidDataException>(() => Again(text[..length])).Message, StringComparison.Ordinal);
        Assert.Contains("an object", Assert.Throws<InvalidDataException>(() => Again("[]")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    internal static string Text(RunManifest manifest)
    {
        using var stream = new MemoryStream();
        ManifestJson.Write(manifest, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private RunManifest Again(string text)
    {
        File.WriteAllText(_folder.File("run.json"), text);
        return ManifestReader.Read(_folder.File("run.json"));
    }
}
