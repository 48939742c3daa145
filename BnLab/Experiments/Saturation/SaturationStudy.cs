namespace BnLab.Experiments.Saturation;

/// <summary>The gradients that reach each layer of a deep sigmoid net, with and without batch normalization, at several learning rates.</summary>
/// <remarks>Ioffe and Szegedy (2015), section 1, on vanishing gradients; net and norms are those of notes on batch normalization.</remarks>
internal sealed class SaturationStudy : Study<SaturationVariant, SaturationRun>
{
    private const double VanishedBelow = 1e4, WithinFactor = 20;

    private static readonly Setting<double> Gain = Setting.Number("--gain", 4.0, "Initial weights are uniform in ±N · √(6 / (inputs + outputs)).");

    private static readonly int[] RecordedIterations = [10, 20, 30, 40, 50];

    private readonly double _gain;

    private SaturationStudy(Values options)
        : base("saturation", options, VariantsOf(options), RunJson.Default.SaturationRun, run => run.History)
    {
        _gain = options.Get(Gain);
        int iterations = Settings.Schedule.Iterations;
        TrainingSettings.Require(
            iterations >= RecordedIterations[^1], StudyOptions.Epochs, Settings.Solver.Epochs,
            $"more: gradients are recorded up to iteration {RecordedIterations[^1]}, and these are only {iterations}");
    }

    public static StudyExperiment Experiment { get; } = new(
        "saturation", "Measure the gradients that reach each of eleven layers of sigmoid units, with batch normalization and without.", "saturation --lr 0.1",
        StudyOptions.All([.. StudyOptions.DeepNet, Gain], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]), options => new SaturationStudy(options))
    {
        PreferredData = DataSetInfo.Mnist,
    };

    protected override TrainingLine? Summary(SaturationVariant variant, SaturationRun run) => null;

    protected override double PixelScale => 1.0 / byte.MaxValue;

    protected override SaturationRun Train<T>(SaturationVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Activation = Activation.Sigmoid });
        net.Initialize(context.Random, new UniformInitialization(_gain));
        var seen = context.Train.X.RowRange(0, int.Min(Settings.Solver.BatchSize, context.Train.Count));
        var gradients = new List<GradientRecord>();
        return new(context.Fit(net, Settings.Solver with { LearningRate = variant.LearningRate }, variant.Net.Name, Record), gradients);

        void Record(int iteration)
        {
            if (!RecordedIterations.Contains(iteration)) return;
            double[] norms =
            [
                .. from parameter in net.Parameters.All
                   where parameter.Shape.Kind == ParameterKind.Weight
                   select FrobeniusNorm(parameter.Parameter.Gradient),
            ];
            gradients.Add(new(iteration, norms, 1.0 - LayerActivity.OfHidden(net, seen).Average(layer => layer.NearLinear)));
        }
    }

    protected override ExperimentResult Report(StudyRuns<SaturationVariant, SaturationRun> runs)
    {
        var shown = runs.Where(variant => variant.LearningRate == Settings.Solver.LearningRate);
        return new(
            Name, shown.Histories, SaturationReport.Tables(runs, shown), [(Name, SaturationReport.Draw(shown))])
        {
            Claims = Hypothesis.Judge([.. shown.Groups.Select(group => Judge(group.Variant, group.Runs))]),
            Printed = [.. shown.Groups.SelectMany(group => SaturationReport.Print(group.Variant, group.Runs[0]))],
        };
    }

    private static SaturationVariant[] VariantsOf(Values options) =>
    [
        .. from rate in new[] { options.Get(StudyOptions.LearningRate), 1.0, 0.1, 0.01 }.Distinct()
           from net in new[] { NetVariant.Baseline, NetVariant.BatchNorm }
           select new SaturationVariant(net, rate),
    ];

    private static double FrobeniusNorm<T>(Matrix<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double squares = 0.0;
        for (int r = 0; r < gradient.Rows; r++)
        {
            foreach (T value in gradient.Row(r)) squares += double.CreateTruncating(value) * double.CreateTruncating(value);
        }

        return Math.Sqrt(squares);
    }

    /// <summary>The worst iteration of the worst seed counts.</summary>
    private static Hypothesis Judge(SaturationVariant variant, IReadOnlyList<SaturationRun> runs)
    {
        return variant.Net == NetVariant.Baseline
            ? Hypothesis.Above(
                "Without batch normalization the first layer's gradient is at least 10,000 times smaller than the last layer's",
                Ratio(run => run.LastOverFirst), "times smaller", VanishedBelow)
            : Hypothesis.Below(
                "With batch normalization the gradients of all layers are within a factor of 20",
                Ratio(run => run.LargestFactor), "times", WithinFactor);

        ConfidenceInterval Ratio(Func<SaturationRun, double> measure) => ConfidenceInterval.Of([.. runs.Select(run => Math.Log(measure(run)))]) with { IsRatio = true };
    }
}

internal sealed record SaturationVariant(NetVariant Net, double LearningRate) : NetVariant(
    string.Create(CultureInfo.InvariantCulture, $"{Net.Name} at learning rate {LearningRate}"), Net.Label, Net.Style, Net.Normalization)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => Net.Key;
}

internal sealed record SaturationRun(History History, IReadOnlyList<GradientRecord> Gradients)
{
    public double LastOverFirst => Gradients.Min(record => record.Norms[^1] / record.Norms[0]);

    public double LargestFactor => Gradients.Max(record => record.Norms.Max() / record.Norms.Min());
}

/// <param name="Iteration">From 1.</param>
/// <param name="Norms">The Frobenius norm of the gradient of each layer's weights, from the input to the scores.</param>
/// <param name="Saturated">Share of the hidden layers' outputs below 0.1 or above 0.9.</param>
internal sealed record GradientRecord(int Iteration, IReadOnlyList<double> Norms, double Saturated);
