namespace BnLab.Tests.Samples;

/// <summary>Do narrow nets need batch normalization? Hidden layers of 10, 30 and 100 units, with it and without.</summary>
internal sealed class WidthStudy(Values options) : Study<WidthVariant>("width", options, Nets)
{
    private static readonly Setting<int> Layers = Setting.Whole("--layers", 5, "Hidden layers.", 1, 100);

    private static readonly WidthVariant[] Nets =
    [
        .. from net in new[] { NetVariant.BatchNorm, NetVariant.Baseline }
           from units in new[] { 10, 30, 100 }
           select new WidthVariant(net, units),
    ];

    private readonly int _layers = options.Get(Layers);

    public static StudyExperiment Experiment { get; } = new(
        "width", "Train nets with hidden layers of 10, 30 and 100 units, with batch normalization and without.", "width --epochs 2",
        StudyOptions.All([Layers, StudyOptions.SeedsOf(10, least: 2)], without: [StudyOptions.Hidden, StudyOptions.PrintEvery]),
        options => new WidthStudy(options));

    protected override History Train<T>(WidthVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Hidden = [.. Enumerable.Repeat(variant.Units, _layers)] });
        net.Initialize(context.Random, Settings.WeightScale);
        return context.Fit(net, Settings.Solver, variant.Net.Name);
    }

    protected override ExperimentResult Report(StudyRuns<WidthVariant, History> runs)
    {
        var table = runs.Summary(["train_accuracy", "half_width"], net => [Accuracy(net).Mean, Accuracy(net).HalfWidth]);
        var lines = Nets.GroupBy(net => net.Net).SelectMany(nets => SpreadSeries.Of(
            nets.Key.Label, nets.Key.Style, [.. nets.Select(net => (double)net.Units)], [.. nets.Select(Accuracy)]));
        var figure = Figure.Stacked("", new Panel("After the last epoch", new Axis("Units of a layer"), new Axis("Training accuracy"), [.. lines]));
        var claims = Nets[..3].Zip(Nets[3..], (one, other) => Hypothesis.Above(
            $"With {one.Units} units a layer, training accuracy is higher with batch normalization than without",
            runs.Difference(one, other, FinalAccuracy), "training accuracy"));
        return new(Name, runs.Histories, [table], [(Name, figure)]) { Claims = Hypothesis.Judge([.. claims]) };

        ConfidenceInterval Accuracy(WidthVariant net) => runs.Mean(net, FinalAccuracy);
        static double FinalAccuracy(History history) => history.Epochs[^1].Train;
    }
}

/// <summary>A net whose hidden layers have so many units.</summary>
internal sealed record WidthVariant(NetVariant Net, int Units)
    : NetVariant($"{Net.Name}, {Units} units", Net.Label, Net.Style, Net.Normalization)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => [("net", Net.Name), ("units", Units)];
}
