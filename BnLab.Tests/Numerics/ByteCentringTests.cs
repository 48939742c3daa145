namespace BnLab.Tests.Numerics;

public sealed class ByteCentringTests
{
    private const int After = 20; // values after a row, which must stay 0

    /// <summary>Every byte with means that single precision cannot hold, and lengths that end within a vector.</summary>
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(3, 1.0)]
    [InlineData(8, 1 / 255.0)]
    [InlineData(12, 1 / 255.0)]
    [InlineData(21, 1 / 255.0)]
    [InlineData(256, 0.3)]
    public void Each_number_is_the_difference_in_double_precision_rounded_once(int length, double scale)
    {
        foreach (int bits in new[] { 512, 256, 128 })
        {
            Check(length, scale, value => (float)value, bits);
            Check(length, scale, value => value, bits);
        }
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ByteCentring.Row<float>([1, 2], [1], 1, new float[2]));
        Assert.Throws<ArgumentException>(() => ByteCentring.Row<float>([1, 2], [1, 2], 1, new float[3]));
        Assert.Throws<ArgumentException>(() => ByteCentring.Columns([1, 2], [1], 1, new Matrix<float>(1, 3)));
        Assert.Throws<ArgumentException>(() => ByteCentring.Columns([1, 2], [1], 1, new Matrix<float>(2, 1)));
        ByteCentring.Row<float>([], [], 1, []);
    }

    private static void Check<T>(int length, double scale, Func<double, T> round, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] values = [.. Enumerable.Range(0, length).Select(i => (byte)(255 - i))];
        double[] means = [.. Enumerable.Range(0, length).Select(i => 130.0 * (i + 1) / (i + 3))];
        var row = new T[length + After];
        ByteCentring.Row(values, means, scale, row.AsSpan(0, length), bits);
        Assert.Equal([.. values.Zip(means, (value, mean) => round(scale * (value - mean))), .. new T[After]], row);

        var two = new Matrix<T>(3, length); // features 0 and 1 of as many samples, and a row after them
        ByteCentring.Columns([.. values, .. values], [means[0], means[^1]], scale, two.RowRange(0, 2), bits);
        Assert.Equal(values.Select(value => round(scale * (value - means[0]))), two.Row(0).ToArray());
        Assert.Equal(values.Select(value => round(scale * (value - means[^1]))), two.Row(1).ToArray());
        Assert.Equal(new T[length], two.Row(2).ToArray());
    }
}
