using BnLab.Nets;

namespace BnLab.Experiments.ScaleAndShift;

/// <summary>One of the nets that <see cref="GammaBeta"/> compares.</summary>
/// <param name="Activation">Behind each normalization.</param>
/// <param name="ActivationName">Its name in files.</param>
/// <param name="Learns">Whether gamma and beta are learned.</param>
internal sealed record ScaleAndShiftVariant(Activation Activation, string ActivationName, bool Learns)
{
    /// <summary>All of them, in the order of their trainings.</summary>
    public static IReadOnlyList<ScaleAndShiftVariant> All { get; } =
    [
        new(Activation.Sigmoid, "sigmoid", Learns: true), new(Activation.Sigmoid, "sigmoid", Learns: false),
        new(Activation.Relu, "relu", Learns: true), new(Activation.Relu, "relu", Learns: false),
    ];

    /// <summary>How files tell learned from fixed gamma and beta.</summary>
    public string ScaleShift => Learns ? "learned" : "fixed";

    /// <summary>The net's name in histories.</summary>
    public string Name => $"{ActivationName}-{ScaleShift}";

    /// <summary>Its name for people, in a panel that names the activation.</summary>
    public string Label => Learns ? "Learned \u03b3 and \u03b2" : "\u03b3 = 1, \u03b2 = 0";

    /// <summary>Its colour and marker.</summary>
    public int Style => Learns ? NetPlan.BatchNorm.Style : 3;
}

/// <summary>One training.</summary>
/// <param name="History">Losses and accuracies.</param>
/// <param name="Looks">What the hidden layers put out when the accuracies were taken, layer by layer.</param>
internal sealed record ScaleAndShiftRun(History History, IReadOnlyList<IReadOnlyList<LayerActivity>> Looks)
{
    /// <summary>The layers at the end of the training.</summary>
    public IReadOnlyList<LayerActivity> Last => Looks[^1];

    /// <summary>Share of near-linear activations at the end, over all layers.</summary>
    public double NearLinear => Last.Average(layer => layer.NearLinear);

    /// <summary>How far the units of a layer differ in their share of zeros at the end: the mean of all layers.</summary>
    public double ZerosDeviation => Last.Average(layer => layer.ZerosDeviation);
}

/// <summary>The trainings of one net, one for each seed.</summary>
/// <param name="Variant">Which net.</param>
/// <param name="Runs">Its trainings.</param>
internal sealed record ScaleAndShiftGroup(ScaleAndShiftVariant Variant, IReadOnlyList<ScaleAndShiftRun> Runs)
{
    /// <summary>Hidden layers.</summary>
    public int Layers => Runs[0].Last.Count;

    /// <summary>The epochs after which accuracies were taken and layers looked at.</summary>
    public double[] Epochs => [.. Runs[0].History.Epochs.Select(e => (double)e.Epoch)];

    /// <summary>Something of one layer at the end of each training.</summary>
    public IEnumerable<double> AtEnd(int layer, Func<LayerActivity, double> measure) => Runs.Select(run => measure(run.Last[layer]));
}
