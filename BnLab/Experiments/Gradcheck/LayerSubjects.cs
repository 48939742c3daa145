using BnLab.Checking;
using BnLab.Layers;

namespace BnLab.Experiments.Gradcheck;

/// <summary>The affine layer, the activations and dropout, with the draws of the course's FullyConnectedNets and Dropout notebooks.</summary>
internal static class LayerSubjects
{
    /// <summary>What the Dropout notebook keeps.</summary>
    public const double Keep = 0.2;

    private const uint MaskSeed = 123; // the Dropout notebook's

    /// <summary>The subjects.</summary>
    public static IReadOnlyList<SubjectEntry> All { get; } =
    [
        new("affine", Affine),
        new("relu", seed => Activation("relu", new Relu<double>(10), seed)),
        new("sigmoid", seed => Activation("sigmoid", new Sigmoid<double>(10), seed)),
        new("tanh", seed => Activation("tanh", new Tanh<double>(10), seed)),
        new("dropout", seed => Activation("dropout", new Dropout<double>(10, Keep, new(MaskSeed)) { Frozen = true }, seed, shift: 10.0)),
    ];

    /// <summary>A layer as a subject, in training mode.</summary>
    public static GradientCase Of(
        string name, ILayer<double> layer, CheckedInput x, Matrix<double> dy,
        params IReadOnlyList<(CheckedInput Input, Parameter<double> Learned)> learned) => new(
            name, [x, .. learned.Select(each => each.Input)], dy,
            () => layer.Forward(x.Value, Mode.Train),
            upstream =>
            {
                var gradients = learned.ToDictionary(each => each.Input.Name, each => each.Learned.Gradient, StringComparer.Ordinal);
                gradients[x.Name] = layer.Backward(upstream);
                return gradients;
            });

    /// <summary>A parameter of a layer that is checked.</summary>
    public static (CheckedInput Input, Parameter<double> Learned) Checked(string name, Parameter<double> learned, double limit = Subjects.LayerLimit) =>
        (new(name, learned.Value, limit), learned);

    private static GradientCase Affine(uint seed)
    {
        var random = new NumpyRandom(seed);
        var x = random.Normal(10, 6);
        var (w, b) = (Parameter<double>.From(random.Normal(6, 5)), Parameter<double>.From(random.Normal(1, 5)));
        return Of(
            "affine", new Affine<double>(w, b), new("x", x, Subjects.LayerLimit), random.Normal(10, 5),
            Checked("W", w), Checked("b", b));
    }

    private static GradientCase Activation(string name, ILayer<double> layer, uint seed, double shift = 0.0)
    {
        var random = new NumpyRandom(seed);
        return Of(name, layer, new("x", random.Normal(10, 10, shift: shift), Subjects.LayerLimit), random.Normal(10, 10));
    }
}
