namespace BnLab.Nets;

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

    /// <summary>Whether local response normalization is after the convolution's ReLU, as in AlexNet.</summary>
    public bool HasLocalResponseNorm { get; init; }

    /// <summary>Strength of the L2 penalty on the weights.</summary>
    public double Regularization { get; init; }

    /// <summary>The extent after the convolution, which keeps height and width.</summary>
    public ImageShape Convolved => Input with { Channels = Filters };

    /// <summary>The extent after the pool.</summary>
    public ImageShape Pooled => new(Filters, Input.Height / Pool, Input.Width / Pool);
}
