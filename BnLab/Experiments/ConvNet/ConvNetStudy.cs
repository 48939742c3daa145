namespace BnLab.Experiments.ConvNet;

/// <summary>A convolutional net without normalization, with AlexNet's local response normalization, with batch normalization, and with both.</summary>
/// <remarks>
/// Weights begin with a standard deviation of 0.01, as AlexNet's do: with the course's 0.001, activations would be too small
/// for local response normalization to change them.
/// </remarks>
internal sealed class ConvNetStudy(Values options)
    : Study<NetVariant>("convnet", options, Nets)
{
    /// <summary>The solver measures accuracies in mini-batches of this size, which must fit into memory.</summary>
    private const int EvaluationBatch = 100;

    /// <summary>What local response normalization added to the accuracy of AlexNet's authors on CIFAR-10: 13 % errors became 11 % (section 3.3).</summary>
    private const double AlexNetsGain = 0.02;

    private static readonly Setting<int> Filters = Setting.Whole("--filters", 32, "Channels after the convolution.");

    private static readonly Setting<int> Kernel = Setting.Whole("--kernel", 7, "Height and width of a filter: an odd number.") with
    {
        Accepts = kernel => kernel >= 1 && int.IsOddInteger(kernel),
        Range = "an odd number of 1 or more",
    };

    private static readonly NetVariant LocalResponseNorm = new("lrn", "Local response normalization", 3, Normalization.None);

    private static readonly NetVariant Both = new("batchnorm-lrn", "Both", 4, Normalization.Batch);

    public static IReadOnlyList<NetVariant> Nets { get; } = [NetVariant.BatchNorm, Both, LocalResponseNorm, NetVariant.Baseline];

    private readonly int _filters = options.Get(Filters), _kernel = options.Get(Kernel);

    public static StudyExperiment Experiment { get; } = new(
        "convnet", "Train a convolutional net without normalization, with batch normalization, with local response normalization, and with both.", "convnet --seeds 1",
        StudyOptions.All(
            [
                Filters, Kernel, StudyOptions.SeedsOf(6), StudyOptions.Hidden with { Default = [100] },
                StudyOptions.WeightScale with { Default = 1e-2 }, StudyOptions.Epochs with { Default = 5 },
            ]),
        options => new ConvNetStudy(options));

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        const long Most = TrainingSettings.MaxValues;
        var (channels, height, width) = images.Shape;
        long area = height * width, batch = Math.Max(Settings.Solver.BatchSize, EvaluationBatch);
        long pooled = _filters * area / (ConvNetDesign.Pool * ConvNetDesign.Pool);
        TrainingSettings.Require(
            height % ConvNetDesign.Pool == 0 && width % ConvNetDesign.Pool == 0,
            StudyOptions.Data, images.Source, $"images of even height and width, not {images.Shape}");
        TrainingSettings.Require(_kernel <= height + width, Kernel, _kernel, $"at most {height + width} on images of {images.Shape}");
        TrainingSettings.Require(area * channels * _kernel * _kernel <= Most, Kernel, _kernel, $"windows of at most {Most} values in all");
        TrainingSettings.Require(_filters * area * batch <= Most, Filters, _filters, $"at most {Most / (area * batch)} with mini-batches of {batch}");
        TrainingSettings.Require(
            Settings.Hidden.Count == 0 || pooled * Settings.Hidden[0] <= Most,
            StudyOptions.Hidden, string.Join(',', Settings.Hidden), $"a first layer of at most {Most / pooled} after {pooled} values");
    }

    protected override TrainingLine? Summary(NetVariant variant, History run) => null; // its lines are in the log

    protected override History Train<T>(NetVariant variant, TrainingContext<T> context)
    {
        context.Log.Report(new HeadingLine(variant.Name, string.Create(CultureInfo.InvariantCulture, $"{variant.Label}, seed {context.Seed}:")));
        var design = new ConvNetDesign(Images.Shape, _filters, _kernel, Settings.Hidden, Images.ClassNames.Count)
        {
            HasBatchNorm = variant.Normalization == Normalization.Batch,
            HasLocalResponseNorm = variant == LocalResponseNorm || variant == Both,
            Regularization = Settings.Regularization,
        };
        var net = new ConvNet<T>(design);
        net.Initialize(context.Random, Settings.WeightScale);
        return context.Fit(net, Settings.Solver, variant.Name, log: context.Log);
    }

    protected override ExperimentResult Report(StudyRuns<NetVariant, History> runs)
    {
        const int FewestSmoothed = 5; // iterations in an epoch, for a mean over an epoch to show anything
        int perEpoch = Settings.Schedule.IterationsPerEpoch;
        var accuracies = runs.Variants.Select((net, i) => (net, Interval: Accuracy(net), At: (double)i)).ToList();
        var heldOut = new Panel(
            "Accuracy on held-out images after the last epoch", new Axis("") { Categories = [.. runs.Variants.Select(net => net.Label)] }, new Axis("Accuracy"),
            [.. accuracies.SelectMany(each => SpreadSeries.Points("", each.net.Style, [each.At], [each.Interval]))]);
        return new(
            Name, runs.All,
            [
                runs.Rows(
                    "", ["last_epoch_loss", "last_train_accuracy", "held_out_accuracy"],
                    (_, h) => [[h.EpochLoss(h.Epochs[^1].Epoch), runs.TrainAccuracy(h), runs.HeldOutAccuracy(h)]], bySeed: true),
                runs.Summary(
                    ["last epoch's loss", "training accuracy", "held-out accuracy"],
                    net => [SpreadSeries.Text(runs.Mean(net, TrainingMeasure.LastLoss)), SpreadSeries.Text(runs.Mean(net, runs.TrainAccuracy)), SpreadSeries.Text(Accuracy(net))],
                    isWritten: false),
                runs.Losses(bySeed: true), runs.Accuracies(bySeed: true),
            ],
            [(Name, Figure.Stacked(
                "Training a convolutional net", runs.LossPanel(perEpoch >= FewestSmoothed ? perEpoch : 0), runs.AccuracyPanel("Training accuracy", e => e.Train), heldOut))])
        { Claims = Judge(runs) };

        ConfidenceInterval Accuracy(NetVariant net) => runs.AccuracyContrast((net, 1));
    }

    public static IReadOnlyList<Claim> Judge(StudyRuns<NetVariant, History> runs)
    {
        const string Unit = TrainingMeasure.HeldOut;
        return Hypothesis.Judge(
            Hypothesis.Below(
                "A convolutional net learns faster with batch normalization: its training loss in the last epoch is lower",
                runs.Ratio(NetVariant.BatchNorm, NetVariant.Baseline, TrainingMeasure.LastLoss), "times the loss") with
            { Measured = runs.Against(NetVariant.BatchNorm, NetVariant.Baseline, TrainingMeasure.LastLoss) },
            Hypothesis.Between(
                "Beside batch normalization, local response normalization changes the accuracy by less than it gave AlexNet's authors on CIFAR-10",
                runs.AccuracyDifference(Both, NetVariant.BatchNorm), Unit, -AlexNetsGain, AlexNetsGain) with
            { Measured = runs.Against(Both, NetVariant.BatchNorm, runs.HeldOutAccuracy) },
            runs.MoreAccurate("Without batch normalization, a convolutional net is more accurate with local response normalization", LocalResponseNorm, NetVariant.Baseline));
    }
}
