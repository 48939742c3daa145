namespace BnLab.Tests.Layers;

/// <summary>Batch normalization when a net is used: by the statistics that it keeps, by others, or by the batch's own.</summary>
public sealed class NormalizationTestTimeTests
{
    private static readonly ImageShape Image = new(3, 2, 4);

    private readonly NumpyRandom _random = new(17);

    [Fact]
    public void By_the_batchs_own_statistics_the_output_is_that_of_training_and_nothing_is_kept()
    {
        var (trained, used) = (Layer(relu: true), Layer(relu: true));
        used.Forward(Draw.Normal(_random, 5, 3), Mode.Train);
        double[] kept = Kept(used);
        var x = Draw.Normal(_random, 7, 3, 4, 2);
        Assert.Equal(trained.Forward(x, Mode.Train).ToArray(), used.Forward(x, Mode.TestWithBatchStatistics).ToArray());
        Assert.Equal(kept, Kept(used));
        Assert.Throws<InvalidOperationException>(() => used.Backward(x.Clone()));
    }

    [Fact]
    public void A_single_sample_by_its_own_statistics_is_beta()
    {
        var layer = Layer();
        var y = layer.Forward(Draw.Normal(_random, 1, 3, 50, -20), Mode.TestWithBatchStatistics);
        Assert.Equal([4, 5, 6], y.ToArray());
    }

    [Fact]
    public void Statistics_that_are_written_into_the_layer_are_used()
    {
        var layer = Layer();
        Matrix<double>.FromRow(7, 8, 9).CopyTo(layer.RunningMean);
        Matrix<double>.FromRow(4, 9, 16).CopyTo(layer.RunningVariance);
        var x = Draw.Normal(_random, 6, 3, 5, 7);
        var plain = BatchNorm.ForwardTest(x, Matrix<double>.FromRow(1, 2, 3), Matrix<double>.FromRow(4, 5, 6), layer.RunningMean, layer.RunningVariance);
        Assert.Equal(4 + ((x[2, 0] - 7) / Math.Sqrt(4 + 1e-5)), plain[2, 0], 1e-14);
        Close.Equal(plain, layer.Forward(x, Mode.Test), 1e-14);
        var (scale, shift) = layer.ScaleAndShift();
        Close.Equal(plain, (x * scale) + shift, 1e-14);
    }

    [Fact]
    public void Moments_are_those_of_what_goes_in()
    {
        var x = Draw.Normal(_random, 50, 3, 5, 7);
        var (moments, pass) = (Layer().Moments(x), BatchNorm.Forward(x, 1.0, 0.0));
        Close.Equal(pass.Mu.ToArray(), moments.Mean, 1e-14);
        Close.Equal(pass.Variance.ToArray(), moments.Variance, 1e-13);
        Assert.Equal(50, moments.Count);
        Assert.Throws<ArgumentException>(() => Layer().Moments(new Matrix<double>(2, 4)));
    }

    [Fact]
    public void Images_have_moments_of_their_channels()
    {
        var x = Draw.Normal(_random, 6, Image.Length, 5, 7);
        var layer = new SpatialBatchNormLayer<double>(Scale(), Shift(), Image);
        var moments = layer.Moments(x);
        layer.Forward(x, Mode.Train);
        Assert.Equal((3, 6 * 8), (moments.Mean.Length, moments.Count));
        Close.Equal((layer.RunningMean / 0.1).ToArray(), moments.Mean, 1e-13);
        Close.Equal((layer.RunningVariance / 0.1).ToArray(), moments.Variance, 1e-13);
        double[] own = layer.Forward(x, Mode.TestWithBatchStatistics).ToArray();
        Close.Equal(SpatialBatchNorm.Forward(x, Image, Scale().Value, Shift().Value).Y.ToArray(), own, 1e-12);
    }

    [Fact]
    public void Dropout_keeps_all_values_whatever_statistics_a_net_is_used_with()
    {
        var x = Draw.Normal(_random, 6, 3);
        Assert.Equal(x.ToArray(), new Dropout<double>(3, 0.5, _random).Forward(x, Mode.TestWithBatchStatistics).ToArray());
    }

    private static BatchNormLayer<double> Layer(bool relu = false) => new(Scale(), Shift(), relu: relu);

    private static double[] Kept(BatchNormLayer<double> layer) => [.. layer.RunningMean.ToArray(), .. layer.RunningVariance.ToArray()];

    private static Parameter<double> Scale() => Parameter<double>.From(Matrix<double>.FromRow(1, 2, 3));

    private static Parameter<double> Shift() => Parameter<double>.From(Matrix<double>.FromRow(4, 5, 6));
}
