namespace BnLab.Tests.Output;

/// <summary>What NumPy 1.24 prints, character for character; Golden/numpy-text.py made the file.</summary>
public sealed class NumpyTextTests
{
    private static readonly JsonElement Golden = GoldenFile.Read("numpy-text.json");

    [Fact]
    public void Arrays_of_one_axis_or_two_print_as_NumPy_prints_them()
    {
        int compared = 0;
        foreach (JsonElement example in Golden.GetProperty("arrays").EnumerateArray())
        {
            int[] shape = example[0].Integers();
            int count = shape.Aggregate(1, (a, b) => a * b);
            if (shape.Length > 2 || count is 0 or > 1000) continue; // of more NumPy prints the edges only
            double[] given = Numbers(example[1].GetString()!), values = [.. Enumerable.Range(0, count).Select(i => given[i % given.Length])];
            double[,] matrix = new double[shape[0], count / shape[0]];
            Buffer.BlockCopy(values, 0, matrix, 0, count * sizeof(double));
            Assert.Equal(example[2].GetString(), shape.Length == 1 ? NumpyText.Vector(values) : NumpyText.Matrix(matrix));
            compared++;
        }

        Assert.InRange(compared, 200, 1000);
    }

    [Fact]
    public void Scalars_print_as_Python_and_NumPy_print_them() => Assert.All(Golden.GetProperty("scalars").EnumerateArray(), example =>
        Assert.Equal(example[1].GetString(), NumpyText.Scalar(Assert.Single(Numbers(example[0].GetString()!)))));

    [Fact]
    public void Powers_of_two_read_back_equal() => Assert.All(
        Enumerable.Range(-1074, 2098).Select(k => Math.ScaleB(1, k)),
        value => Assert.Equal(value, double.Parse(NumpyText.Scalar(value), CultureInfo.InvariantCulture)));

    private static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
