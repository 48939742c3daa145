using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// Batch normalization before the activation or behind it, for ReLU and for sigmoid, and without normalization for
/// comparison. The question is open, so there is no claim to judge: the differences over the seeds are the answer.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 3.2, normalize before the activation, since what goes in there is likelier to be
/// symmetric. The nets of a seed and an activation begin with the same weights, up to a factor, and draw the same mini-batches.
/// </remarks>
internal static class Placement
{
    // Values from -1 to 1: a sigmoid in front of its normalization would not stand larger ones.
    private const double PixelScale = 1.0 / byte.MaxValue;

    private static readonly PlacementVariant[] Variants =
    [
        .. from activation in new[] { Activation.Relu, Activation.Sigmoid }
           from place in Enum.GetValues<Place>()
           select new PlacementVariant(activation, place),
    ];

    /// <summary>Trains all nets, once for each seed.</summary>
    public static ExperimentResult Run(
        PlacementOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var groups = options.Settings.DType == DType.Float64
            ? TrainAll<double>(options, images, progress, cancellation)
            : TrainAll<float>(options, images, progress, cancellation);
        List<History> histories = [.. groups.SelectMany(group => group.Histories)];
        if (histories.Count < Variants.Length * options.Seeds)
            return new("placement", histories, PlacementReport.Trainings(groups), Figures: [], Verdicts: [], Complete: false);
        return new(
            "placement", histories, [.. PlacementReport.Answers(groups), .. PlacementReport.Trainings(groups)],
            [("placement", PlacementReport.Draw(groups))], Verdicts: []);
    }

    private static List<PlacementGroup> TrainAll<T>(
        PlacementOptions options, ImageSet images, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var samples = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain, PixelScale);
        var trainings =
            from variant in Variants
            from seed in options.AllSeeds.All
            select (Func<IProgress<TrainingLine>, CancellationToken, History>)(
                (log, token) => TrainNet(options, variant, seed, images.ClassNames.Count, samples, log, token));
        var histories = ParallelTrainings.Run(trainings, settings.Workers, progress, cancellation);
        return
        [
            .. Variants.Select((variant, i) => new PlacementGroup(
                variant, [.. histories.Skip(i * options.Seeds).Take(options.Seeds).OfType<History>()])),
        ];
    }

    private static History TrainNet<T>(
        PlacementOptions options, PlacementVariant variant, uint seed, int classes,
        (Samples<T> Train, Samples<T> Validation) samples, IProgress<TrainingLine> log, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var random = new NumpyRandom(seed);
        var net = new FullyConnectedNet<T>(new NetDesign(samples.Train.X.Columns, settings.Hidden, classes)
        {
            Activation = variant.Activation,
            Normalization = variant.Place == Place.None ? Normalization.None : Normalization.Batch,
            NormalizesAfterActivation = variant.Place == Place.After,
            Regularization = settings.Regularization,
        });
        net.Initialize(random, new UniformInitialization(options.Gain * variant.CustomaryGain));
        var history = new Solver<T>(net, samples.Train, samples.Validation, settings.Solver, random)
            .Train(variant.Name, seed, log: null, cancellation);
        log.Report(SummaryLine.Of(variant.Name, history));
        return history;
    }
}

/// <summary>Where batch normalization stands.</summary>
internal enum Place
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Between the affine layer and the activation.</summary>
    Before,

    /// <summary>Behind the activation.</summary>
    After,
}

/// <summary>One of the nets that <see cref="Placement"/> compares.</summary>
/// <param name="Activation">Of its hidden layers.</param>
/// <param name="Place">Where they are normalized.</param>
internal sealed record PlacementVariant(Activation Activation, Place Place)
{
    /// <summary>The activation in files.</summary>
    public string ActivationName => Activation == Activation.Relu ? "relu" : "sigmoid";

    /// <summary>The place in files.</summary>
    public string PlaceName => Place switch { Place.Before => "before", Place.After => "after", _ => "none" };

    /// <summary>
    /// The gain with which the inputs of the activations begin with a variance near 1: behind an activation its customary one,
    /// behind a normalization, whose outputs have variance 1 already, none.
    /// </summary>
    public double CustomaryGain => Place == Place.After ? 1.0 : UniformInitialization.For(Activation).Gain;

    /// <summary>The net's name in histories.</summary>
    public string Name => $"{ActivationName}-{PlaceName}";
}

/// <summary>The trainings of one net, one for each seed.</summary>
/// <param name="Variant">Which net.</param>
/// <param name="Histories">What each training has left behind.</param>
internal sealed record PlacementGroup(PlacementVariant Variant, IReadOnlyList<History> Histories)
{
    /// <summary>A figure of each training, over the seeds.</summary>
    public ConfidenceInterval Of(Func<History, double> measure) => ConfidenceInterval.Of([.. Histories.Select(measure)]);
}
