using static BnLab.Experiments.Notebooks.CourseLayers;

namespace BnLab.Experiments.Forward;

/// <summary>The course's forward checks: means and standard deviations before and after a normalization layer, on the notebooks' draws.</summary>
/// <remarks>cs231n, notebooks BatchNormalization and ConvolutionalNetworks.</remarks>
internal static class ForwardExperiment
{
    private const int WarmUpBatches = 50;
    private const double LargestValue = 1e150; // sums of squares of such numbers are still far from the largest double
    private const double LargestFloat = 1e15;  // and of these, from the largest float

    private static readonly string[] Layers = ["batchnorm", "layernorm", "spatial-batchnorm", "groupnorm"];

    private static readonly Setting<string> Layer = Setting.Choice("--layer", Layers[0], Layers, $"Which layer: {string.Join(", ", Layers)}.") with
    { ValueName = "LAYER" };

    private static readonly Setting<IReadOnlyList<IReadOnlyList<double>>?> Rows = new(
        "--values", null, "rows of equally many finite numbers, like 1,2;3,4;5,6", ReadRows,
        "Normalize these rows under each convention, side by side, instead: 1,2;3,4;5,6, or a .csv file of numbers.")
    {
        MayBeFile = true,
        ValueName = "ROWS",
        Accepts = rows => rows!.All(row => row.All(value => Math.Abs(value) <= LargestValue)),
        Range = "numbers from -1e+150 to 1e+150, whose squares can be added up",
        Format = rows => string.Join(';', rows!.Select(row => string.Join(',', row.Select(RoundTrip.Text)))),
    };

    private static readonly Setting<double> Eps = Setting.Number("--eps", BatchNorm.DefaultEps, "With --values: eps of a column of your own, beside the libraries'.");

    private static readonly Setting<double> Momentum = Setting.Number(
        "--momentum", BatchNormConventions.Course.Momentum, "With --values: the share of the old running statistics in a column of your own.") with
    { Accepts = momentum => momentum is >= 0.0 and < 1.0, Range = "a number from 0 to below 1" };

    private static readonly Setting<string> DType = StudyOptions.DType with { Default = "float64", Help = "With --values: type of all numbers, float32 or float64." };

    public static DirectExperiment Experiment { get; } = new(
        "forward", "Check what a normalization layer does to means and standard deviations, in training and at test time.", "forward --layer layernorm",
        [Layer, Rows, Eps, Momentum, DType], (values, _, _) => values.Get(Rows) is { } rows ? Compare(rows, values) : Check(Alone(values), values.Get(StudyOptions.Seed)));

    public static ExperimentResult Check(string layer, uint seed)
    {
        var report = new ForwardReport(layer);
        Action<NumpyRandom, ForwardReport>[] checks = layer switch
        {
            "batchnorm" => [BatchNormTrain, BatchNormTest],
            "layernorm" => [LayerNormTrain],
            "spatial-batchnorm" => [SpatialTrain, SpatialTest],
            _ => [GroupTrain],
        };
        foreach (var check in checks) check(new NumpyRandom(seed), report);
        return report.ToResult();
    }

    private static ExperimentResult Compare(IReadOnlyList<IReadOnlyList<double>> rows, Values values)
    {
        string layer = values.Get(Layer);
        if (layer != Layers[0]) throw new OptionException(Layer.Name, layer, "no --values beside it, which are normalized as batch normalization does it");
        var own = new BatchNormConventions(values.Get(Eps), values.Get(Momentum));
        if (values.Get(DType) == DType.Default) return ForwardConventions.Compare<double>(rows, own);
        double largest = rows.SelectMany(row => row).MaxBy(Math.Abs);
        return Math.Abs(largest) <= LargestFloat
            ? ForwardConventions.Compare<float>(rows, own)
            : throw new OptionException(Rows.Name, RoundTrip.Text(largest), "numbers from -1e+15 to 1e+15 with --dtype float32");
    }

    /// <summary>The layer, where no option is given that only rows of values have.</summary>
    private static string Alone(Values values)
    {
        foreach (Setting option in (Setting[])[Eps, Momentum, DType])
        {
            var (_, text) = values.Texts(setting => setting.Name == option.Name)[0];
            if (text != option.Text(option.DefaultValue)) throw new OptionException(option.Name, text, $"{Rows.Name} beside it, which it is for");
        }

        return values.Get(Layer);
    }

    private static void BatchNormTrain(NumpyRandom random, ForwardReport report)
    {
        var a = TwoLayers(random.Normal(200, 50), random.Normal(50, 60), random.Normal(60, 3)); // (N, 3)
        var before = report.Add("before", a, "Before batch normalization:");
        Check("train, gamma 1, beta 0", [1, 1, 1], [0, 0, 0], "After batch normalization (gamma=1, beta=0)");
        Check(
            "train, gamma 1 2 3, beta 11 12 13", [1, 2, 3], [11, 12, 13],
            "After batch normalization (gamma=", new double[] { 1, 2, 3 }, ", beta=", new double[] { 11, 12, 13 }, ")");

        void Check(string stage, double[] gamma, double[] beta, params object[] heading)
        {
            var y = BatchNorm.Forward(a, Matrix<double>.FromRow(gamma), Matrix<double>.FromRow(beta)).Y;
            report.JudgeTraining(before, report.Add(stage, y, heading), gamma, beta);
        }
    }

