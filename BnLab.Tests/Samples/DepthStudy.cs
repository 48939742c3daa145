namespace BnLab.Tests.Samples;

/// <summary>How deep may a net be? 2, 5 and 10 hidden layers, with batch normalization and without.</summary>
internal sealed class DepthStudy : Study<DepthVariant, History>
{
    private static readonly Setting<int> Units = Setting.Whole("--units", 100, "Units of each hidden layer.");

    private static readonly DepthVariant[] Nets =
    [
        .. from net in new[] { NetPlan.BatchNorm, NetPlan.Baseline }
           from layers in new[] { 2, 5, 10 }
           select new DepthVariant(net, layers),
    ];

    private readonly int _units;

    private DepthStudy(Values options)
        : base("depth", options, RunJson.Default.History) => _units = options.Get(Units);

    public static StudyExperiment Experiment { get; } = new(
        "depth", "Train nets of 2, 5 and 10 hidden layers, with batch normalization and without.", "depth --epochs 2",
        StudyOptions.All([Units, StudyOptions.SeedsOf(3, least: 2)], without: [StudyOptions.Hidden, StudyOptions.PrintEvery]),
        options => new DepthStudy(options));

    protected override IReadOnlyList<DepthVariant> Variants => Nets;

    protected override string NameOf(DepthVariant variant) => $"{variant.Net.Name}, {variant.Layers} hidden layers";

    protected override History HistoryOf(History run) => run;

    protected override History Train<T>(DepthVariant variant, TrainingContext<T> context)
    {
        var random = new NumpyRandom(context.Seed);
        int[] hidden = [.. Enumerable.Repeat(_units, variant.Layers)];
        var net = new FullyConnectedNet<T>(context.Train.X.Columns, hidden, Images.ClassNames.Count, variant.Net.Normalization, Settings.Regularization);
        net.Initialize(random, Settings.WeightScale);
        return new Solver<T>(net, context.Train, context.Validation, Settings.Solver, random).Train(variant.Net.Name, context.Seed, log: null, context.Stop);
    }

    protected override ExperimentResult Report(StudyRuns<DepthVariant, History> runs)
    {
        var table = new Table("depth", ["net", "hidden_layers", "train_accuracy", "half_width"],
            [.. Nets.Select(net => new object[] { net.Net.Name, net.Layers, Accuracy(net).Mean, Accuracy(net).HalfWidth })])
        { IsPrinted = true };
        var lines = Nets.GroupBy(net => net.Net).SelectMany(nets => SpreadSeries.Of(
            nets.Key.Label, nets.Key.Style, [.. nets.Select(net => (double)net.Layers)], [.. nets.Select(Accuracy)]));
        var figure = Figure.Stacked("", new Panel("After the last epoch", new Axis("Hidden layers"), new Axis("Training accuracy"), [.. lines]));
        var gap = runs.Difference(Nets[2], Nets[5], FinalAccuracy);
        var verdict = new Verdict(
            "With 10 hidden layers, training accuracy is higher with batch normalization than without",
            SpreadSeries.Difference(gap), SpreadSeries.Limit(gap, "above 0"), gap.Least > 0.0);
        return new(Name, [.. runs.Groups.SelectMany(group => group.Runs)], [table], [(Name, figure)], [verdict]);

        ConfidenceInterval Accuracy(DepthVariant net) => runs.Mean(net, FinalAccuracy);
        static double FinalAccuracy(History history) => history.Epochs[^1].Train;
    }
}

/// <summary>A net of so many hidden layers.</summary>
internal sealed record DepthVariant(NetPlan Net, int Layers);
