namespace BnLab.Tests.Numerics;

/// <summary>Patches of every width that a vector has and has not: what is copied in whole vectors ends where the patches do.</summary>
public sealed class PatchKernelsTests
{
    private const int Guard = -7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gather_and_scatter_touch_nothing_but_patches_and_image(int stride)
    {
        for (int across = 1; across <= 40; across++)
        {
            Try<float>(2, across, 3, stride);
            Try<double>(2, across, 3, stride);
            Try<float>(16, across, 1, stride); // 16 rows of places: their patches have no padding
        }
    }

    private static void Try<T>(int down, int across, int size, int stride)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        const int Channels = 2;
        int height = ((down - 1) * stride) + size, width = ((across - 1) * stride) + size, rows = Channels * size * size;
        var (imageMemory, image) = Guarded<T>(Channels * height, width);
        var (patchMemory, patches) = Guarded<T>(rows, down * across);
        for (int i = 0; i < image.Count; i++) image[i / width, i % width] = T.CreateTruncating(i % 100);
        var before = image.Clone();

        Im2ColKernels.Gather(image, height, size, stride, across, patches);
        var sums = new Matrix<T>(image.Rows, image.Columns);
        for (int k = 0; k < rows; k++)
        {
            var (channel, below, right) = (k / (size * size), k / size % size, k % size);
            for (int place = 0; place < patches.Columns; place++)
            {
                int row = (channel * height) + (place / across * stride) + below, column = (place % across * stride) + right;
                Assert.Equal(before[row, column], patches[k, place]);
                sums[row, column] += patches[k, place];
            }
        }

        Assert.Equal(before.ToArray(), image.ToArray());
        image.Fill(T.Zero);
        Im2ColKernels.Scatter(patches, height, size, stride, across, image);
        Assert.Equal(sums.ToArray(), image.ToArray());
        foreach (var memory in new[] { imageMemory, patchMemory })
        {
            Assert.All(memory.Row(0).ToArray(), value => Assert.Equal(T.CreateTruncating(Guard), value));
            Assert.All(memory.Row(memory.Rows - 1).ToArray(), value => Assert.Equal(T.CreateTruncating(Guard), value));
        }
    }

    /// <summary>A matrix with a row of other memory before and behind it.</summary>
    private static (Matrix<T> Memory, Matrix<T> Inner) Guarded<T>(int rows, int columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var memory = new Matrix<T>(rows + 2, columns);
        memory.Fill(T.CreateTruncating(Guard));
        return (memory, memory.RowRange(1, rows));
    }
}
