namespace BnLab.Tests.Experiments;

public sealed class ShuffleTests
{
    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(
        "shuffle --seeds 2 --num-train 200 --hidden 20,20 --split 200,100 --epochs 3 --batch-size 20", DataSets.Open(DataSets.Synthetic).Images));

    [Fact]
    public void Fixed_and_reshuffled_mini_batches_part_after_the_first_epoch()
    {
        var rows = Result.Value.Tables.Single(t => t.Name == "shuffle.accuracy").Rows;
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
    public void Gains_are_paired_by_seed_and_the_claims_follow_from_them()
    {
        var result = Result.Value;
        var accuracies = result.Histories.Select(history => history.Right.Average(right => right)).Chunk(2).ToList(); // one a net and way
        var row = result.Tables[0].Rows.Single(r => (string)r[0] == "batchnorm" && (string)r[1] == "reshuffled");
        Assert.Equal(Gain(1, 0), (double)row[5], 1e-12);
        double[] expected = [Gain(1, 0), Gain(2, 0), Gain(4, 3), Gain(1, 0) - Gain(4, 3)];
        Close.Equal(expected, [.. result.Claims.Select(claim => claim.Effect!.Value)], 1e-12);

        double Gain(int one, int other) => accuracies[one].Average() - accuracies[other].Average();
    }
}
