namespace BnLab.Tests.Layers;

public sealed class BatchNormTests
{
    [Fact]
    public void The_three_backward_passes_agree_on_random_batches() => EveryDraw.Satisfies(Prop.ForAll(
        ArbMap.Default.ArbFor<(ushort Seed, byte Rows, byte Columns)>(),
        draw =>
        {
            var random = new NumpyRandom(draw.Seed);
            int n = 2 + (draw.Rows % 60), d = 1 + (draw.Columns % 40);
            var (x, dy) = (Draw.Normal(random, n, d, 5, 12), Draw.Normal(random, n, d));
            var gamma = Parameter<double>.From(Draw.Normal(random, 1, d));
            var beta = Parameter<double>.From(Draw.Normal(random, 1, d));
            var pass = BatchNorm.Forward(x, gamma.Value, beta.Value);
            var steps = BatchNorm.BackwardStepByStep(dy, pass);
            var closed = BatchNorm.BackwardClosedForm(dy, pass);
            var layer = new BatchNormLayer<double>(gamma, beta);
            layer.Forward(x, Mode.Train);
            var dx = layer.Backward(dy.Clone());
            Close.Equal(steps.Dx, closed.Dx, 1e-10);
            Close.Equal(steps.Dx, dx, 1e-10);
            Close.Equal(steps.Dgamma, gamma.Gradient, 1e-10);
            Close.Equal(steps.Dbeta, beta.Gradient, 1e-10);

            // Shifting the input has no effect, so its gradient sums to 0; scaling it has none but through eps.
            Close.Equal(new double[d], ColumnStatistics.ColumnSum(dx).ToArray(), 1e-10);
            var leftByEps = gamma.Value / pass.Std * gamma.Gradient * BatchNorm.DefaultEps / (pass.Variance + BatchNorm.DefaultEps);
            Close.Equal(leftByEps, ColumnStatistics.ColumnSum(dx * pass.XHat), 1e-9);
        }));

    [Fact]
    public void The_courses_running_statistics_start_at_0_and_are_biased()
    {
        var layer = new BatchNormLayer<double>(
            Parameter<double>.From(Matrix<double>.FromRow(1.0)), Parameter<double>.From(Matrix<double>.FromRow(0.0)));
        layer.Forward(Matrix<double>.From(new double[,] { { 1 }, { 3 } }), Mode.Train);
        Close.Equal([0.1 * 2], layer.RunningMean.ToArray(), 1e-15);
        Close.Equal([0.1 * 1], layer.RunningVariance.ToArray(), 1e-15);
    }

    [Fact]
    public void One_sample_has_no_unbiased_variance_and_leaves_the_running_one_finite()
    {
        var layer = new BatchNormLayer<double>(
            Parameter<double>.From(Matrix<double>.FromRow(1.0)), Parameter<double>.From(Matrix<double>.FromRow(0.0)), BatchNormConventions.PyTorch());
        layer.Forward(Matrix<double>.Constant(1, 1, 5), Mode.Train);
        Close.Equal([0.9], layer.RunningVariance.ToArray(), 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void A_constant_column_stays_finite(int n)
    {
        var layer = new BatchNormLayer<double>(
            Parameter<double>.From(Matrix<double>.FromRow(2.0)), Parameter<double>.From(Matrix<double>.FromRow(5.0)));
        Assert.All(layer.Forward(Matrix<double>.Constant(n, 1, 1e6), Mode.Train).ToArray(), y => Assert.Equal(5, y));
        Assert.All(layer.Backward(Matrix<double>.Constant(n, 1, 1)).ToArray(), dx => Assert.Equal(0, dx));
    }

    internal static Matrix<double> Rows(double[] values, int rows)
    {
        var matrix = new Matrix<double>(rows, values.Length / rows);
        for (int i = 0; i < values.Length; i++) matrix[i / matrix.Columns, i % matrix.Columns] = values[i];
        return matrix;
    }
}
