namespace BnLab.Tests.Samples;

/// <summary>How deep may a net be? 2, 5 and 10 hidden layers, with batch normalization and without.</summary>
internal sealed class DepthStudy(Values options) : Study<DepthVariant>("depth", options, Nets)
{
    private static readonly Setting<int> Units = Setting.Whole("--units", 100, "Units of each hidden layer.");

    private static readonly DepthVariant[] Nets =
    [
        .. from net in new[] { NetVariant.BatchNorm, NetVariant.Baseline }
           from layers in new[] { 2, 5, 10 }
           select new DepthVariant(net, layers),
    ];

    private readonly int _units = options.Get(Units);

    public static StudyExperiment Experiment { get; } = new(
        "depth", "Train nets of 2, 5 and 10 hidden layers, with batch normalization and without.", "depth --epochs 2",
        StudyOptions.All([Units, StudyOptions.SeedsOf(3, least: 2)], without: [StudyOptions.Hidden, StudyOptions.PrintEvery]),
        options => new DepthStudy(options));

    protected override History Train<T>(DepthVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Hidden = [.. Enumerable.Repeat(_units, variant.Layers)] });
        net.Initialize(context.Random, Settings.WeightScale);
        return context.Fit(net, Settings.Solver, variant.Net.Name);
    }

    protected override ExperimentResult Report(StudyRuns<DepthVariant, History> runs)
    {
        var table = runs.Summary(["train_accuracy", "half_width"], net => [Accuracy(net).Mean, Accuracy(net).HalfWidth]);
        var lines = Nets.GroupBy(net => net.Net).SelectMany(nets => SpreadSeries.Of(
            nets.Key.Label, nets.Key.Style, [.. nets.Select(net => (double)net.Layers)], [.. nets.Select(Accuracy)]));
        var figure = Figure.Stacked("", new Panel("After the last epoch", new Axis("Hidden layers"), new Axis("Training accuracy"), [.. lines]));
        var gap = runs.Difference(Nets[2], Nets[5], FinalAccuracy);
        var claim = Claim.Above(
            "With 10 hidden layers, training accuracy is higher with batch normalization than without", SpreadSeries.Difference(gap), gap);
        return new(Name, runs.Histories, [table], [(Name, figure)], [claim]);

        ConfidenceInterval Accuracy(DepthVariant net) => runs.Mean(net, FinalAccuracy);
        static double FinalAccuracy(History history) => history.Epochs[^1].Train;
    }
}

/// <summary>A net of so many hidden layers.</summary>
internal sealed record DepthVariant(NetVariant Net, int Layers)
    : NetVariant($"{Net.Name}, {Layers} hidden layers", Net.Label, Net.Style, Net.Normalization)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => [("net", Net.Name), ("hidden_layers", Layers)];
}
