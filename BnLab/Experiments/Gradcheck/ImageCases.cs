namespace BnLab.Experiments.Gradcheck;

/// <summary>Convolution and max-pool with the draws of the ConvolutionalNetworks notebook, and local response normalization.</summary>
internal static class ImageCases
{
    public const int Kernel = 3, Stride = 2, Pad = 1;

    public const int Pool = 2;

    /// <summary>Channels in the sum of local response normalization.</summary>
    public const int Neighbours = 5;

    /// <summary>A thousand times AlexNet's, as its activations are ten to a hundred times as large: neighbours weigh as much as there.</summary>
    public const double Alpha = 0.1;

    public static readonly ImageShape ConvolutionVolume = new(3, 5, 5), PoolVolume = new(2, 8, 8), LocalResponseVolume = new(7, 3, 4);

    public static IReadOnlyList<CaseEntry> All { get; } =
    [
        new("convolution", random => Convolution(random, stride: 1)),
        new("convolution-strided", random => Convolution(random, Stride)),
        new("max-pool", MaxPool),
        new("local-response-norm", LocalResponse),
    ];

    private static GradientCase Convolution(NumpyRandom random, int stride)
    {
        var x = random.Normal(4, ConvolutionVolume.Length);
        var w = Parameter<double>.From(random.Normal(2, ConvolutionVolume.Channels * Kernel * Kernel));
        var b = Parameter<double>.From(random.Normal(1, 2));
        var layer = new Convolution<double>(w, b, ConvolutionVolume, Kernel, stride, Pad);
        return LayerCases.Of([layer], x, random.Normal(4, layer.Output.Length), ("w", w), ("b", b)) with { Images = ConvolutionVolume };
    }

    private static GradientCase MaxPool(NumpyRandom random)
    {
        var layer = new MaxPool<double>(PoolVolume, Pool, Pool);
        return LayerCases.Of([layer], random.Normal(3, PoolVolume.Length), random.Normal(3, layer.Output.Length));
    }

    private static GradientCase LocalResponse(NumpyRandom random) => LayerCases.Of(
        [new LocalResponseNorm<double>(LocalResponseVolume, Neighbours, alpha: Alpha)],
        random.Normal(2, LocalResponseVolume.Length, 2.0), random.Normal(2, LocalResponseVolume.Length));
}
