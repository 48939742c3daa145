namespace BnLab.Experiments.Regularization;

/// <summary>Dropout and L2 penalties of several strengths, and distorted images, with batch normalization and without.</summary>
/// <remarks>Masks and distortions have their own generators, so that all nets of a seed have the same weights and mini-batches.</remarks>
internal sealed class RegularizationStudy(Values options) : Study<Dose>("regularization", options, Dose.All)
{
    private static readonly Setting<int> Shift = Setting.Whole("--shift", 4, "Pixels that images are moved by at most, where they are distorted.", least: 0) with
    {
        Range = "0 or more pixels",
    };

    private readonly int _shift = options.Get(Shift);

    public static StudyExperiment Experiment { get; } = new(
        "regularization", "Train the six-layer net with dropout and L2 penalties of several strengths, and distorted images, with and without batch normalization.",
        "regularization --seeds 2",
        StudyOptions.All(
            [Shift, StudyOptions.SeedsOf(10), StudyOptions.Epochs with { Default = 15 }], without: [StudyOptions.PrintEvery, StudyOptions.Regularization]),
        options => new RegularizationStudy(options));

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        int extent = Math.Min(images.Shape.Height, images.Shape.Width);
        TrainingSettings.Require(_shift < extent, Shift, _shift, $"at most {extent - 1} pixels on images of {images.Shape}");
    }

    protected override History Train<T>(Dose variant, TrainingContext<T> context)
    {
        var seeds = new NumpyRandom(context.Seed);
        var (masks, distortions) = (Child(), Child());
        var design = DesignOf(variant) with { Keep = 1.0 - variant.Of(Regularizer.Dropout), Regularization = variant.Of(Regularizer.L2) };
        var net = new FullyConnectedNet<T>(design, masks);
        net.Initialize(context.Random, Settings.WeightScale);
        Action<Matrix<T>>? distort = variant.Regularizer == Regularizer.Distortion ? new Distortion<T>(Images.Shape, _shift, distortions).Apply : null;
        return context.Fit(net, Settings.Solver, variant.Name, distort: distort);

        NumpyRandom Child() => new((uint)seeds.NextInteger(int.MaxValue));
    }

    protected override ExperimentResult Report(StudyRuns<Dose, History> runs) => new RegularizationReport(runs).Result();
}
