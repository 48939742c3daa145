using BnLab.Experiments.Depth;

namespace BnLab.Tests.Experiments;

public sealed class DepthTests
{
    private static readonly DepthVariant[] Nets = [.. from net in DepthVariant.Nets from layers in new[] { 0, 2, 4 } select new DepthVariant(net, layers)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Squared_gradients_are_those_of_the_plain_lines(bool isNormalized)
    {
        const int Width = 6, Count = 256;
        double[] found = InitialGradients.Of<double>(isNormalized, new NormalInitialization(0.6), Width, new NumpyRandom(7), CancellationToken.None);
        var random = new NumpyRandom(7);
        var x = random.Normal(Count, Width); // (N, D)
        var layers = new List<(Matrix<double> W, BatchNorm.Pass<double> Pass, Matrix<double> Gate)>();
        var (one, zero) = (Matrix<double>.Constant(1, Width, 1.0), new Matrix<double>(1, Width));
        for (int i = 0; i < InitialGradients.Layers; i++)
        {
            var w = random.Normal(Width, Width, 0.6);
            var h = Product(x, w, transposed: false);
            var pass = BatchNorm.Forward(h, one, zero);
            var y = isNormalized ? pass.Y : h;
            layers.Add((w, pass, y.Map(value => value > 0 ? 1.0 : 0.0)));
            x = y.Map(value => Math.Max(value, 0.0));
        }

        var dy = random.Normal(Count, Width);
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            double expected = dy.ToArray().Sum(value => value * value);
            Assert.Equal(expected, found[i], 1e-9 * expected);
            var dh = dy * layers[i].Gate;
            dy = Product(isNormalized ? BatchNorm.BackwardClosedForm(dh, layers[i].Pass).Dx : dh, layers[i].W, transposed: true);
        }
    }

    [Fact]
    public void It_measures_every_depth_once_in_order()
    {
        var result = Studies.Run("depth --layers 2,1,2 --units 8 --width 20 --seeds 2 --num-train 60 --split 200,50 --epochs 1 --batch-size 20", DataSets.Open(DataSets.Synthetic).Images);
        Assert.Equal(7, result.Claims.Count);
        Assert.Equal(3 * 2, Table("depth").Rows.Count);
        Assert.Equal([1, 2, 1, 2, 1, 2], Table("depth").Rows.Select(row => row[1]));
        Assert.Equal(3 * 2 * InitialGradients.Layers, Table("depth.gradients").Rows.Count);
        Assert.All(Table("depth.accuracy").Rows, row => Assert.InRange((double)row[^1], 0.0, 1.0));
        Assert.Equal(12, result.Histories.Count);

        Table Table(string name) => result.Tables.Single(table => table.Name == name);
    }

    [Theory]
    [InlineData(1.467, 10, nameof(Outcome.Holds))]
    [InlineData(1.52, 10, nameof(Outcome.DoesNotHold))]
    [InlineData(1.467, 2, nameof(Outcome.NotDecided))]
    [InlineData(double.NaN, 10, nameof(Outcome.NotDecided))]
    public void The_factor_decides(double factor, int seeds, string outcome) =>
        Assert.Equal(outcome, $"{Report(factor, seeds, deepIsWorse: true).Claims[0].Outcome}");

    [Fact]
    public void Without_normalization_width_and_weights_say_the_factor()
    {
        const string Wide = "depth --layers 1,2 --units 8 --seeds 3 --num-train 60 --split 200,50 --epochs 1 --width 400";
        var claims = Studies.Run($"{Wide} --weight-scale 0.1", DataSets.Open(DataSets.Synthetic).Images).Claims;
        Assert.Equal(("from 0.98 to 1.02", "from 1.96 to 2.04"), (claims[1].HoldsIf, claims[2].HoldsIf)); // 400 · 0.1² / 2
        Assert.InRange(claims[2].Effect!.Value, 1.8, 2.2);
    }

    [Fact]
    public void Deeper_is_harder_only_where_the_accuracies_say_so()
    {
        Assert.Equal([Outcome.Holds, Outcome.Holds], Report(1.467, 10, deepIsWorse: true).Claims.Skip(3).Take(2).Select(claim => claim.Outcome));
        Assert.Equal([Outcome.DoesNotHold, Outcome.DoesNotHold], Report(1.467, 10, deepIsWorse: false).Claims.Skip(3).Take(2).Select(claim => claim.Outcome));
    }

    /// <summary>Runs with this factor a layer, and accuracies of 0.4 and 0.3, each with some noise.</summary>
    private static ExperimentResult Report(double factor, int seeds, bool deepIsWorse)
    {
        var random = new NumpyRandom(1);
        var runs = from seed in Enumerable.Range(0, seeds)
                   from net in Nets
                   select new DepthRun(
                       new(net.Net.Name, (uint)seed, [], net.IsWide ? [] : [new(1, 0.3, 0.2)]),
                       ((net.Layers > 2) == deepIsWorse ? 0.3 : 0.4) + (0.01 * random.NextNormal()),
                       net.IsWide ? [.. Enumerable.Range(0, 4).Select(i => Math.Pow(factor * (1 + (0.003 * random.NextNormal())), 3 - i))] : []);
        return DepthReport.Of(new StudyRuns<DepthVariant, DepthRun>("depth", Nets, [.. runs], run => run.History), plain: factor / 2);
    }

    private static Matrix<double> Product(Matrix<double> a, Matrix<double> b, bool transposed)
    {
        var c = new Matrix<double>(a.Rows, transposed ? b.Rows : b.Columns);
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                for (int k = 0; k < a.Columns; k++) c[i, j] += a[i, k] * (transposed ? b[j, k] : b[k, j]);
            }
        }

        return c;
    }
}
