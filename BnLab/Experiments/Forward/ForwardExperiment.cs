using BnLab.Layers;

namespace BnLab.Experiments.Forward;

/// <summary>
/// The course's forward checks: means and standard deviations before and after a normalization layer, in training
/// and at test time, on the notebook's draws.
/// </summary>
/// <remarks>cs231n, notebooks BatchNormalization and ConvolutionalNetworks.</remarks>
internal static class ForwardExperiment
{
    private const int WarmUpBatches = 50;

    public static DirectExperiment Experiment { get; } = new(
        "forward", "Check what a normalization layer does to means and standard deviations, in training and at test time.", "forward --layer layernorm",
        ForwardOptions.Settings, (values, _, _) => Run(ForwardOptions.Of(values)));

    /// <summary>Runs the checks of one layer, or normalizes given values under every convention.</summary>
    public static ExperimentResult Run(ForwardOptions options)
    {
        if (options.Values is { } values) return ForwardConventions.Run(values);
        var report = new ForwardReport(options.Layer);
        switch (options.Layer)
        {
            case "batchnorm":
                BatchNormTrain(options.Seed, report);
                BatchNormTest(options.Seed, report);
                break;
            case "layernorm":
                LayerNormTrain(options.Seed, report);
                break;
            case "spatial-batchnorm":
                SpatialTrain(options.Seed, report);
                SpatialTest(options.Seed, report);
                break;
            default:
                GroupTrain(options.Seed, report);
                break;
        }

        return report.ToResult();
    }

    private static void BatchNormTrain(uint seed, ForwardReport report)
    {
        var a = TwoLayers(new NumpyRandom(seed), 200, 50, 60, 3); // (N, 3)
        report.Print("Before batch normalization:");
        var before = report.Add("before", a);
        report.Print("After batch normalization (gamma=1, beta=0)");
        Check("train, gamma 1, beta 0", [1, 1, 1], [0, 0, 0]);
        report.Print("After batch normalization (gamma=", new double[] { 1, 2, 3 }, ", beta=", new double[] { 11, 12, 13 }, ")");
        Check("train, gamma 1 2 3, beta 11 12 13", [1, 2, 3], [11, 12, 13]);

        void Check(string stage, double[] gamma, double[] beta)
        {
            var y = BatchNorm.Forward(a, Matrix<double>.FromRow(gamma), Matrix<double>.FromRow(beta)).Y;
            report.JudgeTraining(before, report.Add(stage, y), gamma, beta);
        }
    }

    private static void BatchNormTest(uint seed, ForwardReport report)
    {
        var random = new NumpyRandom(seed);
        var (w1, w2) = (random.Normal(50, 60), random.Normal(60, 3));
        var layer = new BatchNormLayer<double>(Ones(3), Zeros(3));
        for (int t = 0; t < WarmUpBatches; t++) layer.Forward(TwoLayers(random, 200, w1, w2), Mode.Train);
        var y = layer.Forward(TwoLayers(random, 200, w1, w2), Mode.Test);
        report.Print("After batch normalization (test-time):");
        report.JudgeTest(report.Add("test", y), y.Rows);
    }

    private static void LayerNormTrain(uint seed, ForwardReport report)
    {
        var a = TwoLayers(new NumpyRandom(seed), 4, 50, 60, 3); // (4, 3): statistics are of each row
        report.Print("Before layer normalization:");
        var before = report.Add("before", Transposition.Transposed(a));
        report.Print("After layer normalization (gamma=1, beta=0)");
        Check("train, gamma 1, beta 0", 1, 0);
        report.Print("After layer normalization (gamma=", new double[] { 3, 3, 3 }, ", beta=", new double[] { 5, 5, 5 }, ")");
        Check("train, gamma 3, beta 5", 3, 5);

        void Check(string stage, double gamma, double beta)
        {
            var y = LayerNorm.Forward(a, Matrix<double>.Constant(1, 3, gamma), Matrix<double>.Constant(1, 3, beta)).Y;
            report.JudgeTraining(before, report.Add(stage, Transposition.Transposed(y)), [gamma, gamma, gamma, gamma], [beta, beta, beta, beta]);
        }
    }

