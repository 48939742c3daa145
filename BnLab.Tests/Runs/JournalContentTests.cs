namespace BnLab.Tests.Runs;

public sealed class JournalContentTests
{
    private static readonly RunKey Key = new("sweep-init", "0.1.0", [new("seed", "1"), new("reg", "1")], new("synthetic", "made", 10, new('0', 64)), 12, 1, 1, 2);
    private static readonly string Beginning = Text(JournalContent.Line(Key)), Training = Text(JournalContent.Line(3, "{\"loss\":2.5}"));

    [Fact]
    public void Lines_read_back()
    {
        var content = Read($"{Beginning}\n{Training}\n");
        Assert.Equal(2, content.Key?.Shards);
        Assert.Equal("{\"loss\":2.5}", Assert.Single(content.Finished, pair => pair.Key == 3).Value);
    }

    [Fact]
    public void A_last_line_that_was_cut_off_is_left_out()
    {
        string whole = $"{Beginning}\n{Training}\n";
        for (int length = 0; length < whole.Length; length++)
        {
            var content = Read(whole[..length]);
            Assert.Empty(content.Finished);
            Assert.Equal(length > Beginning.Length ? Beginning.Length + 1 : 0, content.Length);
        }
    }

    [Theory]
    [InlineData("\"shards\":2", "\"shards\":0")]
    [InlineData("\"shards\":2", "\"shards\":-1")]
    [InlineData("\"shard\":1", "\"shard\":3")]
    [InlineData("\"trainings\":12", "\"trainings\":0")]
    [InlineData("\"reg\"", "\"seed\"")]
    [InlineData("\"journal\":6", "\"journal\":5")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000", "")]
    public void A_first_line_of_no_possible_run_is_refused(string right, string wrong) => Assert.Throws<InvalidDataException>(() => Read(Changed(Beginning, right, wrong) + "\n"));

    [Theory]
    [InlineData("\"training\":3", "\"training\":6")] // of the other part
    [InlineData("\"training\":3", "\"training\":-1")]
    [InlineData("\"training\":3,", "")]
    [InlineData("2.5}}", "2.5}")]
    [InlineData("2.5}}", "3.5}}")] // another result
    [InlineData("loss", "gain")]
    public void A_damaged_line_is_refused(string right, string wrong) =>
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => Read($"{Beginning}\n{Changed(Training, right, wrong)}\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"journal":3,"header":{"experiment":"sweep-init"}}""")]
    [InlineData("""{"journal":4,"key":{"experiment":"sweep-init","options":[{"key":"seed","value":"1"}]}}""")]
    [InlineData("""{"journal":5,"key":{"experiment":"sweep-init"}}""")]
    [InlineData("""{"journal":6,"key":null}""")]
    [InlineData("null")]
    public void A_journal_of_an_earlier_build_is_refused_by_its_first_line(string line) => Assert.Equal(
        "a.journal: expected a journal of this version of bnlab (format 6), but its first line is none.",
        Assert.Throws<InvalidDataException>(() => Read($"{line}\n")).Message);

    [Fact]
    public void A_training_is_there_once() => Assert.Throws<InvalidDataException>(() => Read($"{Beginning}\n{Training}\n{Training}\n"));

    private static JournalContent Read(string text) => JournalContent.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.journal");

    private static string Changed(string line, string right, string wrong)
    {
        Assert.Contains(right, line, StringComparison.Ordinal);
        return line.Replace(right, wrong, StringComparison.Ordinal);
    }

    /// <summary>A line without its end.</summary>
    private static string Text(string[] parts) => string.Concat(parts)[..^1];
}
