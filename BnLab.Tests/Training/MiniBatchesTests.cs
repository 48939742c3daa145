namespace BnLab.Tests.Training;

public sealed class MiniBatchesTests
{
    [Fact]
    public void With_replacement_is_the_notebooks_choice()
    {
        var batches = new MiniBatches(100, Sampling.WithReplacement, new NumpyRandom(231));
        int[] batch = new int[50], choice = new int[50];
        var random = new NumpyRandom(231);
        for (int t = 0; t < 3; t++)
        {
            batches.Next(batch);
            random.Choice(100, choice);
            Assert.Equal(choice, batch);
        }
    }

    [Fact]
    public void Reshuffled_goes_through_all_samples_in_each_epoch_in_another_order()
    {
        var epochs = Epochs(Sampling.Reshuffled);
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 20), epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
    }

    [Fact]
    public void Fixed_repeats_the_same_mini_batches()
    {
        var epochs = Epochs(Sampling.Fixed);
        Assert.Equal(Enumerable.Range(0, 20), epochs[0].Order());
        Assert.NotEqual(Enumerable.Range(0, 20), epochs[0]);
        Assert.Equal(epochs[0], epochs[1]);
    }

    [Fact]
    public void Blocks_are_neighbours_in_another_order_each_epoch()
    {
        var batches = new MiniBatches(23, Sampling.Blocks, new NumpyRandom(1));
        var firsts = new List<int>();
        int[] batch = new int[5];
        for (int t = 0; t < 8; t++)
        {
            batches.Next(batch);
            Assert.Equal(Enumerable.Range(batch[0], 5), batch);
            firsts.Add(batch[0]);
        }

        Assert.All(firsts.Chunk(4), epoch => Assert.Equal([0, 5, 10, 15], epoch.Order()));
        Assert.NotEqual(firsts[..4], firsts[4..]);
    }

    [Fact]
    public void Samples_that_do_not_fill_a_mini_batch_wait_for_the_next_epoch()
    {
        var batches = new MiniBatches(7, Sampling.Reshuffled, new NumpyRandom(1));
        int[] first = new int[3], second = new int[3], third = new int[3];
        batches.Next(first);
        batches.Next(second);
        batches.Next(third);
        Assert.Equal(6, first.Concat(second).Distinct().Count());
        Assert.Equal(3, third.Distinct().Count());
    }

    [Fact]
    public void Skipping_draws_what_training_draws() => Assert.All(Enum.GetValues<Sampling>(), sampling =>
    {
        var options = new SolverOptions { BatchSize = 4, Epochs = 3, Sampling = sampling };
        var (skipped, drawn) = (new NumpyRandom(5), new NumpyRandom(5));
        new Schedule(20, options).SkipDraws(skipped);
        var batches = new MiniBatches(20, sampling, drawn);
        for (int t = 0; t < 15; t++) batches.Next(new int[4]);
        Assert.Equal(drawn.NextDouble(), skipped.NextDouble());
    });

    private static List<List<int>> Epochs(Sampling sampling)
    {
        var batches = new MiniBatches(20, sampling, new NumpyRandom(231));
        var epochs = new List<List<int>> { new(), new() };
        foreach (var epoch in epochs)
        {
            for (int t = 0; t < 4; t++)
            {
                var batch = new int[5];
                batches.Next(batch);
                epoch.AddRange(batch);
            }
        }

        return epochs;
    }
}
