using BnLab.Checking;
using BnLab.Layers;
using static BnLab.Experiments.Gradcheck.LayerSubjects;
using static BnLab.Experiments.Gradcheck.Subjects;

namespace BnLab.Experiments.Gradcheck;

/// <summary>
/// Convolution and max-pool, with the draws of the course's ConvolutionalNetworks notebook, and local response
/// normalization, with draws of the same kind.
/// </summary>
internal static class ImageSubjects
{
    /// <summary>Height and width of the convolution's window.</summary>
    public const int Kernel = 3;

    /// <summary>The zeros around each image.</summary>
    public const int Pad = 1;

    /// <summary>Height and width of the maximum's window, and its step.</summary>
    public const int Pool = 2;

    /// <summary>How many channels local response normalization sums over.</summary>
    public const int Neighbours = 5;

    /// <summary>
    /// The factor on its sum: a thousand times AlexNet's, whose activations are some ten to a hundred times as large as
    /// these draws, so that the neighbours weigh about as much as there.
    /// </summary>
    public const double Alpha = 0.1;

    /// <summary>The subjects.</summary>
    public static IReadOnlyList<SubjectEntry> All { get; } =
    [
        new("convolution", seed => Convolution("convolution", seed, stride: 1)),
        new("convolution-strided", seed => Convolution("convolution-strided", seed, Stride)),
        new("max-pool", MaxPool),
        new("local-response-norm", LocalResponse),
    ];

    /// <summary>The step of the strided convolution.</summary>
    public static int Stride => 2;

    /// <summary>The images that are convolved.</summary>
    public static ImageShape ConvolutionVolume { get; } = new(3, 5, 5);

    /// <summary>The images whose maxima are taken.</summary>
    public static ImageShape PoolVolume { get; } = new(2, 8, 8);

    /// <summary>The images that are normalized over neighbouring channels.</summary>
    public static ImageShape LocalResponseVolume { get; } = new(7, 3, 4);

    private static GradientCase Convolution(string name, uint seed, int stride)
    {
        var random = new NumpyRandom(seed);
        var x = new CheckedInput("x", random.Normal(4, ConvolutionVolume.Length), LayerLimit);
        var w = Parameter<double>.From(random.Normal(2, ConvolutionVolume.Channels * Kernel * Kernel));
        var b = Parameter<double>.From(random.Normal(1, 2));
        var layer = new Convolution<double>(w, b, ConvolutionVolume, Kernel, stride, Pad);
        return Of(name, layer, x, random.Normal(4, layer.Output.Length), Checked("w", w), Checked("b", b));
    }

    private static GradientCase MaxPool(uint seed)
    {
        var random = new NumpyRandom(seed);
        var layer = new MaxPool<double>(PoolVolume, Pool, Pool);
        var x = new CheckedInput("x", random.Normal(3, PoolVolume.Length), LayerLimit);
        return Of("max-pool", layer, x, random.Normal(3, layer.Output.Length));
    }

    private static GradientCase LocalResponse(uint seed)
    {
        var random = new NumpyRandom(seed);
        var layer = new LocalResponseNorm<double>(LocalResponseVolume, Neighbours, alpha: Alpha);
        var x = new CheckedInput("x", random.Normal(2, LocalResponseVolume.Length, 2.0), LayerLimit);
        return Of("local-response-norm", layer, x, random.Normal(2, LocalResponseVolume.Length));
    }
}
