namespace BnLab.Tests.Nets;

public sealed class PopulationStatisticsTests
{
    /// <summary>One mini-batch of all samples is what the exact statistics make every batch look like.</summary>
    [Fact]
    public void With_exact_statistics_each_sample_gets_the_scores_it_has_among_all() => EveryDraw.Satisfies(Prop.ForAll(
        ArbMap.Default.ArbFor<(ushort Seed, byte Rows, bool After)>(),
        draw =>
        {
            Holds<double>(draw.Seed, 2 + draw.Rows, draw.After, 1e-10);
            Holds<float>(draw.Seed, 20 + draw.Rows, draw.After, 2e-3);
        }));

    private static void Holds<T>(uint seed, int rows, bool after, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new NumpyRandom(seed);
        var net = Net<T>(random, after);
        var x = Draw.Normal<T>(random, rows, 6, 3, 1);
        var among = net.Scores(x, Mode.TestWithBatchStatistics).Clone();
        PopulationStatistics.SetExact(net, x);
        Close.Equal(among, net.Scores(x), tolerance);
        for (int i = 0; i < rows; i += 7) Close.Equal(among.RowRange(i, 1), net.Scores(x.RowRange(i, 1)), tolerance);
    }

    [Fact]
    public void Exact_statistics_are_the_columns_means_and_biased_variances_layer_by_layer()
    {
        var random = new NumpyRandom(5);
        var net = Net<double>(random);
        var x = Draw.Normal(random, 1_203, 6, 3, 1); // more than the pass takes at once, and no multiple of it
        PopulationStatistics.SetExact(net, x);
        var input = x;
        for (int i = 1; i <= 2; i++)
        {
            var a = new Matrix<double>(x.Rows, i == 1 ? 5 : 4);
            MatrixProduct.Multiply(input, net.Parameters[$"W{i}"].Value, a);
            a += net.Parameters[$"b{i}"].Value;
            var pass = BatchNorm.Forward(a, net.Parameters[$"gamma{i}"].Value, net.Parameters[$"beta{i}"].Value);
            var layer = net.Layers.OfType<BatchNormLayer<double>>().ElementAt(i - 1);
            Close.Equal(pass.Mu, layer.RunningMean, 1e-12);
            Close.Equal(pass.Variance, layer.RunningVariance, 1e-12);
            input = pass.Y.Map(y => Math.Max(0, y));
        }
    }

    [Fact]
    public void Algorithm_2_averages_means_and_unbiased_variances_of_mini_batches_as_in_training()
    {
        var random = new NumpyRandom(6);
        var net = Net<double>(random);
        var x = Draw.Normal(random, 23, 6, 3, 1);
        PopulationStatistics.SetAveraged(net, x, 5);

        // The same in plain lines: four mini-batches of five; three samples are left over.
        var expected = Enumerable.Range(0, 2).Select(i => (Mean: new Matrix<double>(1, 5 - i), Variance: new Matrix<double>(1, 5 - i))).ToArray();
        for (int b = 0; b < 4; b++)
        {
            var batch = x.RowRange(5 * b, 5);
            for (int i = 1; i <= 2; i++)
            {
                var a = new Matrix<double>(5, 6 - i);
                MatrixProduct.Multiply(batch, net.Parameters[$"W{i}"].Value, a);
                a += net.Parameters[$"b{i}"].Value;
                var pass = BatchNorm.Forward(a, net.Parameters[$"gamma{i}"].Value, net.Parameters[$"beta{i}"].Value);
                expected[i - 1] = (expected[i - 1].Mean + (pass.Mu / 4.0), expected[i - 1].Variance + (pass.Variance * 1.25 / 4.0)); // m / (m - 1) = 5 / 4
                batch = pass.Y.Map(y => Math.Max(0, y));
            }
        }

        foreach (var (layer, (mean, variance)) in net.Layers.OfType<BatchNormLayer<double>>().Zip(expected))
        {
            Close.Equal(mean, layer.RunningMean, 1e-12);
            Close.Equal(variance, layer.RunningVariance, 1e-12);
        }
    }

    [Fact]
    public void The_factor_makes_the_variance_of_tiny_mini_batches_right_on_average()
    {
        var random = new NumpyRandom(7);
        var net = new FullyConnectedNet<double>(1, [1], 2, Normalization.Batch);
        net.Parameters["W1"].Value.Fill(1);
        PopulationStatistics.SetAveraged(net, Draw.Normal(random, 40_000, 1, 3, 50), 2);
        var layer = net.Layers.OfType<BatchNormLayer<double>>().Single();
        Assert.Equal(50, layer.RunningMean[0, 0], 0.1);
        Assert.Equal(9, layer.RunningVariance[0, 0], 0.3); // without the factor it would be 4.5
    }

    [Fact]
    public void Images_are_measured_by_channel_and_the_factor_counts_their_pixels()
    {
        var random = new NumpyRandom(8);
        var volume = new ImageShape(2, 3, 3);
        var net = new OneLayer(new SpatialBatchNormLayer<double>(
            Parameter<double>.From(Matrix<double>.Constant(1, 2, 1)), Parameter<double>.From(new Matrix<double>(1, 2)), volume));
        var x = Draw.Normal(random, 4, volume.Length, 3, 1);
        PopulationStatistics.SetExact(net, x);
        var exact = BatchNormStatistics<double>.Of(net).Layers[0];
        var pass = SpatialBatchNorm.Forward(x, volume, 1.0, 0.0).Pixels;
        Close.Equal(pass.Mu, exact.Mean, 1e-14);
        Close.Equal(pass.Variance, exact.Variance, 1e-14);
        PopulationStatistics.SetAveraged(net, x, 100); // fewer samples than that: one mini-batch of all
        Close.Equal(pass.Variance * (36.0 / 35.0), BatchNormStatistics<double>.Of(net).Layers[0].Variance, 1e-14);
    }

    [Fact]
    public void A_pass_changes_no_parameter_and_no_single_sample_has_a_variance()
    {
        var random = new NumpyRandom(9);
        var net = Net<double>(random);
        double[] before = net.Parameters.Values.ToArray();
        var x = Draw.Normal(random, 12, 6);
        PopulationStatistics.SetExact(net, x);
        PopulationStatistics.SetAveraged(net, x, 4);
        Assert.Equal(before, net.Parameters.Values.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => PopulationStatistics.SetAveraged(net, x, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PopulationStatistics.SetAveraged(net, x, 0));
    }

    internal static FullyConnectedNet<T> Net<T>(NumpyRandom random, bool after = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var net = new FullyConnectedNet<T>(new NetDesign(6, [5, 4], 3) { Normalization = Normalization.Batch, NormalizesAfterActivation = after });
        foreach (var (shape, learned) in net.Parameters.All)
        {
            random.FillNormal(learned.Value, 0.5, shape.Kind == ParameterKind.Scale ? 1.0 : 0.0);
        }

        return net;
    }

    private sealed class OneLayer(ILayer<double> layer) : Network<double>([], 0.0)
    {
        public override IReadOnlyList<ILayer<double>> Layers { get; } = [layer];
    }

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
