namespace BnLab.Experiments.Regularization;

/// <summary>How much dropout, an L2 penalty and distorted images add to a net with batch normalization, and to one without.</summary>
/// <remarks>Masks and distortions have their own generators, so that all nets of a seed have the same weights and mini-batches.</remarks>
internal sealed class RegularizationStudy(Values options) : Study<GridPoint>("regularization", options, GridPoint.All)
{
    private static readonly Setting<double> Keep = Setting.Number("--keep", 0.75, "The probability that dropout keeps a value, where there is dropout.") with
    {
        Accepts = value => value is > 0 and < 1,
        Range = "a number above 0 and below 1: what dropout keeps in the nets that have it",
    };

    private static readonly Setting<int> Shift = Setting.Whole("--shift", 4, "Pixels that images are moved by at most, where they are distorted.", least: 0) with
    {
        Range = "0 or more pixels",
    };

    private static readonly Setting<double> Penalty = StudyOptions.Regularization with
    {
        Default = 1e-3,
        Accepts = value => double.IsFinite(value) && value > 0,
        Range = "a number above 0: the penalty of the nets that have one",
    };

    private readonly double _keep = options.Get(Keep);
    private readonly int _shift = options.Get(Shift);

    public static StudyExperiment Experiment { get; } = new(
        "regularization", "Train the six-layer net with dropout, L2 penalty and distorted images, with and without batch normalization.", "regularization --seeds 2",
        StudyOptions.All([Keep, Shift, StudyOptions.SeedsOf(3), Penalty, StudyOptions.Epochs with { Default = 30 }], without: [StudyOptions.PrintEvery]),
        options => new RegularizationStudy(options));

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        int extent = Math.Min(images.Shape.Height, images.Shape.Width);
        TrainingSettings.Require(_shift < extent, Shift, _shift, $"at most {extent - 1} pixels on images of {images.Shape}");
    }

    protected override History Train<T>(GridPoint variant, TrainingContext<T> context)
    {
        var seeds = new NumpyRandom(context.Seed);
        var (masks, distortions) = (Child(), Child());
        var design = DesignOf(variant) with
        {
            Keep = variant.Has(Regularizer.Dropout) ? _keep : 1.0,
            Regularization = variant.Has(Regularizer.L2) ? Settings.Regularization : 0.0,
        };
        var net = new FullyConnectedNet<T>(design, masks);
        net.Initialize(context.Random, Settings.WeightScale);
        Action<Matrix<T>>? distort = variant.Has(Regularizer.Distortion) ? new Distortion<T>(Images.Shape, _shift, distortions).Apply : null;
        return context.Fit(net, Settings.Solver, variant.Name, distort: distort);

        NumpyRandom Child() => new((uint)seeds.NextInteger(int.MaxValue));
    }

    protected override ExperimentResult Report(StudyRuns<GridPoint, History> runs)
    {
        var grid = new Grid(runs);
        return new(
            Name, runs.All, RegularizationReport.Tables(grid), [(Name, RegularizationReport.Draw(grid, _keep, Settings.Regularization))])
        {
            Claims = Hypothesis.Judge([.. Regularizer.All.Select(each => Need(grid, each))]),
        };
    }

    private static Hypothesis Need(Grid grid, Regularizer regularizer)
    {
        double without = grid.Gains(NetVariant.Baseline, regularizer).Average(), with = grid.Gains(NetVariant.BatchNorm, regularizer).Average();
        var spared = ConfidenceInterval.Of(grid.Spared(regularizer));
        return Hypothesis.Above(
            $"A net with batch normalization needs less {regularizer.Label}: it gains less validation accuracy by it than a net without",
            spared, "validation accuracy") with
        { Measured = string.Create(CultureInfo.InvariantCulture, $"gains {without:0.000} without, {with:0.000} with") };
    }
}
