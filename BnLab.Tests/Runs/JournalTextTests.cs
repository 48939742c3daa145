namespace BnLab.Tests.Runs;

public sealed class JournalTextTests
{
    private static readonly string Header = JournalText.Line(new RunKey("sweep-init", "0.1.0", [new("seed", "1"), new("reg", "1")], new("synthetic", "made", 10, new('0', 64)), 12, 1, 1, 2));
    private static readonly string Outcome = JournalText.Line(new TrainingOutcome(0, "batchnorm", 231, 2.5, 3, 1, null, [new(0, 0.1, 0.2)]));

    [Fact]
    public void Any_doubles_read_back()
    {
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.1, -0.0, double.Epsilon, double.MaxValue];
        foreach (double value in values)
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(JournalText.Outcome(JournalText.Line(new TrainingOutcome(0, "batchnorm", 231, value, 3, 1, null, [new(0, 0.1, 0.2)])))!.FirstLoss));
    }

    [Fact]
    public void A_line_that_was_cut_off_is_none()
    {
        for (int length = 0; length < Outcome.Length; length++) Assert.Null(JournalText.Outcome(Outcome[..length]));
        for (int length = 0; length < Header.Length; length++) Assert.Null(JournalText.Header(Header[..length]));
    }

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
    [InlineData("\"reg\"", "\"seed\"")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000", "")]
    public void A_header_with_impossible_numbers_is_none(string right, string wrong) =>
        Assert.Null(JournalText.Header(Changed(Header, right, wrong)));

    [Theory]
    [InlineData("\"first_loss\":2.5", "\"first_loss\":null")]
    [InlineData("\"first_loss\":2.5,", "")]
    [InlineData("\"net\":\"batchnorm\"", "\"net\":null")]
    [InlineData("\"epoch\":0,", "")]
    public void An_outcome_with_holes_is_none(string right, string wrong) =>
        Assert.Null(JournalText.Outcome(Changed(Outcome, right, wrong)));

    private static string Changed(string line, string right, string wrong)
    {
        Assert.Contains(right, line, StringComparison.Ordinal);
        return line.Replace(right, wrong, StringComparison.Ordinal);
    }
}
