namespace BnLab.Experiments.SmallBatch;

/// <summary>A convolutional net with batch, group and ghost batch normalization, whose statistics are of few images and of many.</summary>
/// <remarks>
/// Wu and He, "Group Normalization", 2018; Hoffer, Hubara and Soudry, "Train longer, generalize better", 2017. The learning rate is in
/// proportion to the size of the mini-batch, so that an epoch goes as far with small ones as with large ones.
/// </remarks>
internal sealed class SmallBatchStudy(Values options) : Study<SmallBatchVariant>("small-batch", options, Nets(options.Get(Sizes)))
{
    private static readonly Setting<IReadOnlyList<int>> Sizes = Setting.Sizes(
        "--batch-sizes", [2, 4, 8, 32], "Sizes of the mini-batches; ghost batches are of all but the largest.") with
    {
        Accepts = sizes => sizes.Count >= 2 && sizes.All(size => size >= 1) && sizes.Zip(sizes.Skip(1)).All(pair => pair.First < pair.Second),
        Range = "two or more ascending sizes of 1 or more",
    };

    private static readonly Setting<int> Filters = Setting.Whole("--filters", 8, "Channels after the convolution.", 1, 256);
    private static readonly Setting<int> Groups = Setting.Whole("--groups", 4, "Groups of channels in group normalization.", 1, 256);

    private readonly int _filters = options.Get(Filters), _groups = options.Get(Groups), _largest = options.Get(Sizes)[^1];

