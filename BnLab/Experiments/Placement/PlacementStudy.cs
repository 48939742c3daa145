using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.Placement;

/// <summary>
/// Batch normalization before or after the activation, for ReLU and for sigmoid, and no normalization for comparison. The
/// question is open, so there is no claim to judge: the differences over the seeds are the answer.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 3.2, normalize before the activation, since its input is more likely to be symmetric.
/// The nets of a seed and an activation begin with the same weights, up to a factor, and draw the same mini-batches.
/// </remarks>
internal sealed class PlacementStudy : Study<PlacementVariant, History>
{
    private const double PixelScale = 1.0 / byte.MaxValue; // values from -1 to 1: larger ones would saturate a sigmoid that is not normalized

    private static readonly Setting<double> Gain = Setting.Number("--gain", 1.0, "Factor on the initial weights.");

    private static readonly PlacementVariant[] Nets =
    [
        .. from activation in new[] { Activation.Relu, Activation.Sigmoid }
           from place in Enum.GetValues<Place>()
           select new PlacementVariant(activation, place),
    ];

    private readonly double _gain;

    private PlacementStudy(Values options)
        : base("placement", options, RunJson.Default.History)
    {
        _gain = options.Get(Gain);
        Settings.RequireHidden();
    }

    public static StudyExperiment Experiment { get; } = new(
        "placement", "Compare batch normalization before and after the activation, for ReLU and sigmoid, over several seeds.", "placement --seeds 10",
        StudyOptions.All([StudyOptions.SeedsOf(5, least: 2), Gain], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new PlacementStudy(options));

    protected override IReadOnlyList<PlacementVariant> Variants => Nets;

    protected override string NameOf(PlacementVariant variant) => variant.Name;

    protected override History HistoryOf(History run) => run;

    protected override (Samples<T> Train, Samples<T> Validation) Prepare<T>() =>
        Preprocessing.SubtractMeanImage<T>(Images, Settings.SplitOf(Images), Settings.NumTrain, PixelScale);

    protected override History Train<T>(PlacementVariant variant, TrainingContext<T> context)
    {
        var random = new NumpyRandom(context.Seed);
        var net = new FullyConnectedNet<T>(new NetDesign(context.Train.X.Columns, Settings.Hidden, Images.ClassNames.Count)
        {
            Activation = variant.Activation,
            Normalization = variant.Place == Place.None ? Normalization.None : Normalization.Batch,
            NormalizesAfterActivation = variant.Place == Place.After,
            Regularization = Settings.Regularization,
        });
        net.Initialize(random, new UniformInitialization(_gain * variant.CustomaryGain));
        return new Solver<T>(net, context.Train, context.Validation, Settings.Solver, random).Train(variant.Name, context.Seed, log: null, context.Stop);
    }

    protected override ExperimentResult Report(StudyRuns<PlacementVariant, History> runs) => new(
        Name, [.. runs.Groups.SelectMany(group => group.Runs)], PlacementReport.Tables(runs), [(Name, PlacementReport.Draw(runs))], Verdicts: []);
}

/// <summary>Where batch normalization is.</summary>
internal enum Place
{
    None,
    Before,
    After,
}

/// <summary>One of the nets.</summary>
/// <param name="Activation">Of its hidden layers.</param>
/// <param name="Place">Where they are normalized, seen from the activation.</param>
internal sealed record PlacementVariant(Activation Activation, Place Place)
{
    public string ActivationName => Activation == Activation.Relu ? "relu" : "sigmoid";

    public string PlaceName => Place switch { Place.Before => "before", Place.After => "after", _ => "none" };

    public string Name => $"{ActivationName}-{PlaceName}";

    /// <summary>
    /// The gain with which the inputs of the activations begin with a variance near 1: after an activation its customary one,
    /// after a normalization, whose outputs have variance 1 already, none.
    /// </summary>
    public double CustomaryGain => Place == Place.After ? 1.0 : UniformInitialization.For(Activation).Gain;
}
