namespace BnLab.Tests.Layers;

public sealed class GhostBatchNormTests
{
    private static readonly ImageShape Volume = new(3, 4, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Each_ghost_batch_is_normalized_as_a_mini_batch_of_its_own(int size)
    {
        var random = new NumpyRandom(3);
        Matrix<double> gamma = Draw.Normal<double>(random, 1, 3), beta = Draw.Normal<double>(random, 1, 3);
        Matrix<double> x = Draw.Normal<double>(random, 5, Volume.Length), dy = Draw.Normal<double>(random, 5, Volume.Length);
        var (ghostGamma, ghostBeta) = (Parameter<double>.From(gamma), Parameter<double>.From(beta));
        var (partGamma, partBeta) = (Parameter<double>.From(gamma), Parameter<double>.From(beta));
        var ghost = new GhostBatchNormLayer<double>(ghostGamma, ghostBeta, Volume, size, relu: true);
        var part = new SpatialBatchNormLayer<double>(partGamma, partBeta, Volume, relu: true);
        var (y, dx) = (ghost.Forward(x, Mode.Train), ghost.Backward(dy.Clone()));
        double[] dgamma = new double[3], dbeta = new double[3];
        for (int first = 0; first < 5; first += size)
        {
            int count = int.Min(size, 5 - first);
            Assert.Equal(part.Forward(x.RowRange(first, count), Mode.Train).ToArray(), y.RowRange(first, count).ToArray());
            Assert.Equal(part.Backward(dy.RowRange(first, count).Clone()).ToArray(), dx.RowRange(first, count).ToArray());
            for (int c = 0; c < 3; c++)
            {
                dgamma[c] += partGamma.Gradient[0, c];
                dbeta[c] += partBeta.Gradient[0, c];
            }
        }

        Assert.Equal(dgamma, ghostGamma.Gradient.ToArray());
        Assert.Equal(dbeta, ghostBeta.Gradient.ToArray());
        Assert.Equal(part.RunningMean.ToArray(), ghost.RunningMean.ToArray());
        Assert.Equal(part.RunningVariance.ToArray(), ghost.RunningVariance.ToArray());
        Assert.Equal(part.Forward(x, Mode.Test).ToArray(), ghost.Forward(x, Mode.Test).ToArray());
    }
}
