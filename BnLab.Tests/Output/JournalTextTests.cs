using System.Text;
using BnLab.Output;
using BnLab.Output.Drawing.Raster;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class JournalTextTests
{
    private static readonly string Header = JournalText.Line(new JournalHeader("sweep-init", "0.1.0", [new("seed", "1"), new("reg", "1")], new("synthetic", "made", 10, new('0', 64)), 12, 1, 1, 2));
    private static readonly string Outcome = JournalText.Line(new TrainingOutcome(0, "batchnorm", 231, 2.5, 3, 1, null, [new(0, 0.1, 0.2)]));

    [Fact]
    public void Lines_read_back()
    {
        Assert.Equal(2, JournalText.Header(Header)?.Shards);
        Assert.Equal(2.5, JournalText.Outcome(Outcome)?.FirstLoss);
    }

    [Theory]
    [InlineData("\"shards\":2", "\"shards\":0")]
    [InlineData("\"shards\":2", "\"shards\":-1")]
    [InlineData("\"shard\":1", "\"shard\":3")]
    [InlineData("\"trainings\":12", "\"trainings\":0")]
    [InlineData("\"reg\":", "\"seed\":")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000", "")]
    public void A_header_with_a_right_checksum_and_impossible_numbers_is_none(string right, string wrong) =>
        Assert.Null(JournalText.Header(Changed(Header, right, wrong)));

    [Theory]
    [InlineData("\"first_loss\":\"2.5\"", "\"first_loss\":null")]
    [InlineData("\"epochs\":[[0,", "\"epochs\":[[")]
    public void An_outcome_with_a_right_checksum_and_holes_is_none(string right, string wrong) =>
        Assert.Null(JournalText.Outcome(Changed(Outcome, right, wrong)));

    private static string Changed(string line, string right, string wrong)
    {
        string json = line[9..].Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(line[9..], json);
        return $"{Crc32.Of(Encoding.UTF8.GetBytes(json), []):x8} {json}";
    }
}
