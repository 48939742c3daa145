using System.Runtime.Intrinsics.X86;

namespace BnLab.Tests.Numerics;

public sealed class ByteMeansTests
{
    private const int After = 20; // values after a row, which must stay 0

    /// <summary>Every byte with means that single precision cannot hold, and lengths that end within a vector.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(21)]
    [InlineData(256)]
    public void Each_number_is_the_difference_in_double_precision_rounded_once(int length)
    {
        Check(length, value => (float)value);
        Check(length, value => value);
    }

    /// <summary>Of so many means some are exceptions: for one byte at least the two parts of single precision are not enough.</summary>
    [Fact]
    public void Means_whose_parts_round_otherwise_are_subtracted_in_double_precision()
    {
        var random = new Random(1);
        double[] means = [.. Enumerable.Range(0, 400_000).Select(_ => 255 * random.NextDouble())];
        var subtracted = new ByteMeans<float>(means);
        Assert.InRange(subtracted.Exceptions.Length, 1, means.Length / 1000);
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        double[] exceptions = [.. subtracted.Exceptions.Select(j => means[j])];
        var to = new Matrix<float>(exceptions.Length, all.Length);
        new ByteMeans<float>(exceptions).SubtractFromColumns([.. exceptions.SelectMany(_ => all)], to);
        Assert.Equal([.. exceptions.SelectMany(mean => all.Select(value => (float)(value - mean)))], to.ToArray());
        foreach (byte value in all)
        {
            var row = new float[exceptions.Length];
            new ByteMeans<float>(exceptions).SubtractFromRow(Enumerable.Repeat(value, row.Length).ToArray(), row);
            Assert.Equal([.. exceptions.Select(mean => (float)(value - mean))], row);
        }
    }

    [Fact]
    public unsafe void The_width_of_the_vectors_changes_no_bit()
    {
        const int Count = 77;
        byte[] values = [.. Enumerable.Range(0, Count).Select(i => (byte)(3 * i))];
        float[] high = [.. values.Select(i => i / 4f)], low = [.. values.Select(i => i * 1e-7f)];
        float[] wide = new float[Count], middle = new float[Count], narrow = new float[Count];
        fixed (byte* from = values)
        fixed (float* h = high, l = low, to512 = wide, to256 = middle, to128 = narrow)
        {
            new ByteMeans<float>.RowKernel(from, h, l, to128, Count).Run<Lanes128<float>>();
            if (Avx2.IsSupported) new ByteMeans<float>.RowKernel(from, h, l, to256, Count).Run<Lanes256<float>>();
            if (Avx512F.IsSupported) new ByteMeans<float>.RowKernel(from, h, l, to512, Count).Run<Lanes512<float>>();
        }

        Assert.Equal([.. values.Select((value, i) => value - high[i] - low[i])], narrow);
        if (Avx2.IsSupported) Assert.Equal(narrow, middle);
        if (Avx512F.IsSupported) Assert.Equal(narrow, wide);
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        var means = new ByteMeans<float>([1, 2]);
        Assert.Throws<ArgumentException>(() => means.SubtractFromRow([1], new float[2]));
        Assert.Throws<ArgumentException>(() => means.SubtractFromRow([1, 2], new float[3]));
        Assert.Throws<ArgumentException>(() => means.SubtractFromColumns([1, 2], new Matrix<float>(1, 2)));
        Assert.Throws<ArgumentException>(() => means.SubtractFromColumns([1, 2], new Matrix<float>(2, 2)));
        new ByteMeans<float>([]).SubtractFromRow([], []);
    }

    private static void Check<T>(int length, Func<double, T> round)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] values = [.. Enumerable.Range(0, length).Select(i => (byte)(255 - i))];
        double[] means = [.. Enumerable.Range(0, length).Select(i => 130.0 * (i + 1) / (i + 3))];
        var row = new T[length + After];
        new ByteMeans<T>(means).SubtractFromRow(values, row.AsSpan(0, length));
        Assert.Equal([.. values.Zip(means, (value, mean) => round(value - mean)), .. new T[After]], row);

        var two = new Matrix<T>(3, length); // features 0 and 1 of as many samples, and a row after them
        new ByteMeans<T>([means[0], means[^1]]).SubtractFromColumns([.. values, .. values], two.RowRange(0, 2));
        Assert.Equal(values.Select(value => round(value - means[0])), two.Row(0).ToArray());
        Assert.Equal(values.Select(value => round(value - means[^1])), two.Row(1).ToArray());
        Assert.Equal(new T[length], two.Row(2).ToArray());
    }
}
