using BnLab.Experiments.Landscape;

namespace BnLab.Tests.Experiments;

public sealed class LandscapeTests
{
    private const string Small = "landscape --seeds 2 --num-train 60 --hidden 12,10 --split 100,50 --epochs 4 --batch-size 20 --dtype float64";

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, DataSets.Open(DataSets.Synthetic).Images));

    [Fact]
    public void Noise_multiplies_and_shifts_in_training_and_its_gradient_is_the_factor()
    {
        var layer = new ActivationNoise<double>(3, new NumpyRandom(1));
        Matrix<double> zeros = new(40, 3), ones = Matrix<double>.Constant(40, 3, 1.0);
        var shifts = layer.Forward(zeros, Mode.Train).Clone();
        Assert.All(Values(shifts), shift => Assert.InRange(shift, -0.6, 0.6));
        Assert.NotEqual(0.0, Values(shifts).Average(), 0.01);
        _ = layer.Forward(ones, Mode.Train);
        double[] factors = Values(layer.Backward(ones.Clone()));
        Assert.All(factors, factor => Assert.InRange(factor, 0.9, 1.35));
        Assert.Equal(120, factors.Distinct().Count());
        Assert.Equal(Values(ones), Values(layer.Forward(ones, Mode.Test)));
    }

    [Fact]
    public void Noise_has_the_numerical_gradient()
    {
        var x = new Matrix<double>(5, 2);
        new NumpyRandom(2).FillNormal(x);
        var layer = new ActivationNoise<double>(2, new NumpyRandom(3));
        _ = layer.Forward(x, Mode.Train);
        var dx = layer.Backward(Matrix<double>.Constant(5, 2, 1.0));
        double[] at = [Sum(0), Sum(1e-3)];
        Assert.Equal(Values(dx).Sum(), (at[1] - at[0]) / 1e-3, 1e-9);

        double Sum(double h) => Values(new ActivationNoise<double>(2, new NumpyRandom(3)).Forward(x + h, Mode.Train)).Sum();
    }

    /// <summary>A linear net of two classes, whose softmax loss and gradient are written out here.</summary>
    [Fact]
    public void The_surface_is_that_of_the_loss_along_its_gradient()
    {
        const double Rate = 0.1;
        var net = new FullyConnectedNet<double>(1, [], 2);
        net.Initialize(new NumpyRandom(4), 1.0);
        var start = net.Parameters.Values.Clone();
        double[] w = [.. Values(net.Parameters["W1"].Value), 0.0, 0.0], x = [1.0, -2.0, 0.5];
        int[] labels = [0, 1, 1];
        var samples = new Matrix<double>(3, 1);
        for (int n = 0; n < 3; n++) samples[n, 0] = x[n];
        var point = new LossSurface<double>(net, samples, labels, Rate).At(7, start);

        var (loss, g) = Softmax(w);
        double length = Norm(g);
        var ends = LossSurface<double>.Steps.Select(step => (Step: step, End: Softmax([.. w.Zip(g, (a, b) => a - (step * Rate * b))]))).ToList();
        double[] changes = [.. ends.Select(end => Norm([.. g.Zip(end.End.G, (a, b) => a - b)]))];
        Assert.Equal(7, point.Iteration);
        Assert.Equal(Math.Min(loss, ends.Min(end => end.End.Loss)), point.Low, 1e-12);
        Assert.Equal(Math.Max(loss, ends.Max(end => end.End.Loss)), point.High, 1e-12);
        Assert.Equal(changes.Max(), point.Change, 1e-12);
        Assert.Equal(changes.Zip(ends, (change, end) => change / (end.Step * Rate * length)).Max(), point.Smoothness, 1e-9);

        (double Loss, double[] G) Softmax(double[] at)
        {
            double sum = 0.0;
            double[] gradient = new double[4]; // W, then b
            for (int n = 0; n < 3; n++)
            {
                double[] p = [Math.Exp((x[n] * at[0]) + at[2]), Math.Exp((x[n] * at[1]) + at[3])];
                double all = p.Sum();
                sum -= Math.Log(p[labels[n]] / all) / 3;
                for (int c = 0; c < 2; c++)
                {
                    double d = ((p[c] / all) - (c == labels[n] ? 1 : 0)) / 3;
                    gradient[c] += d * x[n];
                    gradient[2 + c] += d;
                }
            }

            return (sum, gradient);
        }

        static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
    }

    [Fact]
    public void Noise_leaves_weights_and_mini_batches_as_they_are()
    {
        var losses = Result.Value.Histories.Select(history => history.Losses[0]).ToList(); // two seeds of each net
        Assert.Equal(3 * 2, losses.Count);
        Assert.NotEqual(losses[2], losses[4]);
        var plain = Studies.Run(Small.Replace("landscape", "shuffle"), DataSets.Open(DataSets.Synthetic).Images).Histories;
        Assert.Contains(plain, history => history.Net == "batchnorm" && history.Losses[0] == losses[2]);
        var rows = Result.Value.Tables.Single(table => table.Name == "landscape.path").Rows;
        Assert.Equal(3 * 2, rows.Count); // nets, seeds; iteration 10 of 12
        Assert.All(rows, row => Assert.True(row.Skip(2).All(cell => cell is int or > 0.0)));
    }

    [Fact]
    public void Claims_are_about_the_nets_and_a_net_that_diverges_leaves_them_open()
    {
        Assert.Equal(6, Result.Value.Claims.Count);
        Assert.All(Result.Value.Claims, claim => Assert.Equal(2, claim.Count));
        var drift = Result.Value.Claims[2];
        var rows = Result.Value.Tables.Single(table => table.Name == "landscape.path").Rows;
        double[] ratios = [.. new[] { 231u, 232u }.Select(seed => Math.Log(Drift("batchnorm-noisy", seed) / Drift("baseline", seed)))];
        Assert.Equal(Math.Exp(ratios.Average()), drift.Effect!.Value, 1e-9);

        var diverged = Studies.Run($"{Small} --update-rule sgd --lr 1e200", DataSets.Open(DataSets.Synthetic).Images);
        Assert.All(diverged.Claims.Skip(2), claim => Assert.Equal(Outcome.NotDecided, claim.Outcome));

        double Drift(string net, uint seed) => (double)rows.Single(row => (string)row[0] == net && (uint)row[1] == seed)[3];
    }

    [Fact]
    public void Measurements_of_a_divergence_are_not_left_out() =>
        Assert.Equal(double.NaN, new LandscapeRun(new("batchnorm", 1, [], []), [0.1, double.NaN], []).Mean((run, i) => run.Drifts[i]));

    private static double[] Values(Matrix<double> matrix) => [.. Enumerable.Range(0, matrix.Rows).SelectMany(n => matrix.Row(n).ToArray())];
}
