using static BnLab.Exercises.ImageSubjects;
using static BnLab.Exercises.LayerSubjects;
using static BnLab.Exercises.NormalizationSubjects;

namespace BnLab.Exercises;

/// <summary>The layers that can be diagnosed, each built on a student's arrays.</summary>
internal static class Subjects
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "batchnorm", "batchnorm-test", "layernorm", "groupnorm", "spatial-batchnorm", "affine", "relu", "sigmoid", "tanh", "dropout", "convolution", "max-pool",
        "softmax-loss", "svm-loss", "squared-loss", "affine-batchnorm-relu",
    ];

    private static readonly string[] OfNormalization = ["gamma", "beta", "dgamma", "dbeta"];

    /// <summary>The layer that has such arrays.</summary>
    public static string NameOf(StudentArrays arrays) =>
        arrays.Has("targets") ? "squared-loss"
        : arrays.Has("labels") || arrays.Has("loss") ? "softmax-loss"
        : arrays.Has("mask") ? "dropout"
        : arrays.Has("w") ? arrays.Has("gamma") ? "affine-batchnorm-relu" : arrays.ShapeOf("w").Count == 4 ? "convolution" : "affine"
        : !OfNormalization.Any(arrays.Has) ? IsPooled(arrays) ? "max-pool" : "relu"
        : arrays.Has("gn_groups") ? "groupnorm"
        : arrays.ShapeOf("x").Count == 4 ? "spatial-batchnorm"
        : IsTestTime(arrays) ? "batchnorm-test"
        : "batchnorm";

    /// <exception cref="InvalidDataException">An array that the layer needs is missing, or its shape does not fit.</exception>
    public static Subject Of(string name, StudentArrays arrays) => name switch
    {
        "batchnorm" => BatchNormOf(arrays),
        "batchnorm-test" => TestTimeOf(arrays),
        "layernorm" => LayerNormOf(arrays),
        "groupnorm" => GroupNormOf(arrays),
        "spatial-batchnorm" => SpatialOf(arrays),
        "affine" => AffineOf(arrays),
        "relu" => ReluOf(arrays),
        "sigmoid" => ActivationOf(name, arrays, columns => new Sigmoid<double>(columns)),
        "tanh" => ActivationOf(name, arrays, columns => new Tanh<double>(columns)),
        "dropout" => DropoutOf(arrays),
        "convolution" => ConvolutionOf(arrays),
        "max-pool" => MaxPoolOf(arrays),
        "softmax-loss" => ClassificationOf(name, arrays, (scores, labels, gradient) => SoftmaxLoss.Compute(scores, labels, gradient)),
        "svm-loss" => ClassificationOf(name, arrays, (scores, labels, gradient) => SvmLoss.Compute(scores, labels, gradient)),
        "squared-loss" => SquaredLossOf(arrays),
        _ => SandwichOf(arrays),
    };
}
