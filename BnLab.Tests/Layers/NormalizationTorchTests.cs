namespace BnLab.Tests.Layers;

/// <summary>The normalization layers against PyTorch's, with its conventions.</summary>
public sealed class NormalizationTorchTests
{
    [Theory]
    [InlineData("BatchNorm1d(5), momentum 0.1, eps 1e-5", 8)]
    [InlineData("BatchNorm2d(3), momentum 0.1, eps 1e-5", 2)]
    [InlineData("LayerNorm(6), eps 1e-5", 4)]
    [InlineData("GroupNorm(2, 6), eps 1e-5", 2)]
    public void Results_and_gradients_are_PyTorchs(string name, int samples)
    {
        var golden = GoldenFile.Read("torch-layers.json").GetProperty(name);
        var (gamma, beta) = (Parameter<double>.From(Golden("weight", 1)), Parameter<double>.From(Golden("bias", 1)));
        ILayer<double> layer = name[..6] switch
        {
            "BatchN" when name[9] == '1' => new BatchNormLayer<double>(gamma, beta, BatchNormConventions.PyTorch(momentum: 0.1, eps: 1e-5)),
            "BatchN" => new SpatialBatchNormLayer<double>(gamma, beta, new ImageShape(3, 4, 5), BatchNormConventions.PyTorch()),
            "LayerN" => new LayerNormLayer<double>(gamma, beta),
            _ => new GroupNormLayer<double>(gamma, beta, new ImageShape(6, 3, 4), groups: 2),
        };
        var x = Golden("x", samples);
        layer.Forward(x, Mode.Train);
        layer.Forward(x + 1.0, Mode.Train);
        Close.Equal(Golden("y", samples), layer.Forward(x + 2.0, Mode.Train), 1e-12);
        Close.Equal(Golden("dx", samples), layer.Backward(Golden("dout", samples)), 1e-12);
        Close.Equal(Golden("dweight", 1), gamma.Gradient, 1e-12);
        Close.Equal(Golden("dbias", 1), beta.Gradient, 1e-12);
        if (layer is BatchNormalization<double> batchNorm)
        {
            Close.Equal(Golden("running_mean", 1), batchNorm.RunningMean, 1e-12);
            Close.Equal(Golden("running_var", 1), batchNorm.RunningVariance, 1e-12);
            Close.Equal(Golden("y_eval_of_x", samples), layer.Forward(x, Mode.Test), 1e-12);
        }
        else
        {
            Assert.Equal(layer.Forward(x, Mode.Train).ToArray(), layer.Forward(x, Mode.Test).ToArray());
        }

        Matrix<double> Golden(string part, int rows) => BatchNormTests.Rows(Close.Flatten(golden.GetProperty(part)), rows);
    }
}
