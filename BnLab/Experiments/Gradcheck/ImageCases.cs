namespace BnLab.Experiments.Gradcheck;

/// <summary>Convolution and max-pool with the draws of the ConvolutionalNetworks notebook, and local response normalization.</summary>
internal static class ImageCases
{
    /// <summary>Channels in the sum of local response normalization.</summary>
    public const int Neighbours = 5;

    /// <summary>A thousand times AlexNet's, as its activations are ten to a hundred times as large: neighbours weigh as much as there.</summary>
    public const double Alpha = 0.1;

    public static readonly ImageShape LocalResponseVolume = new(7, 3, 4);

    public static IReadOnlyList<CaseEntry> All { get; } =
    [
        new("convolution", random => Convolution(random, stride: 1)),
        new("convolution-strided", random => Convolution(random, stride: 2)),
        new("max-pool", random => MaxPool(random.Normal(3, 2 * 8 * 8), random.Normal(3, 2 * 4 * 4), new(2, 8, 8), size: 2)),
        new("conv-relu", random => Sandwich(random, new(3, 8, 8), isPooled: false)),
        new("conv-relu-pool", random => Sandwich(random, new(3, 16, 16), isPooled: true)),
        new("local-response-norm", LocalResponse),
    ];

    /// <param name="x">(N, CHW).</param>
    /// <param name="dy">(N, FPQ).</param>
    public static GradientCase Convolution(Matrix<double> x, Parameter<double> w, Parameter<double> b, Matrix<double> dy, ImageShape images, SlidingWindow window) =>
        LayerCases.Of([new Convolution<double>(w, b, images, window.Size, window.Stride, window.Pad)], x, dy, ("w", w), ("b", b)) with { Images = images, Window = window };

    /// <summary>Of windows that do not overlap.</summary>
    /// <param name="x">(N, CHW).</param>
    /// <param name="dy">(N, CPQ).</param>
    public static GradientCase MaxPool(Matrix<double> x, Matrix<double> dy, ImageShape images, int size) =>
        LayerCases.Of([new MaxPool<double>(images, size, size)], x, dy) with { Images = images, Window = new(size, size, Pad: 0) };

    /// <summary>Three filters of 3 × 3, ReLU and perhaps a pool of 2 × 2, on two images.</summary>
    public static GradientCase Sandwich(NumpyRandom random, ImageShape images, bool isPooled)
    {
        const int Filters = 3;
        var window = new SlidingWindow(3, Stride: 1, Pad: 1);
        var x = random.Normal(2, images.Length);
        var (w, b) = (Parameter<double>.From(random.Normal(Filters, images.Channels * 9)), Parameter<double>.From(random.Normal(1, Filters)));
        var maps = window.Places(images, Filters);
        ILayer<double>[] layers =
        [
            new Convolution<double>(w, b, images, window.Size, window.Stride, window.Pad), new Relu<double>(maps.Length),
            .. isPooled ? new[] { new MaxPool<double>(maps, 2, 2) } : [],
        ];
        var dy = random.Normal(2, isPooled ? maps.Length / 4 : maps.Length);
        return LayerCases.Of(layers, x, dy, ("w", w), ("b", b)) with { Images = images, Window = window };
    }

    private static GradientCase Convolution(NumpyRandom random, int stride)
    {
        var (images, window) = (new ImageShape(3, 5, 5), new SlidingWindow(3, stride, Pad: 1));
        var x = random.Normal(4, images.Length);
        var (w, b) = (Parameter<double>.From(random.Normal(2, images.Channels * 9)), Parameter<double>.From(random.Normal(1, 2)));
        return Convolution(x, w, b, random.Normal(4, window.Places(images, 2).Length), images, window);
    }

    private static GradientCase LocalResponse(NumpyRandom random) => LayerCases.Of(
        [new LocalResponseNorm<double>(LocalResponseVolume, Neighbours, alpha: Alpha)],
        random.Normal(2, LocalResponseVolume.Length, 2.0), random.Normal(2, LocalResponseVolume.Length));
}
