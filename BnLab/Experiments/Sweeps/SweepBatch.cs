namespace BnLab.Experiments.Sweeps;

/// <summary>Batch normalization with small mini-batches, whose means and variances are poor estimates; layer normalization in comparison.</summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization and batch size" and "Layer Normalization and batch size".</remarks>
internal sealed class SweepBatch : Sweep
{
    private const double PapersGap = 0.106; // Wu and He (2018), abstract: what poor batch statistics cost in accuracy

    private static readonly int[] Styles = [0, 2, 3, 4, 5, 6]; // of the normalized nets; the baseline has its own

    private static readonly Setting<IReadOnlyList<int>> Sizes = Setting.Sizes(
        "--batch-sizes", [5, 10, 50], "Sizes of the mini-batches; the net without normalization has the first.") with
    {
        Accepts = sizes => sizes.Count > 0 && sizes.All(size => size >= 1) && sizes.Distinct().Count() == sizes.Count,
        Range = "sizes of 1 or more, each once",
    };

    private static readonly Setting<bool> LayerNorm = Setting.Flag("--layernorm", "Layer normalization in place of batch normalization.");

    private readonly IReadOnlyList<int> _sizes;
    private readonly bool _isLayerNorm;

    private SweepBatch(Values options)
        : base("sweep-batch", TrainingSettings.Of(options), Sequence(options))
    {
        (_sizes, _isLayerNorm) = (options.Get(Sizes), options.Get(LayerNorm));
        foreach (var plan in Trainings.All) plan.Settings.Checked();
    }

    public static StudyExperiment Experiment { get; } = new(
        "sweep-batch", "Train with mini-batches of 5, 10 and 50, with batch or layer normalization.", "sweep-batch --layernorm",
        StudyOptions.All(
            [Sizes, LayerNorm, StudyOptions.SeedsOf(10), StudyOptions.LearningRate with { Default = Math.Pow(10, -3.5) }], without: [StudyOptions.BatchSize, StudyOptions.PrintEvery]),
        options => new SweepBatch(options));

    protected override SweepPoint PointOf(PlannedTraining training)
    {
        var (net, size) = (training.Net, training.Settings.Solver.BatchSize);
        bool isBaseline = net == NetVariant.Baseline;
        return new(training, $"{net.Name} with mini-batches of {size}", ("net", net.Name), ("batch_size", size))
        {
            Label = $"{(isBaseline ? "No normalization" : net.Label)}, batch {size}",
            Style = isBaseline ? net.Style : Styles[_sizes.TakeWhile(other => other != size).Count() % Styles.Length],
        };
    }

    private static TrainingSequence Sequence(Values options)
    {
        var settings = TrainingSettings.Of(options);

        // Each net draws its weights right before its training, as in the notebook.
        IReadOnlyList<int> sizes = options.Get(Sizes);
        var normalized = options.Get(LayerNorm) ? NetVariant.LayerNorm : NetVariant.BatchNorm;
        (NetVariant Net, int Size)[] curves = [(NetVariant.Baseline, sizes[0]), .. sizes.Select(size => (normalized, size))];
        return new([.. Seeds.Of(options).Select(seed => new SeededTrainings(seed, [.. curves.Select(curve => new[] { Plan(curve.Net, curve.Size, seed) })]))]);

        PlannedTraining Plan(NetVariant net, int size, uint seed) => new(
            net, settings with { Seed = seed, Solver = settings.Solver with { BatchSize = size } },
            $"{(net == NetVariant.Baseline ? "No normalization" : "Normalization")}: batch size =  {size}");
    }

    protected override ExperimentResult Report(StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        var summary = Summary(runs, ["net", "mini-batch", "best train", "best val", "final loss"], point =>
        [
            .. point.Cells.Select(cell => cell.Cell), Text(point, o => o.BestTrainAccuracy), Text(point, o => o.BestValAccuracy), Text(point, o => o.FinalTrainLoss),
        ]);
        var figure = Figure.Stacked(
            "Training with different mini-batch sizes",
            runs.AccuracyPanel("Training accuracy", e => e.Train), runs.AccuracyPanel("Validation accuracy", e => e.Validation));
        return new(Name, [], [runs.Accuracies("", bySeed: true), summary], [(Name, figure)]) { Claims = Judge(runs) };

        string Text(SweepPoint point, Func<TrainingOutcome, double> measure) => SpreadSeries.Text(runs.Mean(point, measure));
    }

    private IReadOnlyList<Claim> Judge(StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        const string Unit = "training accuracy";
        int smallest = _sizes.Min(), largest = _sizes.Max();
        if (smallest == largest) return []; // no claim is made
        SweepPoint small = Normalized(smallest), large = Normalized(largest), plain = runs.Variants.Single(point => point.Training.Net == NetVariant.Baseline);
        var ofSize = runs.Difference(small, large, runs.TrainAccuracy);
        var ofNet = runs.Difference(small, plain, runs.TrainAccuracy);
        Hypothesis[] all = _isLayerNorm
            ?
            [
                Hypothesis.Above(
                    string.Create(CultureInfo.InvariantCulture, $"Layer normalization loses less than {PapersGap} training accuracy with the smallest mini-batches, compared with the largest"),
                    ofSize, Unit, -PapersGap),
                Hypothesis.Above("With the smallest mini-batches layer normalization trains better than no normalization", ofNet, Unit),
            ]
            :
            [
                Hypothesis.Below("Batch normalization trains worse with the smallest mini-batches than with the largest", ofSize, Unit),
                Hypothesis.Below("With the smallest mini-batches batch normalization trains worse than no normalization", ofNet, Unit),
            ];
        return Hypothesis.Judge([all[0] with { Measured = Against(large) }, .. _sizes[0] == smallest ? new[] { all[1] with { Measured = Against(plain) } } : []]);

        string Against(SweepPoint other) => runs.Against(small, other, runs.TrainAccuracy);

        SweepPoint Normalized(int size) => runs.Variants.Single(point => point.Training.Net != NetVariant.Baseline && point.Training.Settings.Solver.BatchSize == size);
    }
}
