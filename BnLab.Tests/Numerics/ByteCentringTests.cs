using System.Numerics;
using BnLab.Numerics;

namespace BnLab.Tests.Numerics;

public sealed class ByteCentringTests
{
    /// <summary>Every byte with means that single precision cannot hold, and lengths that end within a vector.</summary>
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(3, 1.0)]
    [InlineData(8, 1 / 255.0)]
    [InlineData(21, 1 / 255.0)]
    [InlineData(256, 0.3)]
    public void Each_number_is_the_difference_in_double_precision_rounded_once(int length, double scale)
    {
        Check(length, scale, value => (float)value);
        Check(length, scale, value => value);
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

    private static void Check<T>(int length, double scale, Func<double, T> round)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] values = [.. Enumerable.Range(0, length).Select(i => (byte)(255 - i))];
        double[] means = [.. Enumerable.Range(0, length).Select(i => 130.0 * (i + 1) / (i + 3))];
        var row = new T[length];
        ByteCentring.Row<T>(values, means, scale, row);
        Assert.Equal(values.Zip(means, (value, mean) => round(scale * (value - mean))), row);

        var two = new Matrix<T>(2, length); // features 0 and 1 of as many samples
        ByteCentring.Columns<T>([.. values, .. values], [means[0], means[^1]], scale, two);
        Assert.Equal(values.Select(value => round(scale * (value - means[0]))), two.Row(0).ToArray());
        Assert.Equal(values.Select(value => round(scale * (value - means[^1]))), two.Row(1).ToArray());
    }
}
