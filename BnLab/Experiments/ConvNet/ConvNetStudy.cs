namespace BnLab.Experiments.ConvNet;

/// <summary>A convolutional net with batch normalization, without it, and with AlexNet's local response normalization in its place.</summary>
/// <remarks>
/// Weights begin with a standard deviation of 0.01, as AlexNet's do: with the course's 0.001, activations would be too small
/// for local response normalization to change them.
/// </remarks>
internal sealed class ConvNetStudy(Values options)
    : Study<NetVariant>("convnet", options, [NetVariant.BatchNorm, LocalResponseNorm, NetVariant.Baseline])
{
    /// <summary>The solver measures accuracies in mini-batches of this size, which must fit into memory.</summary>
    private const int EvaluationBatch = 100;

    private static readonly Setting<int> Filters = Setting.Whole("--filters", 32, "Channels after the convolution.");

    private static readonly Setting<int> Kernel = Setting.Whole("--kernel", 7, "Height and width of a filter: an odd number.") with
    {
        Accepts = kernel => kernel >= 1 && int.IsOddInteger(kernel),
        Range = "an odd number of 1 or more",
    };

    private static readonly NetVariant LocalResponseNorm = new("lrn", "Local response normalization", 3, Normalization.None);

    private readonly int _filters = options.Get(Filters), _kernel = options.Get(Kernel);

    public static StudyExperiment Experiment { get; } = new(
        "convnet", "Train a convolutional net without normalization, with batch and with local response normalization.", "convnet --seeds 1",
        StudyOptions.All(
            [
                Filters, Kernel, StudyOptions.SeedsOf(3), StudyOptions.Hidden with { Default = [100] },
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
            HasBatchNorm = variant == NetVariant.BatchNorm,
            HasLocalResponseNorm = variant == LocalResponseNorm,
            Regularization = Settings.Regularization,
        };
        var net = new ConvNet<T>(design);
        net.Initialize(context.Random, Settings.WeightScale);
        return context.Fit(net, Settings.Solver, variant.Name, log: context.Log);
    }

    protected override ExperimentResult Report(StudyRuns<NetVariant, History> runs) =>
        new(Name, runs.All, ConvNetReport.Tables(runs), [(Name, ConvNetReport.Draw(runs))]) { Claims = Judge(runs) };

    private static IReadOnlyList<Claim> Judge(StudyRuns<NetVariant, History> runs)
    {
        return Hypothesis.Judge(
            Compare(
                "Batch normalization learns faster: its training loss in the last epoch is below that of the baseline",
                NetVariant.Baseline, ConvNetReport.LastLoss, "loss", isLower: true),
            Compare(
                "Batch normalization learns faster: its training accuracy after the last epoch is above that of the baseline",
                NetVariant.Baseline, history => history.Epochs[^1].Train, "training accuracy"),
            Compare(
                "Batch normalization makes local response normalization needless: its best validation accuracy is no lower",
                LocalResponseNorm, history => history.BestValAccuracy, "validation accuracy"));

        Hypothesis Compare(string claim, NetVariant other, Func<History, double> measure, string unit, bool isLower = false)
        {
            var apart = runs.Difference(NetVariant.BatchNorm, other, measure);
            double with = runs.Mean(NetVariant.BatchNorm, measure).Mean, without = runs.Mean(other, measure).Mean;
            var hypothesis = isLower ? Hypothesis.Below(claim, apart, unit) : Hypothesis.Above(claim, apart, unit);
            return hypothesis with { Measured = string.Create(CultureInfo.InvariantCulture, $"{with:F3} against {without:F3}") };
        }
    }
}
