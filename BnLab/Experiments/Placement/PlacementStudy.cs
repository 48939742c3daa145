namespace BnLab.Experiments.Placement;

/// <summary>Batch normalization before the activation, after it, or not at all, for ReLU and for sigmoid.</summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 3.2, normalize before the activation, since its input is more likely to be symmetric. The
/// question is open, so there is no verdict. The nets of a seed and an activation begin with the same weights up to a factor.
/// </remarks>
internal sealed class PlacementStudy : Study<PlacementVariant>
{
    private static readonly Setting<double> Gain = Setting.Number("--gain", 1.0, "Factor on the initial weights.");

    private static readonly PlacementVariant[] Nets =
    [
        .. from activation in new[] { Activation.Relu, Activation.Sigmoid }
           from place in Enum.GetValues<Place>()
           select new PlacementVariant(activation, place),
    ];

    private static readonly (string Name, string HalfWidthName, Func<History, double> Of)[] Measures =
    [
        ("train_accuracy", "train_half_width", history => history.Epochs[^1].Train),
        ("best_val_accuracy", "val_half_width", history => history.BestValAccuracy),
    ];

    private readonly double _gain;

    private PlacementStudy(Values options)
        : base("placement", options, Nets) => _gain = options.Get(Gain);

    public static StudyExperiment Experiment { get; } = new(
        "placement", "Compare batch normalization before and after the activation, for ReLU and sigmoid, over several seeds.", "placement --seeds 10",
        StudyOptions.All([StudyOptions.SeedsOf(5, least: 2), Gain], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new PlacementStudy(options));

    protected override double PixelScale => 1.0 / byte.MaxValue;

    protected override History Train<T>(PlacementVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Activation = variant.Activation, NormalizesAfterActivation = variant.Place == Place.After });
        net.Initialize(context.Random, new UniformInitialization(_gain * variant.CustomaryGain));
        return context.Fit(net, Settings.Solver, variant.Name);
    }

    protected override ExperimentResult Report(StudyRuns<PlacementVariant, History> runs) => new(
        Name, runs.Histories, [Summary(runs), Differences(runs), runs.Losses(), runs.Accuracies()], [(Name, Draw(runs))]);

    /// <param name="difference">Before minus after.</param>
    public static string Better(ConfidenceInterval difference) => difference switch
    {
        { Low: > 0 } => "before",
        { High: < 0 } => "after",
        _ => "not decided",
    };

    private static Table Summary(StudyRuns<PlacementVariant, History> runs) => runs.Summary(
        ["seeds", .. Measures.SelectMany(measure => new[] { measure.Name, measure.HalfWidthName })],
        net => [runs.Seeds, .. Measures.Select(measure => runs.Mean(net, measure.Of)).SelectMany(mean => new object[] { mean.Mean, mean.HalfWidth })]);

    private static Table Differences(StudyRuns<PlacementVariant, History> runs) => new(
        "placement.differences", ["activation", "measure", "seeds", "before_minus_after", "half_width", "better"],
        [
            .. from before in runs.Variants.Where(net => net.Place == Place.Before)
               let after = runs.Variants.Single(net => net.Activation == before.Activation && net.Place == Place.After)
               from measure in Measures
               let difference = runs.Difference(before, after, measure.Of)
               select new object[] { before.Key[0].Cell, measure.Name, difference.Count, difference.Mean, difference.HalfWidth, Better(difference) },
        ])
    {
        IsPrinted = true,
    };

    private static Figure Draw(StudyRuns<PlacementVariant, History> runs)
    {
        var columns = new[] { ("ReLU", Activation.Relu), ("Sigmoid", Activation.Sigmoid) }
            .Select(column => (Name: column.Item1, Runs: runs.Where(net => net.Activation == column.Item2))).ToList();
        return new(
            "Batch normalization before and after the activation",
            [
                [.. columns.Select(column => column.Runs.EpochPanel(
                    $"{column.Name}: training loss", "Mean loss of the epoch", (history, i) => history.EpochLoss(history.Epochs[i].Epoch), first: 1))],
                [.. columns.Select(column => column.Runs.AccuracyPanel($"{column.Name}: training accuracy", e => e.Train))],
                [.. columns.Select(column => column.Runs.AccuracyPanel($"{column.Name}: validation accuracy", e => e.Validation))],
            ])
        {
            SharesX = true,
            SharesY = true,
        };
    }
}

internal enum Place
{
    None,
    Before,
    After,
}

internal sealed record PlacementVariant(Activation Activation, Place Place) : NetVariant(
    $"{Activation}-{Place}".ToLowerInvariant(), Labels[(int)Place], Styles[(int)Place], Place == Place.None ? Normalization.None : Normalization.Batch)
{
    private static readonly string[] Labels = ["No normalization", "Before the activation", "After the activation"];
    private static readonly int[] Styles = [Baseline.Style, BatchNorm.Style, 2];

    public override IReadOnlyList<(string Column, object Cell)> Key =>
        [("activation", $"{Activation}".ToLowerInvariant()), ("normalized", $"{Place}".ToLowerInvariant())];

    /// <summary>Keeps the variance of the activations' inputs near 1; inputs from a normalization have variance 1 and need no gain.</summary>
    public double CustomaryGain => Place == Place.After ? 1.0 : UniformInitialization.For(Activation).Gain;
}