    private static void BatchNormTest(NumpyRandom random, ForwardReport report)
    {
        var (w1, w2) = (random.Normal(50, 60), random.Normal(60, 3));
        var layer = new BatchNormLayer<double>(Ones(3), Zeros(3));
        for (int t = 0; t < WarmUpBatches; t++) layer.Forward(TwoLayers(random.Normal(200, 50), w1, w2), Mode.Train);
        var y = layer.Forward(TwoLayers(random.Normal(200, 50), w1, w2), Mode.Test);
        report.JudgeTest(report.Add("test", y, "After batch normalization (test-time):"), y.Rows);
    }

    private static void LayerNormTrain(NumpyRandom random, ForwardReport report)
    {
        var a = TwoLayers(random.Normal(4, 50), random.Normal(50, 60), random.Normal(60, 3)); // (4, 3): statistics are of each row
        var before = report.Add("before", Transposition.Transposed(a), "Before layer normalization:");
        Check("train, gamma 1, beta 0", 1, 0, "After layer normalization (gamma=1, beta=0)");
        Check("train, gamma 3, beta 5", 3, 5, "After layer normalization (gamma=", new double[] { 3, 3, 3 }, ", beta=", new double[] { 5, 5, 5 }, ")");

        void Check(string stage, double gamma, double beta, params object[] heading)
        {
            var y = LayerNorm.Forward(a, Matrix<double>.Constant(1, 3, gamma), Matrix<double>.Constant(1, 3, beta)).Y;
            report.JudgeTraining(before, report.Add(stage, Transposition.Transposed(y), heading), [gamma, gamma, gamma, gamma], [beta, beta, beta, beta]);
        }
    }

    private static void SpatialTrain(NumpyRandom random, ForwardReport report)
    {
        var volume = new ImageShape(3, 4, 5);
        var x = random.Normal(2, volume.Length, 4, 10);
        var before = report.AddImages("before", ChannelRows.FromImages(x, volume), volume.Area, "Before spatial batch normalization:", "(2, 3, 4, 5)");
        Check("After spatial batch normalization:", "train, gamma 1, beta 0", [1, 1, 1], [0, 0, 0]);
        Check("After spatial batch normalization (nontrivial gamma, beta):", "train, gamma 3 4 5, beta 6 7 8", [3, 4, 5], [6, 7, 8]);

        void Check(string heading, string stage, double[] gamma, double[] beta)
        {
            var y = SpatialBatchNorm.Forward(x, volume, Matrix<double>.FromRow(gamma), Matrix<double>.FromRow(beta)).Y;
            report.JudgeTraining(before, report.AddImages(stage, ChannelRows.FromImages(y, volume), run: 1, heading, "(2, 3, 4, 5)"), gamma, beta);
        }
    }

    private static void SpatialTest(NumpyRandom random, ForwardReport report)
    {
        var volume = new ImageShape(4, 11, 12);
        var layer = new SpatialBatchNormLayer<double>(Ones(4), Zeros(4), volume);
        for (int t = 0; t < WarmUpBatches; t++) layer.Forward(random.Normal(10, volume.Length, 2.3, 13), Mode.Train);
        var y = layer.Forward(random.Normal(10, volume.Length, 2.3, 13), Mode.Test);
        var pixels = ChannelRows.FromImages(y, volume); // (NHW, C)
        report.JudgeTest(report.AddImages("test", pixels, run: 1, "After spatial batch normalization (test-time):"), pixels.Rows);
    }

    private static void GroupTrain(NumpyRandom random, ForwardReport report)
    {
        const int Groups = 2;
        var volume = new ImageShape(6, 4, 5);
        var x = random.Normal(2, volume.Length, 4, 10);
        var y = GroupNorm.Forward(x, volume, Groups, Ones(6).Value, Zeros(6).Value).Y;
        var before = report.AddImages("before", ByGroup(x), volume.Length / Groups, "Before spatial group normalization:", "(2, 6, 4, 5)");
        var after = report.AddImages("gamma 1, beta 0", ByGroup(y), volume.Length / Groups, "After spatial group normalization:", "(2, 6, 4, 5)");
        report.JudgeTraining(before, after, [1, 1, 1, 1], [0, 0, 0, 0]);

        static Matrix<double> ByGroup(Matrix<double> images) => Transposition.Transposed(images.Reshape(images.Rows * Groups)); // (CHW / G, NG)
    }

    /// <summary>The notebooks' input of the normalization: max(0, X · W1) · W2 of normal draws.</summary>
    private static Matrix<double> TwoLayers(Matrix<double> x, Matrix<double> w1, Matrix<double> w2) => Times(Relu(Times(x, w1)), w2);

    private static Parameter<double> Ones(int features) => Parameter<double>.From(Matrix<double>.Constant(1, features, 1));

    private static Parameter<double> Zeros(int features) => Parameter<double>.From(new Matrix<double>(1, features));

    private static bool ReadRows(string text, out IReadOnlyList<IReadOnlyList<double>>? rows)
    {
        double[][] read = [.. text.Split(';').Select(row => row.Split(',').Select(Number).ToArray())];
        rows = read.All(row => row.Length == read[0].Length && row.All(double.IsFinite)) ? read : null;
        return rows is not null;

        static double Number(string number) => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
    }
}
