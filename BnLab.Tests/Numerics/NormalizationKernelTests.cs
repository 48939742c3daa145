namespace BnLab.Tests.Numerics;

/// <summary>The kernels of layer and group normalization give the same bits at every vector width.</summary>
public sealed class NormalizationKernelTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 2, 5 }, { 3, 16 }, { 50, 100 }, { 51, 17 }, { 4, 70 }, { 2, 33 } };

    /// <summary>Channels, height, width, groups: groups that begin anywhere, and areas below and above a vector.</summary>
    public static TheoryData<int, int, int, int> Volumes => new() { { 1, 1, 2, 1 }, { 4, 3, 5, 2 }, { 6, 1, 7, 3 }, { 4, 5, 7, 4 }, { 6, 6, 6, 1 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_vector_width_changes_no_bit_of_layer_norm(int n, int d)
    {
        var random = new NumpyRandom(16);
        var (x, dy) = (Draw.Normal<float>(random, n, d, 3, 1), Draw.Normal<float>(random, n, d));
        var (gamma, beta) = (Draw.Normal<float>(random, 1, d), Draw.Normal<float>(random, 1, d));
        double[] wide = Layers<Lanes512<float>>(x, dy, gamma, beta);
        Assert.Equal(wide, Layers<Lanes256<float>>(x, dy, gamma, beta));
        Assert.Equal(wide, Layers<Lanes128<float>>(x, dy, gamma, beta));
    }

    [Theory]
    [MemberData(nameof(Volumes))]
    public void The_vector_width_changes_no_bit_of_group_norm(int channels, int height, int width, int groups)
    {
        var random = new NumpyRandom(17);
        int features = channels * height * width;
        var (x, dy) = (Draw.Normal<float>(random, 3, features, 3, 1), Draw.Normal<float>(random, 3, features));
        var (gamma, beta) = (Draw.Normal<float>(random, 1, channels), Draw.Normal<float>(random, 1, channels));
        double[] wide = Groups<Lanes512<float>>(x, dy, gamma, beta, groups);
        Assert.Equal(wide, Groups<Lanes256<float>>(x, dy, gamma, beta, groups));
        Assert.Equal(wide, Groups<Lanes128<float>>(x, dy, gamma, beta, groups));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var (x, row, column) = (new Matrix<float>(2, 6), new Matrix<float>(1, 6), new Matrix<float>(2, 1));
        var (channels, groups) = (new Matrix<float>(1, 4), new Matrix<float>(2, 2));
        Assert.Throws<ArgumentException>(() => LayerNormKernels.Forward(x, row, channels, 0f, column, x, x));
        Assert.Throws<ArgumentException>(() => LayerNormKernels.Backward(x, x, row, row, x, row, row));
        Assert.Throws<ArgumentException>(() => GroupNormKernels.Forward(x, channels, channels, 0f, groups, x, x));
        Assert.Throws<ArgumentException>(() => Transposition.Transpose<float>(new float[5], groups));
        Assert.Throws<ArgumentException>(() => Transposition.Transpose(groups, new float[3]));
    }

    private static double[] Layers<V>(Matrix<float> x, Matrix<float> dy, Matrix<float> gamma, Matrix<float> beta)
        where V : unmanaged, ILanes<V, float>
    {
        int d = x.Columns;
        Matrix<float> inverse = new(x.Rows, 1), xHat = new(x.Rows, d), y = new(x.Rows, d), dx = new(x.Rows, d), dgamma = new(1, d), dbeta = new(1, d);
        new LayerNormKernels.ForwardKernel<float>(x, gamma, beta, 1e-5f, inverse, xHat, y).Run<V>();
        new LayerNormKernels.BackwardKernel<float>(dy, xHat, gamma, inverse, dx, dgamma, dbeta).Run<V>();
        return [.. y.ToArray(), .. dx.ToArray(), .. dgamma.ToArray(), .. dbeta.ToArray()];
    }

    private static double[] Groups<V>(Matrix<float> x, Matrix<float> dy, Matrix<float> gamma, Matrix<float> beta, int groups)
        where V : unmanaged, ILanes<V, float>
    {
        Matrix<float> inverse = new(x.Rows, groups), xHat = new(x.Rows, x.Columns), y = new(x.Rows, x.Columns), dx = new(x.Rows, x.Columns);
        Matrix<float> dgamma = new(1, gamma.Columns), dbeta = new(1, gamma.Columns);
        new GroupNormKernels.ForwardKernel<float>(x, gamma, beta, 1e-5f, inverse, xHat, y).Run<V>();
        new GroupNormKernels.BackwardKernel<float>(dy, xHat, gamma, inverse, dx, dgamma, dbeta).Run<V>();
        return [.. y.ToArray(), .. dx.ToArray(), .. dgamma.ToArray(), .. dbeta.ToArray()];
    }
}
