namespace BnLab.Tests.Nets;

public sealed class FoldingTests
{
    [Fact]
    public void The_folded_net_has_the_same_scores_in_every_design() => EveryDraw.Satisfies(Prop.ForAll(
        ArbMap.Default.ArbFor<(ushort Seed, byte Rows, Activation Activation, bool After)>(),
        draw =>
        {
            Holds<double>(draw, 1e-12);
            Holds<float>(draw, 1e-3);
        }));

    private static void Holds<T>((ushort Seed, byte Rows, Activation Activation, bool After) draw, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new NumpyRandom(draw.Seed);
        var net = Net<T>(random, new NetDesign(12, [9, 7, 5], 4)
        {
            Normalization = Normalization.Batch,
            Activation = (Activation)((int)draw.Activation % 3),
            NormalizesAfterActivation = draw.After,
        });
        var x = Draw.Normal<T>(random, 1 + (draw.Rows % 20), 12, 3, 1);
        var folded = Folding.Fold(net);
        Assert.All(folded.Layers, layer => Assert.IsNotType<BatchNormLayer<T>>(layer));
        Assert.Equal((3 * 2) + 1, folded.Layers.Count);
        Close.Equal(net.Scores(x), folded.Scores(x), tolerance);
    }

    [Fact]
    public void A_deep_net_loses_no_more_than_rounding()
    {
        var random = new NumpyRandom(3);
        var net = Net<double>(random, new NetDesign(40, [.. Enumerable.Repeat(30, 12)], 10) { Normalization = Normalization.Batch });
        var x = Draw.Normal(random, 50, 40, 3, 1);
        PopulationStatistics.SetExact(net, x);
        Close.Equal(net.Scores(x), Folding.Fold(net).Scores(x), 1e-12);
    }

    [Fact]
    public void The_net_stays_as_it_is()
    {
        var random = new NumpyRandom(4);
        var net = Net<double>(random, new NetDesign(12, [9, 7], 4) { Normalization = Normalization.Batch });
        var x = Draw.Normal(random, 5, 12);
        double[] before = [.. net.Parameters.Values.ToArray(), .. net.Scores(x).ToArray()];
        Folding.Fold(net).Parameters.Values.Fill(0);
        double[] after = [.. net.Parameters.Values.ToArray(), .. net.Scores(x).ToArray()];
        Assert.Equal(before, after);
    }

    [Fact]
    public void Dropout_is_left_out_and_a_plain_net_is_copied()
    {
        var random = new NumpyRandom(5);
        var net = new FullyConnectedNet<double>(new NetDesign(12, [9], 4) { Keep = 0.5 }, random);
        net.Initialize(random, 1);
        var x = Draw.Normal(random, 3, 12);
        Assert.Equal(net.Scores(x).ToArray(), Folding.Fold(net).Scores(x).ToArray());
        Assert.Equal(3, Folding.Fold(net).Layers.Count);
    }

    [Fact]
    public void Layer_normalization_cannot_be_folded() =>
        Assert.Throws<ArgumentException>(() => Folding.Fold(new FullyConnectedNet<double>(3, [2], 2, Normalization.Layer)));

    /// <summary>Parameters and statistics drawn at random; running variances from 0.1 to 3.</summary>
    private static FullyConnectedNet<T> Net<T>(NumpyRandom random, NetDesign design)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var net = new FullyConnectedNet<T>(design);
        foreach (var (shape, learned) in net.Parameters.All)
        {
            double scale = shape.Kind == ParameterKind.Weight ? 1 / Math.Sqrt(shape.Rows) : 0.5;
            random.FillNormal(learned.Value, scale, shape.Kind == ParameterKind.Scale ? 1.0 : 0.0);
        }

        foreach (var layer in net.Layers.OfType<BatchNormLayer<T>>())
        {
            random.FillNormal(layer.RunningMean);
            foreach (ref T variance in layer.RunningVariance.Row(0)) variance = T.CreateTruncating(random.NextUniform(0.1, 3));
        }

        return net;
    }
}
