namespace BnLab.Tests.Nets;

public sealed class BatchNormStatisticsTests
{
    private readonly NumpyRandom _random = new(4);

    [Fact]
    public void A_copy_stays_as_it_is_and_can_be_put_back()
    {
        var net = PopulationStatisticsTests.Net<double>(_random);
        var x = Draw.Normal(_random, 20, 6);
        net.Scores(x, Mode.Train);
        double[] before = net.Scores(x).ToArray();
        var kept = BatchNormStatistics<double>.Of(net);
        PopulationStatistics.SetExact(net, x);
        Assert.NotEqual(before, net.Scores(x).ToArray());
        kept.SetOn(net);
        Assert.Equal(before, net.Scores(x).ToArray());
    }

    [Fact]
    public void Statistics_of_another_design_are_refused()
    {
        var net = PopulationStatisticsTests.Net<double>(_random);
        Assert.Throws<ArgumentException>(() => BatchNormStatistics<double>.Of(new FullyConnectedNet<double>(6, [5, 4], 3)).SetOn(net));
        Assert.Throws<ArgumentException>(() => BatchNormStatistics<double>.Of(new FullyConnectedNet<double>(6, [4, 5], 3, Normalization.Batch)).SetOn(net));
        Assert.Empty(BatchNormStatistics<double>.Of(new FullyConnectedNet<double>(6, [5], 3)).Layers);
    }

    /// <summary>Mini-batches that are all alike: corrected, a running average of any momentum is what they all have.</summary>
    [Theory]
    [InlineData(0.9, 0.0, 1)]
    [InlineData(0.999, 0.0, 3)]
    [InlineData(0.999, 1.0, 3)]
    [InlineData(0.0, 1.0, 2)]
    public void Correction_takes_the_beginning_out(double momentum, double start, int updates)
    {
        var conventions = new BatchNormConventions(Momentum: momentum, InitialRunningVariance: start);
        var net = new FullyConnectedNet<double>(new NetDesign(6, [5], 3) { Normalization = Normalization.Batch, Conventions = conventions });
        net.Initialize(_random, 1);
        var x = Draw.Normal(_random, 20, 6, 3, 1);
        for (int t = 0; t < updates; t++) net.Scores(x, Mode.Train);
        var corrected = BatchNormStatistics<double>.Of(net).BiasCorrected(conventions, updates);
        PopulationStatistics.SetExact(net, x);
        var exact = BatchNormStatistics<double>.Of(net);
        Close.Equal(exact.Layers[0].Mean, corrected.Layers[0].Mean, 1e-10);
        Close.Equal(exact.Layers[0].Variance, corrected.Layers[0].Variance, 1e-10);
    }
}
