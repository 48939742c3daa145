using BnLab.Experiments.Moments;

namespace BnLab.Tests.Experiments.Layouts;

public sealed class ImageBatchTests
{
    private static readonly ImageBatch Batch = new([4, 3, 5, 2], 231, CancellationToken.None);

    [Fact]
    public void Both_layouts_hold_the_same_values()
    {
        Assert.Equal(([4, 3, 5, 2], [4, 2, 3, 5]), (Batch.NhwcShape, Batch.NchwShape), (a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2));
        for (int n = 0; n < 4; n++)
        {
            for (int i = 0; i < 15; i++)
            {
                for (int c = 0; c < 2; c++) Assert.Equal(Batch.Nhwc[(((n * 15) + i) * 2) + c], Batch.Nchw[(((n * 2) + c) * 15) + i]);
            }
        }
    }

    /// <summary>The moments by channel are what spatial batch normalization normalizes with.</summary>
    [Fact]
    public void Moments_by_channel_are_those_of_spatial_batch_norm()
    {
        var images = new Matrix<double>(4, 30);
        for (int i = 0; i < Batch.Nchw.Length; i++) images[i / 30, i % 30] = Batch.Nchw[i];
        var moments = AxisMoments.Of<float>(Batch.Nchw, Batch.NchwShape, 0, 2, 3);
        var pass = SpatialBatchNorm.Forward(images, new ImageShape(2, 3, 5), 1.0, 0.0).Pixels;
        Close.Equal(pass.Mu.ToArray(), moments.Mean, 1e-14);
        Close.Equal(pass.Variance.ToArray(), moments.Variance, 1e-14);
    }

    [Fact]
    public void By_channel_normalization_moves_with_the_image_by_place_it_does_not()
    {
        Assert.InRange(Translation.Error(Batch, 0, 2, 3), 0, 1e-13);
        Assert.InRange(Translation.Error(Batch, 0), 0.1, 100);
        Assert.Equal(0, Translation.Error(new([4, 3, 1, 2], 231, CancellationToken.None), 0)); // around an edge of one pixel
    }
}
