using System.Text.Json;
using BnLab.Tests.Golden;

namespace BnLab.Tests.Output;

/// <summary>What NumPy 1.24 prints, character for character; Golden/numpy-text.py made the file.</summary>
public sealed class NumpyTextTests
{
    private static readonly JsonElement Golden = GoldenFile.Read("numpy-text.json");

    [Fact]
    public void Arrays_print_as_NumPy_prints_them() => Assert.All(Golden.GetProperty("arrays").EnumerateArray(), example =>
    {
        int[] shape = example[0].Integers();
        double[] given = Numbers(example[1].GetString()!);
        double[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => given[i % given.Length])];
        Assert.Equal(example[2].GetString(), NumpyText.Array(values, shape));
        if (shape.Length == 1) Assert.Equal(example[2].GetString(), NumpyText.Array(values));
    });

    [Fact]
    public void Scalars_print_as_Python_and_NumPy_print_them() => Assert.All(Golden.GetProperty("scalars").EnumerateArray(), example =>
    {
        double value = Assert.Single(Numbers(example[0].GetString()!));
        Assert.Equal(example[1].GetString(), NumpyText.Scalar(value));
        Assert.Equal(example[2].GetString(), NumpyText.Exponent(value));
        Assert.Equal(example[3].GetString(), NumpyText.Exponent(value, decimals: 2));
    });

    [Fact]
    public void The_golden_file_holds_what_it_should()
    {
        Assert.InRange(Golden.GetProperty("arrays").GetArrayLength(), 300, 1000);
        Assert.InRange(Golden.GetProperty("scalars").GetArrayLength(), 90, 1000);
    }

    [Theory]
    [InlineData(1.7029261167605239e-09, "1.7029261167605239e-09", "1.702926e-09")]
    [InlineData(2.2611955101340957, "2.2611955101340957", "2.261196e+00")]
    [InlineData(1e-5, "1e-05", "1.000000e-05")]
    [InlineData(100_000, "100000.0", "1.000000e+05")]
    [InlineData(1e16, "1e+16", "1.000000e+16")]
    [InlineData(1 / 33_554_432.0, "2.9802322387695312e-08", "2.980232e-08")] // 2^-25, which .NET 10 itself prints wrong
    public void One_number(double value, string scalar, string exponent)
    {
        Assert.Equal(scalar, NumpyText.Scalar(value));
        Assert.Equal(exponent, NumpyText.Exponent(value));
    }

    [Theory]
    [InlineData(2.5, "2e+00")]
    [InlineData(3.5, "4e+00")]
    [InlineData(9.5, "1e+01")]
    public void Ties_go_to_the_even_digit(double value, string expected) =>
        Assert.Equal(expected, NumpyText.Exponent(value, decimals: 0));

    [Fact]
    public void Powers_of_two_read_back_equal() => Assert.All(
        Enumerable.Range(-1074, 2098).Select(k => Math.ScaleB(1, k)),
        value => Assert.Equal(value, double.Parse(NumpyText.Scalar(value), CultureInfo.InvariantCulture)));

    private static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
