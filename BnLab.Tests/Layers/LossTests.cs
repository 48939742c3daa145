namespace BnLab.Tests.Layers;

public sealed class LossTests
{
    /// <summary>The course's notebook on fully connected nets prints these two losses.</summary>
    [Fact]
    public void Svm_and_softmax_loss_meet_the_notebook()
    {
        var random = new NumpyRandom(231);
        var scores = Draw.Normal(random, 50, 10, 0.001);
        int[] labels = new int[50];
        random.Choice(10, labels);
        var dScores = new Matrix<double>(50, 10);
        Assert.Equal(8.999602749096233, SvmLoss.Compute(scores, labels, dScores), 1e-14);
        Assert.Equal(2.302545844500738, SoftmaxLoss.Compute(scores, labels, dScores), 1e-14);
    }

    [Fact]
    public void Softmax_loss_of_equal_scores_is_the_logarithm_of_the_number_of_classes() =>
        Assert.Equal(Math.Log(10), SoftmaxLoss.Compute(new Matrix<double>(3, 10), [1, 2, 3], new Matrix<double>(3, 10)), 1e-14);

    [Fact]
    public void Softmax_loss_of_large_scores_stays_finite()
    {
        var scores = Matrix<float>.From(new double[,] { { 1e30, 0, -1e30 } });
        var dScores = new Matrix<float>(1, 3);
        Assert.Equal(0, SoftmaxLoss.Compute(scores, [0], dScores));
        Assert.All(dScores.ToArray(), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void Svm_loss_by_hand()
    {
        var scores = Matrix<float>.From(new double[,] { { 3, 2.5, 1, 2 }, { 0, 0, 0, 0 } });
        var dScores = Matrix<float>.Constant(2, 4, 7);
        Assert.Equal(((0.5 + 0 + 0) + 3) / 2, SvmLoss.Compute(scores, [0, 3], dScores)); // 2 stands at the margin: no cost
        Assert.Equal([-0.5, 0.5, 0, 0, 0.5, 0.5, 0.5, -1.5], dScores.ToArray());
    }

    [Fact]
    public void Svm_loss_of_what_is_not_a_number_is_not_a_number() =>
        Assert.True(double.IsNaN(SvmLoss.Compute(Matrix<double>.FromRow(0, double.NaN), [0], new(1, 2))));

    [Fact]
    public void Squared_loss_is_the_mean_over_all_values()
    {
        var predictions = Matrix<float>.From(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        var targets = Matrix<float>.From(new double[,] { { 1, 0 }, { 3, 1 }, { 4, 6 } });
        var dPredictions = new Matrix<float>(3, 2);
        Assert.Equal((4.0 + 9 + 1) / 6, SquaredLoss.Compute(predictions, targets, dPredictions), 1e-15);
        Close.Equal([0, 4 / 6.0, 0, 1, 2 / 6.0, 0], dPredictions.ToArray(), 1e-7);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SvmLoss.Compute(new Matrix<double>(2, 3), [0], new(2, 3)));
        Assert.Throws<ArgumentException>(() => SvmLoss.Compute(new Matrix<double>(2, 3), [0, 1], new(2, 4)));
        Assert.ThrowsAny<ArgumentException>(() => SvmLoss.Compute(new Matrix<double>(2, 3), [0, 1], new(1, 3)));
        Assert.Throws<ArgumentException>(() => SquaredLoss.Compute<double>(new(2, 3), new(1, 3), new(2, 3)));
        Assert.Throws<ArgumentException>(() => SquaredLoss.Compute<double>(new(2, 3), new(2, 2), new(2, 3)));
        Assert.Throws<ArgumentException>(() => SquaredLoss.Compute<double>(new(2, 3), new(2, 3), new(2, 2)));
        Assert.ThrowsAny<ArgumentException>(() => SquaredLoss.Compute<double>(new(2, 3), new(2, 3), new(1, 3)));
    }
}
