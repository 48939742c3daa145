namespace BnLab.Nets;

/// <summary>
/// The course's convolutional net with normalization: convolution – [batch or group normalization] – ReLU – [local
/// response normalization] – 2 × 2 max-pool – {affine – [batch or group normalization] – ReLU} × H – affine.
/// </summary>
/// <remarks>
/// cs231n, <c>ThreeLayerConvNet</c>, which is without normalization and has H = 1. Parameters are called W1, b1, gamma1,
/// beta1, W2, …; the convolution's are the first.
/// </remarks>
public sealed class ConvNet<T> : Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<ILayer<T>> _layers = [];

    /// <summary>A net of zeros; <see cref="Network{T}.Initialize(Numerics.NumpyRandom, double)"/> draws its weights.</summary>
    /// <param name="design">What it is made of.</param>
    /// <exception cref="ArgumentException">The kernel is even, height or width is odd, or channels do not make equal groups.</exception>
    public ConvNet(ConvNetDesign design)
        : base(Shapes(design), design.Regularization)
    {
        Design = design;
        if (int.IsEvenInteger(design.Kernel)) throw new ArgumentException($"A kernel of {design.Kernel} has no middle.", nameof(design));
        _layers.Add(new Convolution<T>(Parameters["W1"], Parameters["b1"], design.Input, design.Kernel, stride: 1, pad: design.Kernel / 2));
        AddNonlinearity(1, design.Convolved);
        if (design.HasLocalResponseNorm) _layers.Add(new LocalResponseNorm<T>(design.Convolved));
        _layers.Add(new MaxPool<T>(design.Convolved, ConvNetDesign.Pool, ConvNetDesign.Pool));
        for (int i = 2; i < design.Hidden.Count + 2; i++)
        {
            _layers.Add(new Affine<T>(Parameters[$"W{i}"], Parameters[$"b{i}"]));
            AddNonlinearity(i, new ImageShape(design.Hidden[i - 2], 1, 1));
        }

        int last = design.Hidden.Count + 2;
        _layers.Add(new Affine<T>(Parameters[$"W{last}"], Parameters[$"b{last}"]));
    }

    /// <summary>What the net is made of.</summary>
    public ConvNetDesign Design { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ILayer<T>> Layers => _layers;

    /// <summary>Normalization and ReLU; the features of an affine layer are channels of one pixel.</summary>
    private void AddNonlinearity(int i, ImageShape volume)
    {
        if (Design.HasNormalization)
        {
            Parameter<T> gamma = Parameters[$"gamma{i}"], beta = Parameters[$"beta{i}"]; // (1, C)
            if (Design.Groups > 0) _layers.Add(new GroupNormLayer<T>(gamma, beta, volume, Design.Groups));
            else if (Design.GhostBatch > 0) _layers.Add(new GhostBatchNormLayer<T>(gamma, beta, volume, Design.GhostBatch, relu: true));
            else if (volume.Area == 1) _layers.Add(new BatchNormLayer<T>(gamma, beta, relu: true));
            else _layers.Add(new SpatialBatchNormLayer<T>(gamma, beta, volume, relu: true));
        }

        if (!Design.HasBatchNorm) _layers.Add(new Relu<T>(volume.Length));
    }

    private static List<ParameterShape> Shapes(ConvNetDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var shapes = new List<ParameterShape>
        {
            new("W1", design.Filters, design.Input.Channels * design.Kernel * design.Kernel, ParameterKind.Weight), // (F, CKK)
            new("b1", 1, design.Filters, ParameterKind.Bias),                                                      // (1, F)
        };
        if (design.HasNormalization) shapes.AddRange(ParameterShape.ScaleAndShift(1, design.Filters));
        int width = design.Pooled.Length;
        for (int i = 0; i < design.Hidden.Count; i++)
        {
            shapes.AddRange(ParameterShape.Affine(i + 2, width, design.Hidden[i]));
            width = design.Hidden[i];
            if (design.HasNormalization) shapes.AddRange(ParameterShape.ScaleAndShift(i + 2, width));
        }

        shapes.AddRange(ParameterShape.Affine(design.Hidden.Count + 2, width, design.Classes));
        return shapes;
    }
}

/// <summary>What a convolutional net is made of; the defaults are a net without normalization.</summary>
/// <param name="Input">The extent of an image; height and width are even.</param>
/// <param name="Filters">F: channels after the convolution.</param>
/// <param name="Kernel">K: height and width of a filter, an odd number.</param>
/// <param name="Hidden">The width of each hidden affine layer.</param>
/// <param name="Classes">The number of classes.</param>
public sealed record ConvNetDesign(ImageShape Input, int Filters, int Kernel, IReadOnlyList<int> Hidden, int Classes)
{
    /// <summary>The pool takes the largest of so many values in height and width, and steps as far.</summary>
    public const int Pool = 2;

    /// <summary>
    /// Whether batch normalization is between the convolution and its ReLU, per channel, and between each hidden affine
    /// layer and its ReLU, per feature.
    /// </summary>
    public bool HasBatchNorm { get; init; }

    /// <summary>Images in a ghost batch, where batch normalization shall divide mini-batches into smaller ones; 0 for whole mini-batches.</summary>
    public int GhostBatch { get; init; }

    /// <summary>G of group normalization, which takes the place of batch normalization; 0 for none.</summary>
    public int Groups { get; init; }

    /// <summary>Whether there is gamma and beta.</summary>
    internal bool HasNormalization => HasBatchNorm || Groups > 0;

    /// <summary>Whether local response normalization is after the convolution's ReLU, as in AlexNet.</summary>
    public bool HasLocalResponseNorm { get; init; }

    /// <summary>Strength of the L2 penalty on the weights.</summary>
    public double Regularization { get; init; }

    /// <summary>The extent after the convolution, which keeps height and width.</summary>
    public ImageShape Convolved => Input with { Channels = Filters };

    /// <summary>The extent after the pool.</summary>
    public ImageShape Pooled => new(Filters, Input.Height / Pool, Input.Width / Pool);
}
