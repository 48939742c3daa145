namespace BnLab.Tests.Data;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(150)]
    public void Samples_in_columns_are_those_in_rows(int count)
    {
        var samples = new Samples<double>(Draw.Normal(new NumpyRandom(12), count, 70), new int[count]);
        Same(samples, samples);
        Assert.Equal(70, samples.Features);
    }

    [Fact]
    public void Samples_of_a_regression_keep_what_is_to_be_predicted()
    {
        var samples = new Samples<double>(Matrix<double>.From(new double[,] { { 1 }, { 2 }, { 3 } }), Matrix<double>.From(new double[,] { { 10 }, { 20 }, { 30 } }));
        var room = samples.Room(2);
        samples.Gather([2, 0], room);
        Assert.Equal([3, 1], room.X.ToArray());
        Assert.Equal([30, 10], room.Targets.ToArray());
    }

    [Fact]
    public void Images_that_stay_bytes_become_numbers_in_the_room_that_there_is()
    {
        const int Count = 150, Length = 600;
        var images = new CentredImages<float>(new("tiny", "here", new(1, 20, 30), ["a"], new byte[Count * Length], new byte[Count]), new ByteMeans<float>(new double[Length]), 0, Count, isDrawn: true);
        var samples = new Samples<float>(images, new int[Count]);
        int[] chosen = [1, 149];
        Matrix<float> room = default;
        long first = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Length, samples.Features);
        var batch = samples.Room(2);
        samples.Gather(chosen, batch);
        first = GC.GetAllocatedBytesForCurrentThread() - first;
        Assert.True(first < Count * Length * sizeof(float) / 2, $"{first} bytes"); // not all samples as numbers
        _ = samples.Columns(0, ref room);
        Assert.Equal(0, Allocation.Of(() => samples.Gather(chosen, batch)));
        Assert.Equal(0, Allocation.Of(() => samples.Columns(64, ref room)));
        Assert.Equal(22, samples.Columns(128, ref room).Columns);
    }

    /// <summary>The same samples in rows, in columns, and chosen ones.</summary>
    internal static void Same<T>(Samples<T> expected, Samples<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.X.ToArray(), actual.X.ToArray());
        int[] chosen = [expected.Count - 1, 0, expected.Count / 2];
        var (some, same) = (expected.Room(chosen.Length), actual.Room(chosen.Length));
        expected.Gather(chosen, some);
        actual.Gather(chosen, same);
        Assert.Equal(some.X.ToArray(), same.X.ToArray());
        Assert.Equal(some.Labels, same.Labels);
        Matrix<T> room = default;
        int first = 0;
        while (first < actual.Count)
        {
            var block = actual.Columns(first, ref room);
            Assert.Equal(Transposition.Transposed(expected.X.RowRange(first, block.Columns)).ToArray(), block.ToArray());
            first += block.Columns;
        }

        Assert.Equal(expected.Count, first);
    }
}