    private static void SpatialTrain(uint seed, ForwardReport report)
    {
        var volume = new ImageShape(3, 4, 5);
        var x = new NumpyRandom(seed).Normal(2, volume.Length, 4, 10);
        var before = Show("Before spatial batch normalization:", "before", x);
        Check("After spatial batch normalization:", "train, gamma 1, beta 0", [1, 1, 1], [0, 0, 0]);
        Check("After spatial batch normalization (nontrivial gamma, beta):", "train, gamma 3 4 5, beta 6 7 8", [3, 4, 5], [6, 7, 8]);

        void Check(string heading, string stage, double[] gamma, double[] beta)
        {
            var y = SpatialBatchNorm.Forward(x, volume, Matrix<double>.FromRow(gamma), Matrix<double>.FromRow(beta)).Y;
            report.JudgeTraining(before, Show(heading, stage, y), gamma, beta);
        }

        ForwardStage Show(string heading, string stage, Matrix<double> y)
        {
            report.Print(heading);
            report.Print("  Shape: ", "(2, 3, 4, 5)");
            return report.Add(stage, ChannelRows.FromImages(y, volume), ForwardReport.Images);
        }
    }

    private static void SpatialTest(uint seed, ForwardReport report)
    {
        var random = new NumpyRandom(seed);
        var volume = new ImageShape(4, 11, 12);
        var layer = new SpatialBatchNormLayer<double>(Ones(4), Zeros(4), volume);
        for (int t = 0; t < WarmUpBatches; t++) layer.Forward(random.Normal(10, volume.Length, 2.3, 13), Mode.Train);
        var y = layer.Forward(random.Normal(10, volume.Length, 2.3, 13), Mode.Test);
        report.Print("After spatial batch normalization (test-time):");
        report.JudgeTest(report.Add("test", ChannelRows.FromImages(y, volume), ForwardReport.ImagesAtTestTime), y.Rows * volume.Area);
    }

    private static void GroupTrain(uint seed, ForwardReport report)
    {
        const int Groups = 2;
        var volume = new ImageShape(6, 4, 5);
        var x = new NumpyRandom(seed).Normal(2, volume.Length, 4, 10);
        var y = GroupNorm.Forward(x, volume, Groups, Ones(6).Value, Zeros(6).Value).Y;
        var before = Show("Before spatial group normalization:", "before", x);
        report.JudgeTraining(before, Show("After spatial group normalization:", "gamma 1, beta 0", y), [1, 1, 1, 1], [0, 0, 0, 0]);

        ForwardStage Show(string heading, string stage, Matrix<double> of)
        {
            report.Print(heading);
            report.Print("  Shape: ", "(2, 6, 4, 5)");
            var groups = of.Reshape(of.Rows * Groups); // (NG, CHW / G): statistics are of each row
            return report.Add(stage, Transposition.Transposed(groups), ForwardReport.Images);
        }
    }

    /// <summary>What the notebooks normalize: max(0, X · W1) · W2 of normal draws.</summary>
    private static Matrix<double> TwoLayers(NumpyRandom random, int n, int d1, int d2, int d3)
    {
        var x = random.Normal(n, d1);
        return TwoLayers(x, random.Normal(d1, d2), random.Normal(d2, d3));
    }

    private static Matrix<double> TwoLayers(NumpyRandom random, int n, Matrix<double> w1, Matrix<double> w2) =>
        TwoLayers(random.Normal(n, w1.Rows), w1, w2);

    private static Matrix<double> TwoLayers(Matrix<double> x, Matrix<double> w1, Matrix<double> w2)
    {
        var (hidden, a) = (new Matrix<double>(x.Rows, w1.Columns), new Matrix<double>(x.Rows, w2.Columns));
        MatrixProduct.Multiply(x, w1, hidden);
        MatrixProduct.Multiply(hidden.Map(v => Math.Max(0, v)), w2, a);
        return a;
    }

    private static Parameter<double> Ones(int features) => Parameter<double>.From(Matrix<double>.Constant(1, features, 1));

    private static Parameter<double> Zeros(int features) => Parameter<double>.From(new Matrix<double>(1, features));
}
