namespace BnLab.Tests.Data;

public sealed class SamplesTests
{
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
        var images = new CentredImages(new("tiny", "here", new(1, 20, 30), ["a"], new byte[Count * Length], new byte[Count]), new double[Length], 0, Count);
        var samples = new Samples<float>(images, new int[Count]);
        int[] chosen = [1, 149];
        long first = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Length, samples.Features);
        var batch = samples.Room(2);
        samples.Gather(chosen, batch);
        first = GC.GetAllocatedBytesForCurrentThread() - first;
        Assert.True(first < Count * Length * sizeof(float) / 2, $"{first} bytes"); // not all samples as numbers
        Assert.Equal(0, Allocation.Of(() => samples.Gather(chosen, batch)));
    }

    /// <summary>The same samples, all of them and chosen ones.</summary>
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
    }
}
