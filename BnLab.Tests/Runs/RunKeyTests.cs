namespace BnLab.Tests.Runs;

public sealed class RunKeyTests
{
    [Theory]
    [InlineData(40, 1, 1)]
    [InlineData(40, 1, 3)]
    [InlineData(40, 1, 40)]
    [InlineData(120, 3, 2)]
    [InlineData(120, 3, 3)]
    [InlineData(120, 3, 4)]
    [InlineData(2000, 50, 12)]
    public void Every_training_belongs_to_one_part_and_parts_are_equal_to_a_stream(int trainings, int streams, int shards)
    {
        var parts = Enumerable.Range(1, shards).Select(shard => Header(trainings, streams, shard, shards)).ToList();
        Assert.All(Enumerable.Range(0, trainings), training => Assert.Single(parts, part => part.Has(training)));
        Assert.All(parts, part => Assert.Equal(Enumerable.Range(0, trainings).Count(part.Has), part.Count));
        int granule = streams >= shards ? trainings / streams : 1;
        Assert.InRange(parts.Max(part => part.Count) - parts.Min(part => part.Count), 0, granule);
    }

    [Fact]
    public void No_part_makes_draws_for_another_while_there_are_streams_enough()
    {
        foreach (int shards in new[] { 1, 2, 3, 7, 12, 50 })
        {
            for (int stream = 0; stream < 50; stream++)
            {
                int[] members = [.. Enumerable.Range(stream * 40, 40)];
                Assert.Single(Enumerable.Range(1, shards), shard => members.All(Header(2000, 50, shard, shards).Has));
            }
        }
    }

    [Fact]
    public void Within_a_stream_parts_are_blocks()
    {
        for (int shard = 1; shard <= 7; shard++)
        {
            int[] members = [.. Enumerable.Range(0, 40).Where(Header(40, 1, shard, 7).Has)];
            Assert.Equal(Enumerable.Range(members[0], members.Length), members);
        }
    }

    [Fact]
    public void Another_build_other_data_and_another_length_are_other_sweeps()
    {
        var header = Header(40, 1, 1, 1);
        Assert.Null(header.Difference(header with { DataSet = header.DataSet! with { Source = "elsewhere" }, Shard = 2, Shards = 3 }));
        Assert.Equal(("bnlab 0.1.0+a", "bnlab 0.1.0+b"), header.Difference(header with { Version = "0.1.0+b" }));
        Assert.Equal(
            ("the data set images with SHA-256 01234567…", "the data set images with SHA-256 89abcdef…"),
            header.Difference(header with { DataSet = header.DataSet with { Sha256 = "89abcdef01234567" } }));
        Assert.Equal(("40 trainings", "41 trainings"), header.Difference(header with { Trainings = 41 }));
        Assert.Equal(("--epochs 2", "--epochs 3"), header.Difference(header with { Options = [new("epochs", "3")] }));
    }

    /// <summary>It may come from a damaged file.</summary>
    [Fact]
    public void What_sets_sweeps_apart_is_shown_in_one_short_line()
    {
        var header = Header(40, 1, 1, 1);
        var other = header.Difference(header with { Version = $"0.1\n\u001b[2J{new string('x', 1000)}" })!.Value.Other;
        Assert.StartsWith("bnlab 0.1??[2Jxxx", other, StringComparison.Ordinal);
        Assert.InRange(other.Length, 50, 100);
    }

    private static RunKey Header(int trainings, int streams, int shard, int shards) => new(
        "sweep-init", "0.1.0+a", [new("epochs", "2")], new("images", "here", 100, "0123456789abcdef"), trainings, streams, shard, shards);
}
