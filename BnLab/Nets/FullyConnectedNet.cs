namespace BnLab.Nets;

/// <summary>
/// The course's net: {affine – [normalization] – ReLU – [dropout]} × (L - 1) – affine. A <see cref="NetDesign"/> may ask
/// for another activation, or for normalization after it.
/// </summary>
/// <remarks>cs231n, <c>FullyConnectedNet</c>. Parameters are called W1, b1, gamma1, beta1, W2, …</remarks>
public sealed class FullyConnectedNet<T> : Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<ILayer<T>> _layers = [];

    /// <summary>The course's net, of zeros; <see cref="Network{T}.Initialize(NumpyRandom, double)"/> draws its weights.</summary>
    /// <param name="inputs">D, the number of features of a sample.</param>
    /// <param name="hidden">The width of each hidden layer.</param>
    /// <param name="classes">C, the number of classes.</param>
    /// <param name="normalization">The normalization between each hidden affine layer and its ReLU.</param>
    /// <param name="regularization">Strength of the L2 penalty.</param>
    public FullyConnectedNet(
        int inputs, IReadOnlyList<int> hidden, int classes,
        Normalization normalization = Normalization.None, double regularization = 0.0)
        : this(new NetDesign(inputs, hidden, classes) { Normalization = normalization, Regularization = regularization })
    {
    }

    /// <summary>A net of zeros.</summary>
    /// <param name="design">What it is made of.</param>
    /// <param name="masks">Where dropout draws its masks from; needed only where the design has dropout.</param>
    /// <param name="beforeActivation">Makes one more layer before each activation, from its width; null for none.</param>
    /// <exception cref="ArgumentNullException">The design has dropout, and there is nothing to draw masks from.</exception>
    public FullyConnectedNet(NetDesign design, NumpyRandom? masks = null, Func<int, ILayer<T>>? beforeActivation = null)
        : base(Shapes(design), design.Regularization)
    {
        Design = design;
        for (int i = 0; i < design.Hidden.Count; i++)
        {
            _layers.Add(new Affine<T>(Parameters[$"W{i + 1}"], Parameters[$"b{i + 1}"]));
            AddNonlinearity(i, beforeActivation);
            if (design.Keep >= 1.0) continue;
            ArgumentNullException.ThrowIfNull(masks);
            _layers.Add(new Dropout<T>(design.Hidden[i], design.Keep, masks));
        }

        _layers.Add(new Affine<T>(Parameters[$"W{design.Hidden.Count + 1}"], Parameters[$"b{design.Hidden.Count + 1}"]));
    }

    /// <summary>What the net is made of.</summary>
    public NetDesign Design { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ILayer<T>> Layers => _layers;

    private void AddNonlinearity(int i, Func<int, ILayer<T>>? beforeActivation)
    {
        bool after = Design.NormalizesAfterActivation;
        bool fused = Design is { Normalization: Normalization.Batch, Activation: Activation.Relu } && !after && beforeActivation is null;
        if (after) AddActivation();
        if (Design.Normalization == Normalization.Batch)
        {
            _layers.Add(new BatchNormLayer<T>(Parameters[$"gamma{i + 1}"], Parameters[$"beta{i + 1}"], Design.Conventions, relu: fused));
        }
        else if (Design.Normalization == Normalization.Layer)
        {
            _layers.Add(new LayerNormLayer<T>(Parameters[$"gamma{i + 1}"], Parameters[$"beta{i + 1}"]));
        }

        if (!after && !fused) AddActivation();

        void AddActivation()
        {
            if (beforeActivation is not null) _layers.Add(beforeActivation(Design.Hidden[i]));
            _layers.Add(MakeActivation(i));
        }
    }

    private ILayer<T> MakeActivation(int i) => Design.Activation switch
    {
        Activation.Relu => new Relu<T>(Design.Hidden[i]),
        Activation.Sigmoid => new Sigmoid<T>(Design.Hidden[i]),
        _ => new Tanh<T>(Design.Hidden[i]),
    };

    private static List<ParameterShape> Shapes(NetDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var shapes = new List<ParameterShape>();
        int width = design.Inputs;
        for (int i = 0; i < design.Hidden.Count; i++)
        {
            shapes.AddRange(ParameterShape.Affine(i + 1, width, design.Hidden[i]));
            width = design.Hidden[i];
            if (design.Normalization != Normalization.None) shapes.AddRange(ParameterShape.ScaleAndShift(i + 1, width));
        }

        shapes.AddRange(ParameterShape.Affine(design.Hidden.Count + 1, width, design.Outputs));
        return shapes;
    }
}
