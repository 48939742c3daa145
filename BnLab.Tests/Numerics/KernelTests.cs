namespace BnLab.Tests.Numerics;

/// <summary>Each fused kernel against the plain lines that it replaces, and against itself at other vector widths.</summary>
public sealed class KernelTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 2, 5 }, { 3, 16 }, { 50, 100 }, { 51, 17 }, { 4, 70 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Column_sums_are_sums(int n, int d)
    {
        var x = Draw.Normal(new NumpyRandom(5), n, d);
        var sums = ColumnStatistics.ColumnSum(x);
        for (int c = 0; c < d; c++) Assert.Equal(Enumerable.Range(0, n).Sum(r => x[r, c]), sums[0, c], 1e-12);
    }

    [Fact]
    public void The_vector_width_changes_no_bit_of_batch_norm()
    {
        var random = new NumpyRandom(6);
        var (x, dy) = (Draw.Normal<float>(random, 51, 37, 3, 1), Draw.Normal<float>(random, 51, 37));
        var (gamma, beta) = (Draw.Normal<float>(random, 1, 37), Draw.Normal<float>(random, 1, 37));
        double[] wide = All<Lanes512<float>>(x, dy, gamma, beta);
        Assert.Equal(wide, All<Lanes256<float>>(x, dy, gamma, beta));
        Assert.Equal(wide, All<Lanes128<float>>(x, dy, gamma, beta));
    }

    [Fact]
    public void Adam_is_its_paper()
    {
        var random = new NumpyRandom(8);
        var (w, g) = (Draw.Normal(random, 1, 21), Draw.Normal(random, 1, 21));
        var (m, v, start) = (new Matrix<double>(1, 21), new Matrix<double>(1, 21), w.Clone());
        UpdateKernels.Adam(w, g, m, v, 0.1, 0.9, 0.99, 1e-8, 1 / (1 - 0.9), 1 / (1 - 0.99));
        Close.Equal(g * 0.1, m, 1e-15);
        Close.Equal(g * g * 0.01, v, 1e-15);
        Close.Equal(start - g.Map(x => 0.1 * x / (Math.Abs(x) + 1e-8)), w, 1e-12); // the first step has length 0.1
    }

    /// <summary>Only in single precision, and without a trace in the weights.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-25)]
    [InlineData(1e-20)]
    [InlineData(-1e-12)]
    [InlineData(1e-3)]
    public void Adam_keeps_squares_above_the_numbers_that_are_slow(double gradient)
    {
        const float SmallestNormal = 1.17549435e-38f;
        Matrix<float> w = Matrix<float>.FromRow(1e-4), g = Matrix<float>.FromRow(gradient), m = new(1, 1), v = new(1, 1);
        Matrix<double> wide = Matrix<double>.FromRow(w[0, 0]), wideG = Matrix<double>.FromRow(g[0, 0]), wideM = new(1, 1), wideV = new(1, 1);
        UpdateKernels.Adam(w, g, m, v, 1e-3, 0.9, 0.999, 1e-8, 10, 1000);
        UpdateKernels.Adam(wide, wideG, wideM, wideV, 1e-3, 0.9, 0.999, 1e-8, 10, 1000);
        Assert.True(v[0, 0] >= SmallestNormal);
        double square = wideG[0, 0] * wideG[0, 0] * (1 - 0.999);
        Assert.Equal(square, wideV[0, 0], 1e-12 * square);
        Close.Equal(wide.ToArray(), w.ToArray(), 1e-6);
    }

    [Fact]
    public void Sums_of_bytes_are_sums()
    {
        byte[] values = [.. Enumerable.Range(0, 101).Select(i => (byte)(i * 37))];
        uint[] sums = [.. Enumerable.Range(0, 101).Select(i => (uint)i * 1_000_000)];
        ByteSums.Add(values, sums);
        ByteSums.Add(values, sums);
        for (int i = 0; i < sums.Length; i++) Assert.Equal((uint)((i * 1_000_000) + (2 * values[i])), sums[i]);
        Assert.Throws<ArgumentException>(() => ByteSums.Add(values, new uint[100]));
    }

    [Fact]
    public void RmsProp_momentum_and_plain_descent_are_their_formulas()
    {
        var random = new NumpyRandom(9);
        var (start, g, state) = (Draw.Normal(random, 1, 21), Draw.Normal(random, 1, 21), Draw.Normal(random, 1, 21).Map(Math.Abs));
        var (w, v) = (start.Clone(), state.Clone());
        UpdateKernels.RmsProp(w, g, v, 0.1, 0.9, 1e-8);
        Close.Equal((state * 0.9) + (g * g * (1 - 0.9)), v, 1e-15);
        Close.Equal(start - (g * 0.1 / (v.Map(Math.Sqrt) + 1e-8)), w, 1e-14);

        (w, v) = (start.Clone(), state.Clone());
        UpdateKernels.Momentum(w, g, v, 0.1, 0.9);
        Close.Equal((state * 0.9) - (g * 0.1), v, 1e-15);
        Close.Equal(start + v, w, 1e-15);

        w = start.Clone();
        UpdateKernels.Sgd(w, g, 0.1);
        Close.Equal(start - (g * 0.1), w, 1e-15);
    }

    [Fact]
    public void The_rectifier_keeps_what_is_no_number()
    {
        Keeps<Lanes512<float>>();
        Keeps<Lanes256<float>>();
        Keeps<Lanes128<float>>();

        static unsafe void Keeps<V>()
            where V : unmanaged, ILanes<V, float>
        {
            float* values = stackalloc float[16];
            for (int i = 0; i < 16; i++) values[i] = (i % 4) switch { 0 => float.NaN, 1 => -1, 2 => 2, _ => float.NegativeInfinity };
            V.Rectify(V.Load(values)).Store(values);
            Assert.True(float.IsNaN(values[0]));
            Assert.Equal((0f, 2f, 0f), (values[1], values[2], values[3]));
        }
    }

    [Fact]
    public void The_largest_column_is_NumPys_even_beyond_the_numbers()
    {
        Assert.Equal(1, RowStatistics.ArgMax<double>([1, 3, 3, 2]));
        Assert.Equal(2, RowStatistics.ArgMax<double>([1, 3, double.NaN, double.NaN]));
        Assert.Equal(0, RowStatistics.ArgMax<double>([double.NaN, double.PositiveInfinity]));
        Assert.Equal(1, RowStatistics.ArgMax<double>([double.NegativeInfinity, -5]));
    }

    private static double[] All<V>(Matrix<float> x, Matrix<float> dy, Matrix<float> gamma, Matrix<float> beta)
        where V : unmanaged, ILanes<V, float>
    {
        int d = x.Columns;
        Matrix<float> mu = new(1, d), variance = new(1, d), inverse = new(1, d), dgamma = new(1, d), dbeta = new(1, d);
        Matrix<float> xHat = new(x.Rows, d), y = new(x.Rows, d), dx = new(x.Rows, d);
        new BatchNormKernels.ForwardKernel<float>(x, gamma, beta, 1e-5f, true, mu, variance, inverse, xHat, y).Run<V>();
        new BatchNormKernels.BackwardKernel<float>(dy, y, xHat, gamma, inverse, true, dx, dgamma, dbeta).Run<V>();
        return [.. y.ToArray(), .. variance.ToArray(), .. dx.ToArray(), .. dgamma.ToArray(), .. dbeta.ToArray()];
    }
}
