using BnLab.Experiments.Whiten;

namespace BnLab.Tests.Experiments;

public sealed class InputTransformTests
{
    [Fact] // np.cov(x, rowvar=False, bias=True)
    public void Means_and_biased_covariances_are_the_same_in_blocks()
    {
        var x = Matrix<double>.From(new double[,] { { 1, 2 }, { 3, 10 }, { 5, 0 } });
        foreach (var statistics in new[] { FeatureStatistics.Of(x), FeatureStatistics.Of([x.RowRange(0, 1), x.RowRange(1, 1), x.RowRange(2, 1)]) })
        {
            Assert.Equal(3, statistics.Count);
            Close.Equal([3, 4], statistics.Mean.ToArray(), 1e-15);
            Close.Equal([8.0 / 3, -4.0 / 3, -4.0 / 3, 56.0 / 3], statistics.Covariance.ToArray(), 1e-14);
        }

        Assert.Throws<ArgumentException>(() => FeatureStatistics.Of([]));
    }

    [Fact]
    public void Raw_data_stay_as_they_are_and_centring_subtracts_the_training_mean()
    {
        var training = FeatureStatistics.Of(Matrix<double>.From(new double[,] { { 1, 10 }, { 3, 30 } }));
        var unseen = Matrix<double>.FromRow(0, 100);
        Assert.Equal([0, 100], InputTransform.Raw.Apply(unseen).ToArray());
        Assert.Equal([-2, 80], InputTransform.Centre(training).Apply(unseen).ToArray());
    }

    [Fact]
    public void Z_scores_have_variance_1_and_keep_their_correlation()
    {
        var x = Correlated(200, 4, 2);
        var before = FeatureStatistics.Of(x).Covariance;
        var after = FeatureStatistics.Of(InputTransform.ZScore(FeatureStatistics.Of(x)).Apply(x));
        Close.Equal([0, 0, 0, 0], after.Mean.ToArray(), 1e-12);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++) Assert.Equal(before[i, j] / Math.Sqrt(before[i, i] * before[j, j]), after.Covariance[i, j], 12);
        }
    }

    [Fact]
    public void Whitened_training_data_have_the_identity_as_covariance() => EveryDraw.Satisfies(Prop.ForAll(
        Gen.Choose(1, 12).Zip(Gen.Choose(0, 1_000_000), (features, seed) => (features, seed)).ToArbitrary(),
        drawn =>
        {
            var x = Correlated(40, drawn.features, (uint)drawn.seed);
            var training = FeatureStatistics.Of(x);
            var components = SymmetricEigen.Of(training.Covariance);
            double condition = components.Values.Max() / components.Values.Min(); // what rounding is multiplied by on its way
            if (condition > 1e8) return; // what hardly varies is not blown up, as the last test here says
            foreach (var transform in new[] { InputTransform.WhitenByPca(training, components), InputTransform.WhitenByZca(training, components) })
            {
                var white = FeatureStatistics.Of(transform.Apply(x));
                Close.Equal(new double[drawn.features], white.Mean.ToArray(), 1e-11 + (1e-13 * Math.Sqrt(condition)));
                Close.Equal(Identity(drawn.features), white.Covariance, 1e-11 + (1e-13 * condition));
            }
        }));

    [Fact]
    public void The_first_principal_component_has_the_largest_variance()
    {
        // Along (1, 1) the points reach ten times as far as along (1, -1).
        var x = Matrix<double>.From(new double[,] { { 10, 10 }, { -10, -10 }, { 1, -1 }, { -1, 1 } });
        var training = FeatureStatistics.Of(x);
        var y = InputTransform.WhitenByPca(training, SymmetricEigen.Of(training.Covariance)).Apply(x);
        Assert.Equal([1, 1, 0, 0], y.ToArray().Where((_, i) => i % 2 == 0).Select(value => Math.Round(Math.Abs(value) / Math.Sqrt(2), 12)));
    }

    /// <summary>Of all whitenings ZCA is the one whose result is nearest to the data; as a matrix it is symmetric.</summary>
    [Fact]
    public void Zca_is_symmetric_and_leaves_white_data_alone()
    {
        var x = Correlated(60, 5, 3);
        var training = FeatureStatistics.Of(x);
        var zca = InputTransform.WhitenByZca(training, SymmetricEigen.Of(training.Covariance));
        var w = zca.Apply(Identity(5)) - zca.Apply(new Matrix<double>(1, 5)); // the rows of w: what each unit vector adds
        Close.Equal(w, Transposition.Transposed(w), 1e-12);

        var white = zca.Apply(x);
        var again = FeatureStatistics.Of(white);
        Close.Equal(white, InputTransform.WhitenByZca(again, SymmetricEigen.Of(again.Covariance)).Apply(white), 1e-9);
    }

    [Fact]
    public void What_never_varies_in_training_becomes_0_and_blows_nothing_up()
    {
        var x = Matrix<double>.From(new double[,] { { 1, 7, 1 }, { 2, 7, 2 }, { 4, 7, 4 } }); // a constant, and the same feature twice
        var training = FeatureStatistics.Of(x);
        var components = SymmetricEigen.Of(training.Covariance);
        var unseen = Matrix<double>.FromRow(2, 1000, -300);
        var scored = InputTransform.ZScore(training).Apply(unseen);
        Assert.Equal(0, scored[0, 1]);
        foreach (var transform in new[] { InputTransform.WhitenByPca(training, components), InputTransform.WhitenByZca(training, components) })
        {
            Assert.All(transform.Apply(unseen).ToArray(), value => Assert.InRange(Math.Abs(value), 0, 200));
            var white = FeatureStatistics.Of(transform.Apply(x)).Covariance;
            Assert.Equal(1, Enumerable.Range(0, 3).Sum(i => white[i, i]), 9); // one direction varies
        }
    }

    private static Matrix<double> Identity(int size)
    {
        var identity = new Matrix<double>(size, size);
        for (int i = 0; i < size; i++) identity[i, i] = 1;
        return identity;
    }

    /// <summary>Samples whose features are mixed at random, with means of about 10.</summary>
    private static Matrix<double> Correlated(int count, int features, uint seed)
    {
        var random = new NumpyRandom(seed);
        var x = new Matrix<double>(count, features);
        MatrixProduct.Multiply(Draw.Normal(random, count, features), Draw.Normal(random, features, features) + (Identity(features) * 3), x);
        return x + 10;
    }
}
