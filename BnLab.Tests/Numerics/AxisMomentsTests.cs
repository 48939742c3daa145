namespace BnLab.Tests.Numerics;

public sealed class AxisMomentsTests
{
    private static readonly double[] Small = [1, 2, 3, 4, 5, 6]; // (2, 3)

    [Fact]
    public void A_small_matrix_has_the_moments_that_one_computes_by_hand()
    {
        Holds(AxisMoments.Of<double>(Small, [2, 3], 0), 2, [2.5, 3.5, 4.5], [2.25, 2.25, 2.25]);
        Holds(AxisMoments.Of<double>(Small, [2, 3], 1), 3, [2, 5], [2.0 / 3, 2.0 / 3]);
        Holds(AxisMoments.Of<double>(Small, [2, 3], 0, 1), 6, [3.5], [35.0 / 12]);
        Holds(AxisMoments.Of<double>(Small, [2, 3]), 1, Small, [0, 0, 0, 0, 0, 0]);

        static void Holds(AxisMoments moments, int count, double[] mean, double[] variance)
        {
            Assert.Equal(count, moments.Count);
            Close.Equal(mean, moments.Mean, 1e-15);
            Close.Equal(variance, moments.Variance, 1e-15);
        }
    }

    /// <summary>Against sums over indices, which know nothing of runs and passes.</summary>
    [Fact]
    public void Every_choice_of_axes_of_every_shape_is_the_plain_sum() => EveryDraw.Satisfies(Prop.ForAll(
        ArbMap.Default.ArbFor<(ushort Seed, byte Lengths, byte Axes)>(),
        draw =>
        {
            var random = new NumpyRandom(draw.Seed);
            int[] shape = [.. Enumerable.Range(0, 4).Select(i => 1 + ((draw.Lengths >> (2 * i)) & 3))];
            int[] axes = [.. Enumerable.Range(0, 4).Where(i => (draw.Axes >> i & 1) == 1)];
            var x = Draw.Normal(random, 1, shape.Aggregate((a, b) => a * b), 3, 100);
            var moments = AxisMoments.Of<double>(x.Row(0), shape, axes);
            var groups = x.ToArray().Select((value, i) => (Value: value, Key: Kept(i))).GroupBy(v => v.Key, v => v.Value).OrderBy(g => g.Key).ToList();
            Close.Equal([.. groups.Select(g => g.Average())], moments.Mean, 1e-13);
            Close.Equal([.. groups.Select(g => g.Average(v => Math.Pow(v - g.Average(), 2)))], moments.Variance, 1e-11);
            Assert.Equal(groups[0].Count(), moments.Count);

            int Kept(int index)
            {
                int kept = 0, stride = 1;
                for (int axis = 3; axis >= 0; axis--)
                {
                    int place = index % shape[axis];
                    index /= shape[axis];
                    if (axes.Contains(axis)) continue;
                    kept += place * stride;
                    stride *= shape[axis];
                }

                return kept;
            }
        }));

    [Fact]
    public void Columns_of_a_matrix_are_its_last_axis_whatever_its_padding()
    {
        Holds<float>();
        Holds<double>();

        static void Holds<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = Draw.Normal<T>(new NumpyRandom(2), 53, 17, 3, 7);
            var columns = AxisMoments.OfColumns(x);
            var all = AxisMoments.Of<double>(x.ToArray(), [53, 17], 0);
            Assert.Equal((all.Mean, all.Variance, all.Count), (columns.Mean, columns.Variance, columns.Count), EqualMoments);
        }

        static bool EqualMoments((double[] Mean, double[] Variance, int Count) a, (double[] Mean, double[] Variance, int Count) b) =>
            a.Mean.SequenceEqual(b.Mean) && a.Variance.SequenceEqual(b.Variance) && a.Count == b.Count;
    }

    /// <summary>A large mean swallows the variance where squares are summed, and float sums lose digits of long columns.</summary>
    [Fact]
    public void A_large_mean_and_many_values_cost_no_digits()
    {
        var x = new float[400_000];
        for (int i = 0; i < x.Length; i++) x[i] = 1e6f + (i % 2);
        var moments = AxisMoments.Of<float>(x, [x.Length], 0);
        Assert.Equal(1e6 + 0.5, moments.Mean[0], 1e-9);
        Assert.Equal(0.25, moments.Variance[0], 1e-12);
    }

    [Fact]
    public void Both_layouts_of_images_have_the_same_moments()
    {
        const int N = 20, H = 9, W = 7, C = 5;
        var pixels = Draw.Normal(new NumpyRandom(3), 1, N * H * W * C, 10, 1000).ToArray(); // NHWC
        var planes = new double[pixels.Length];                                             // NCHW
        for (int n = 0; n < N; n++)
        {
            for (int i = 0; i < H * W; i++)
            {
                for (int c = 0; c < C; c++) planes[(((n * C) + c) * H * W) + i] = pixels[(((n * H * W) + i) * C) + c];
            }
        }

        var (a, b) = (AxisMoments.Of<double>(pixels, [N, H, W, C], 0, 1, 2), AxisMoments.Of<double>(planes, [N, C, H, W], 0, 2, 3));
        Assert.Equal((C, N * H * W, N * H * W), (a.Mean.Length, a.Count, b.Count));
        Close.Equal(a.Mean, b.Mean, 1e-13);
        Close.Equal(a.Variance, b.Variance, 1e-13);
    }

    [Fact]
    public void What_is_no_number_is_not_hidden()
    {
        var moments = AxisMoments.Of<double>([1, double.NaN, 2, 3], [2, 2], 0);
        Assert.Equal((1.5, double.NaN), (moments.Mean[0], moments.Mean[1]));
        Assert.Equal((0.25, double.NaN), (moments.Variance[0], moments.Variance[1]));
    }

    [Fact]
    public void Shapes_and_axes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AxisMoments.Of<double>(Small, [2, 4], 0));
        Assert.Throws<ArgumentException>(() => AxisMoments.Of<double>(Small, [2, 2], 0));
        Assert.Throws<ArgumentException>(() => AxisMoments.Of<double>(Small, [int.MaxValue, int.MaxValue, int.MaxValue], 0));
        Assert.Throws<ArgumentException>(() => AxisMoments.Of<double>(Small, [2, 3], 2));
        Assert.Throws<ArgumentException>(() => AxisMoments.Of<double>(Small, [2, 3], -1));
        Assert.Throws<ArgumentException>(() => AxisMoments.Of<double>(Small, [2, 3], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisMoments.Of<double>([], [0, 3], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisMoments.OfColumns(new Matrix<double>(0, 3)));
    }
}
