using System.Numerics.Tensors;

namespace BnLab.Experiments.Saturation;

/// <summary>The gradients that reach each layer of a deep sigmoid net, with and without batch normalization.</summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 1, on vanishing gradients. The recipe is that of the notes whose table the report repeats:
/// weights are normal with the variance 2 / (inputs + outputs) / 1.04, inputs have standard deviation 1, steps follow RMSProp, norms
/// are spectral and without biases.
/// </remarks>
internal sealed class SaturationStudy : Study<NetVariant, SaturationRun>
{
    private static readonly Setting<double> Gain = Setting.Number("--gain", 0.98, "Initial weights have the standard deviation N · √(2 / (inputs + outputs)).");

    private static readonly int[] RecordedIterations = [10, 20, 30, 40, 50];

    private readonly double _gain;

    private SaturationStudy(Values options)
        : base("saturation", options, [NetVariant.Baseline, NetVariant.BatchNorm], RunJson.Default.SaturationRun, run => run.History)
    {
        _gain = options.Get(Gain);
        int iterations = Settings.Schedule.Iterations;
        TrainingSettings.Require(
            iterations >= RecordedIterations[^1], StudyOptions.Epochs, Settings.Solver.Epochs,
            $"more: gradients are recorded up to iteration {RecordedIterations[^1]}, and these are only {iterations}");
    }

    public static StudyExperiment Experiment { get; } = new(
        "saturation", "Measure the gradients that reach each of eleven layers of sigmoid units, with batch normalization and without.", "saturation --gain 4 --update-rule sgd-momentum --lr 1",
        StudyOptions.All(
            [StudyOptions.SeedsOf(10), Gain, .. StudyOptions.DeepNet(2e-4, "rmsprop")], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]), options => new SaturationStudy(options))
    {
        PreferredData = DataSetInfo.Mnist,
    };

    protected override TrainingLine? Summary(NetVariant variant, SaturationRun run) => null;

    protected override (Samples<T> Train, Samples<T> Validation) Prepare<T>()
    {
        var (train, validation) = base.Prepare<T>();
        Preprocessing.DivideByStd(train, validation);
        return (train, validation);
    }

    protected override Samples<T>? PrepareHeldOut<T>() => null;

    protected override SaturationRun Train<T>(NetVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Activation = Activation.Sigmoid });
        net.Initialize(context.Random, new GlorotNormalInitialization(_gain));
        var seen = context.Train.X.RowRange(0, int.Min(Settings.Solver.BatchSize, context.Train.Count));
        var gradients = new List<GradientRecord>();
        return new(context.Fit(net, Settings.Solver, variant.Name, Record), gradients);

        void Record(int iteration)
        {
            if (!RecordedIterations.Contains(iteration)) return;
            double[] norms =
            [
                .. from parameter in net.Parameters.All
                   where parameter.Shape.Kind == ParameterKind.Weight
                   select SpectralNorm(parameter.Parameter.Gradient),
            ];
            gradients.Add(new(iteration, norms, 1.0 - HiddenLayers.Of(net, seen, LayerActivity.Of).Average(layer => layer.NearLinear)));
        }
    }

    protected override ExperimentResult Report(StudyRuns<NetVariant, SaturationRun> runs) => new(
        Name, runs.Histories, SaturationReport.Tables(runs), [(Name, SaturationReport.Draw(runs))])
    {
        Claims = SaturationReport.Judge(runs),
        Printed = [.. runs.Groups.SelectMany(group => SaturationReport.Print(group.Variant, group.Runs[0]))],
    };

    /// <summary>The largest singular value; NaN where the net has diverged.</summary>
    private static double SpectralNorm<T>(Matrix<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var g = new Matrix<double>(gradient.Rows, gradient.Columns); // (D, M)
        for (int r = 0; r < g.Rows; r++) TensorPrimitives.ConvertTruncating(gradient.Row(r), g.Row(r));
        if (!double.IsFinite(g.SumOfSquares())) return double.NaN;
        if (g.Columns > g.Rows) g = Transposition.Transposed(g); // the smaller product has the same largest eigenvalue
        var squares = new Matrix<double>(g.Columns, g.Columns); // (M, M)
        MatrixProduct.MultiplyTransposedA(g, g, squares);
        return Math.Sqrt(Math.Max(0.0, SymmetricEigen.Of(squares).Values[0]));
    }
}

internal sealed record SaturationRun(History History, IReadOnlyList<GradientRecord> Gradients)
{
    public GradientRecord At10 => Gradients[0];
}

/// <param name="Iteration">From 1.</param>
/// <param name="Norms">The spectral norm of the gradient of each layer's weights, from the input to the scores.</param>
/// <param name="Saturated">Share of the hidden layers' outputs below 0.1 or above 0.9.</param>
internal sealed record GradientRecord(int Iteration, IReadOnlyList<double> Norms, double Saturated)
{
    /// <summary>The factor from each layer to the one before it: the geometric mean over those whose inputs are outputs of sigmoids.</summary>
    public double PerLayer => Math.Pow(Norms[^1] / Norms[1], 1.0 / (Norms.Count - 2));

    public double Range => Norms.Max() / Norms.Min();
}
