namespace BnLab.Tests.Experiments;

public sealed class SmallBatchTests
{
    private const string Small = "small-batch --seeds 2 --batch-sizes 2,8 --filters 4 --groups 2 --hidden 4 --epochs 1 --num-train 40 --split 80,20";

    private static readonly ImageSet Images = TinyImages.Make(100, new(2, 6, 8));

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, Images));

    [Fact]
    public void Every_normalization_is_trained_with_every_size()
    {
        Assert.Equal(
            ["batchnorm 2 2", "batchnorm 8 8", "groupnorm 2 2", "groupnorm 8 8", "ghost-batchnorm 8 2"],
            Result.Value.Tables[0].Rows.Take(5).Select(row => $"{row[0]} {row[1]} {row[2]}"));
        Assert.Equal([10, 20], Result.Value.Tables.Where(table => table.IsWritten).Select(table => table.Rows.Count));
        Assert.Equal([20, 5, 20, 5, 5], Result.Value.Histories.Where(history => history.Seed == 231).Select(history => history.Losses.Count));
        Assert.Equal(3, Result.Value.Figures.Single().Figure.Rows[0][0].Series.OfType<LineSeries>().Count());
    }

    [Fact]
    public void Claims_compare_accuracies_on_held_out_images()
    {
        double[] accuracy = [.. Result.Value.Histories.GroupBy(history => history.Net).Select(net => net.Average(history => history.Right.Average(right => right)))];
        double[] expected =
        [
            accuracy[0] - accuracy[2], accuracy[0] - accuracy[1] - accuracy[2] + accuracy[3], accuracy[4] - accuracy[1],
        ];
        Assert.Equal(expected.Length, Result.Value.Claims.Count); // the smallest ghost batch is the largest one, too
        Assert.All(expected.Zip(Result.Value.Claims), pair => Assert.Equal(pair.First, pair.Second.Effect!.Value, 12));
        Assert.Equal(4, Studies.Run(Small.Replace("2,8", "2,4,8", StringComparison.Ordinal), Images).Claims.Count);
    }

    [Fact]
    public void A_net_that_diverges_stops_nothing() =>
        Assert.All(Studies.Run($"{Small} --lr 1e30", Images).Claims, claim => Assert.NotNull(claim.Effect));

    [Fact]
    public void The_rate_is_in_proportion_to_the_mini_batch()
    {
        var one = Studies.Run($"{Small} --lr 0.04", Images).Histories;
        var small = Studies.Run($"{Small.Replace("2,8", "1,2", StringComparison.Ordinal)} --lr 0.01", Images).Histories;
        Assert.Equal(one.First(history => history.Net == "groupnorm, 2 of 2").Losses, small.First(history => history.Net == "groupnorm, 2 of 2").Losses);
    }
}
