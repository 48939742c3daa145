namespace BnLab.Tests.Experiments;

public sealed class ShuffleTests
{
    private static readonly ImageSet Images = DataSets.Open(DataSets.Synthetic).Images;

    private const string Small = "shuffle --seeds 2 --num-train 200 --hidden 20,20 --split 200,100 --epochs 3 --batch-size 20";

    [Fact]
    public void Fixed_and_reshuffled_mini_batches_part_after_the_first_epoch()
    {
        var rows = Studies.Run(Small, Images).Tables.Single(t => t.Name == "shuffle.accuracy").Rows;
        Assert.Equal(2 * 3 * 2 * 4, rows.Count); // nets, ways, seeds, epochs 0 to 3
        foreach (string net in new[] { "batchnorm", "baseline" })
        {
            var (first, second) = (Of(net, "fixed"), Of(net, "reshuffled"));
            Assert.Equal(first.Take(2), second.Take(2));
            Assert.NotEqual(first.Skip(2), second.Skip(2));
            Assert.NotEqual(first, Of(net, "with-replacement"));
        }

        List<(object, object)> Of(string net, string way) =>
            [.. rows.Where(r => (string)r[0] == net && (string)r[1] == way && (uint)r[2] == 232).Select(r => (r[4], r[5]))];
    }

    [Fact]
    public void Gains_are_paired_by_seed_and_the_verdict_follows_from_them()
    {
        var result = Studies.Run(Small, Images);
        var finals = result.Tables.Single(t => t.Name == "shuffle.accuracy").Rows.Where(r => (int)r[3] == 3).ToList();
        double[] gains = [.. new[] { 231u, 232u }.Select(seed => Final("reshuffled", seed) - Final("fixed", seed))];
        var row = result.Tables[0].Rows.Single(r => (string)r[0] == "batchnorm" && (string)r[1] == "reshuffled");
        var expected = ConfidenceInterval.Of(gains);
        Assert.Equal((expected.Mean, expected.HalfWidth), ((double)row[5], (double)row[6]));
        Assert.Equal(expected.Low > 0, Assert.Single(result.Verdicts).Passed);

        double Final(string way, uint seed) =>
            (double)finals.Single(r => (string)r[0] == "batchnorm" && (string)r[1] == way && (uint)r[2] == seed)[5];
    }

    [Fact]
    public void Workers_change_nothing() => Assert.Equal(Rows(1), Rows(3));

    [Theory]
    [InlineData("--seeds 2 --seed 4294967295", "--seed 4294967295: expected at most 4294967294 with 2 seeds.")]
    [InlineData("--num-train 10 --batch-size 20", "--batch-size 20: expected at most 10, the images that are trained on.")]
    public void Options_that_cannot_be_are_refused(string options, string message) =>
        Assert.Equal(message, Assert.Throws<OptionException>(() => Studies.Of($"shuffle {options}")).Message);

    private static List<string> Rows(int workers)
    {
        var result = Studies.Run($"{Small} --workers {workers}", Images);
        return [.. result.Tables.SelectMany(table => table.Rows.Select(row => string.Join(' ', row)))];
    }
}