    public static StudyExperiment Experiment { get; } = new(
        "small-batch", "Train a convolutional net with small mini-batches: batch, group and ghost batch normalization.", "small-batch --seeds 2",
        StudyOptions.All(
            [
                Sizes, Filters, Groups, StudyOptions.SeedsOf(10, least: 2), StudyOptions.Hidden with { Default = [40] }, StudyOptions.WeightScale with { Default = 1e-2 },
                StudyOptions.Epochs with { Default = 5 }, StudyOptions.UpdateRule with { Default = "sgd-momentum" },
                StudyOptions.LearningRate with { Default = 0.01, Help = "Step length with the largest mini-batches; in proportion to the size with others." },
            ],
            without: [StudyOptions.BatchSize, StudyOptions.PrintEvery]),
        options => new SmallBatchStudy(options));

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        TrainingSettings.Require(int.IsEvenInteger(images.Shape.Height | images.Shape.Width), StudyOptions.Data, images.Source, $"images of even height and width, not {images.Shape}");
        TrainingSettings.Require(
            Settings.Hidden.Append(_filters).All(channels => channels % _groups == 0), Groups, _groups, "a divisor of the filters and of the hidden layers' sizes");
    }

    protected override History Train<T>(SmallBatchVariant variant, TrainingContext<T> context)
    {
        var net = new ConvNet<T>(new ConvNetDesign(Images.Shape, _filters, Kernel: 3, Settings.Hidden, Images.ClassNames.Count)
        {
            HasBatchNorm = variant.Kind != SmallBatchVariant.Group,
            GhostBatch = variant.Kind == SmallBatchVariant.Ghost ? variant.Size : 0,
            Groups = variant.Kind == SmallBatchVariant.Group ? _groups : 0,
            Regularization = Settings.Regularization,
        });
        net.Initialize(context.Random, Settings.WeightScale);
        double rate = Settings.Solver.LearningRate * variant.Batch / _largest;
        return context.Fit(net, Settings.Solver with { BatchSize = variant.Batch, LearningRate = rate }, variant.Name);
    }

    protected override ExperimentResult Report(StudyRuns<SmallBatchVariant, History> runs)
    {
        var summary = runs.Summary(
            ["training accuracy", "held-out accuracy"], net => [SpreadSeries.Text(runs.Mean(net, runs.TrainAccuracy)), SpreadSeries.Text(runs.Mean(net, runs.HeldOutAccuracy))], isWritten: false);
        var rows = runs.Rows("", ["train_accuracy", "val_accuracy", "held_out_accuracy"], (_, h) => [[runs.TrainAccuracy(h), h.Epochs[^1].Validation, runs.HeldOutAccuracy(h)]], bySeed: true);
        var figure = Figure.Stacked("Statistics of few images", Panel("Accuracy on held-out images", runs.HeldOutAccuracy), Panel("Training accuracy", runs.TrainAccuracy));
        return new(Name, runs.Histories, [rows, runs.Accuracies(bySeed: true), summary], [(Name, figure)]) { Claims = Judge(runs) };

        Panel Panel(string title, Func<History, double> measure)
        {
            List<int> sizes = [.. runs.Variants.Select(net => net.Size).Distinct()];
            return new(
                title, new Axis("Images that share statistics") { Categories = [.. sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))] }, new Axis("Accuracy"),
                [
                    .. runs.Variants.GroupBy(net => net.Style).SelectMany(nets => SpreadSeries.Of(
                        nets.First().Label, nets.First().Style, [.. nets.Select(net => (double)sizes.IndexOf(net.Size))], [.. nets.Select(net => runs.Mean(net, measure))])),
                ]);
        }
    }

    private static IReadOnlyList<Claim> Judge(StudyRuns<SmallBatchVariant, History> runs)
    {
        const string Unit = TrainingMeasure.HeldOut;
        var (batch, group, ghost) = (Of(SmallBatchVariant.Batched), Of(SmallBatchVariant.Group), Of(SmallBatchVariant.Ghost));
        return Hypothesis.Judge(
        [
            Hypothesis.Below("With the smallest mini-batches, batch normalization is less accurate than group normalization", runs.AccuracyDifference(batch[0], group[0]), Unit) with
            { Measured = Against(batch[0], group[0]) },
            Hypothesis.Below("From the largest mini-batches to the smallest, batch normalization loses more than group normalization",
                runs.AccuracyContrast((batch[0], 1), (batch[^1], -1), (group[0], -1), (group[^1], 1)), Unit) with
            { Measured = $"batch normalization {Against(batch[0], batch[^1])}, group normalization {Against(group[0], group[^1])}" },
            Hypothesis.Below(
                "Statistics of few images do harm in large mini-batches, too: the smallest ghost batches are less accurate than whole mini-batches",
                runs.AccuracyDifference(ghost[0], batch[^1]), Unit) with
            { Measured = Against(ghost[0], batch[^1]) },
            .. ghost.Count == 1 ? [] : new[] { runs.MoreAccurate("The largest ghost batches are more accurate than whole mini-batches", ghost[^1], batch[^1]) },
        ]);

        List<SmallBatchVariant> Of(string kind) => [.. runs.Variants.Where(net => net.Kind == kind)];

        string Against(SmallBatchVariant one, SmallBatchVariant other) => runs.Against(one, other, runs.HeldOutAccuracy);
    }

    private static SmallBatchVariant[] Nets(IReadOnlyList<int> sizes) =>
    [
        .. sizes.Select(size => new SmallBatchVariant(SmallBatchVariant.Batched, "Batch normalization", 0, size, size)),
        .. sizes.Select(size => new SmallBatchVariant(SmallBatchVariant.Group, "Group normalization", 4, size, size)),
        .. sizes.SkipLast(1).Select(size => new SmallBatchVariant(
            SmallBatchVariant.Ghost, string.Create(CultureInfo.InvariantCulture, $"Ghost batches in mini-batches of {sizes[^1]}"), 3, sizes[^1], size)),
    ];
}

/// <param name="Size">Images that share statistics in batch and ghost batch normalization.</param>
internal sealed record SmallBatchVariant(string Kind, string Label, int Style, int Batch, int Size)
    : NetVariant($"{Kind}, {Size} of {Batch}", Label, Style, Normalization.None)
{
    public const string Batched = "batchnorm", Group = "groupnorm", Ghost = "ghost-batchnorm";

    public override IReadOnlyList<(string Column, object Cell)> Key => [("net", Kind), ("batch_size", Batch), ("statistics_of", Size)];
}
