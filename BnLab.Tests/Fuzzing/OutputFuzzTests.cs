using BnLab.Experiments.Sweeps;

namespace BnLab.Tests.Fuzzing;

/// <summary>Damaged files of earlier runs.</summary>
public sealed class OutputFuzzTests
{
    private static readonly RunKey Header = new("sweep-init", "0.1.0", [new("seed", "231"), new("reg", "0")], new("synthetic", "the synthetic set", 10_000, new('0', 64)), 12, 1, 1, 1);

    private const int CsvBuffers = 1 << 18; // the parser's, however short the file; they are shared, and made anew after a collection

    [Fact]
    public void Csv() => Fuzzer.Run(
        [.. Figures(), "a,b\n1,2\n"u8.ToArray(), "net,\"x\"\"y\",z\r\n1,\"two\nlines\",\"\"\r\n"u8.ToArray()],
        bytes => Assert.All(CsvTable.Read(Fuzzer.File, new MemoryStream(bytes)), record => Assert.Equal(record.Columns.Count, record.Cells.Count)), perByte: 64, CsvBuffers);

    [Fact]
    public void Figure_csv() => Fuzzer.Run([.. Figures()], bytes => FigureCsvReader.Read(Fuzzer.File, new MemoryStream(bytes)), perByte: 64, CsvBuffers);

    [Fact]
    public void Manifest() => Fuzzer.Run(
        [.. Manifests()], bytes => ManifestJson.Read(Fuzzer.File, new MemoryStream(bytes)), perByte: 64, constant: 1 << 14);

    [Fact]
    public void Sweep_journal() => Fuzzer.Run([.. Journals()], ReadJournal, perByte: 64, constant: 1 << 14);

    /// <summary>Journals are compared with each other: that must work with whatever was read.</summary>
    private static void ReadJournal(byte[] bytes)
    {
        var header = JournalContent.Read(new MemoryStream(bytes), Fuzzer.File).Key;
        if (header is null) return;
        Assert.Null(header.Difference(header));
        _ = header.Difference(Header);
    }

    private static IEnumerable<byte[]> Figures() => SampleKinds.All().Select(sample => sample.Figure).Append(SampleFigures.Single([1, 2], [0.5, double.NaN])).Select(figure =>
    {
        using var target = new MemoryStream();
        FigureCsv.Write(figure, target);
        return target.ToArray();
    }).Where(bytes => bytes.Length < 20_000);

    private static IEnumerable<byte[]> Manifests()
    {
        var machine = new MachineIdentity("0.1.0", "10.0", "Linux", "a processor \u00b5", 2, 256);
        RunManifest[] manifests =
        [
            new("train", ["train", "--seed", "3"], [new("seed", "3"), new("hidden", "100,100")], new("cifar10", "data", 50_000, new('a', 64)), machine, 1.5, true, ["train.csv", "train.png"])
            {
                Checks = [new("a check", "1 \u00d7 2", "3", true)],
                Claims = [ReportSamples.Claim(Outcome.NotDecided)],
            },
            new("moments", [], [], null, machine, 0, false, []),
        ];
        foreach (var manifest in manifests)
        {
            using var target = new MemoryStream();
            ManifestJson.Write(manifest, target);
            yield return target.ToArray();
            yield return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(target.ToArray()).Replace("train", @"\u0074\ud83d\ude00", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<byte[]> Journals()
    {
        var outcomes = Enumerable.Range(0, 3).Select(i => new TrainingOutcome("batchnorm", 231, 2.3, double.NaN, double.PositiveInfinity, 10, i == 1 ? 17 : null, [new(0, 0.1, 0.2), new(1, 0.5, 0.25)]));
        var finished = outcomes.Select((outcome, i) => JournalContent.Line(i, System.Text.Json.JsonSerializer.Serialize(outcome, RunJson.Default.TrainingOutcome)));
        string[] lines = [.. finished.Prepend(JournalContent.Line(Header)).Select(line => string.Concat(line))];
        yield return Encoding.UTF8.GetBytes(string.Concat(lines));
        yield return Encoding.UTF8.GetBytes(string.Concat(lines[..2]) + lines[2][..40]);
    }
}
