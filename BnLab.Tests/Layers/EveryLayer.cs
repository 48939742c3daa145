namespace BnLab.Tests.Layers;

/// <summary>One layer of each kind, for images of one extent, with parameters that are drawn.</summary>
internal static class EveryLayer
{
    public static readonly ImageShape Image = new(4, 6, 8);

    public static readonly string[] Names =
    [
        "affine", "relu", "sigmoid", "tanh", "dropout", "batch-norm", "layer-norm", "spatial-batch-norm", "ghost-batch-norm", "group-norm",
        "convolution", "max-pool", "local-response-norm",
    ];

    /// <summary>A layer; its parameters are added to a list.</summary>
    public static ILayer<T> Create<T>(string name, List<Parameter<T>>? parameters = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new NumpyRandom(21);
        return name switch
        {
            "affine" => new Affine<T>(New(Image.Length, 5), New(1, 5)),
            "relu" => new Relu<T>(Image.Length),
            "sigmoid" => new Sigmoid<T>(Image.Length),
            "tanh" => new Tanh<T>(Image.Length),
            "dropout" => new Dropout<T>(Image.Length, 0.5, new NumpyRandom(20)),
            "batch-norm" => new BatchNormLayer<T>(New(1, Image.Length), New(1, Image.Length)),
            "layer-norm" => new LayerNormLayer<T>(New(1, Image.Length), New(1, Image.Length)),
            "spatial-batch-norm" => new SpatialBatchNormLayer<T>(New(1, 4), New(1, 4), Image),
            "ghost-batch-norm" => new GhostBatchNormLayer<T>(New(1, 4), New(1, 4), Image, 2),
            "group-norm" => new GroupNormLayer<T>(New(1, 4), New(1, 4), Image, 2),
            "convolution" => new Convolution<T>(New(5, 4 * 9), New(1, 5), Image, 3, 1, 1),
            "max-pool" => new MaxPool<T>(Image, 2, 2),
            "local-response-norm" => new LocalResponseNorm<T>(Image),
            _ => throw new ArgumentException(name, nameof(name)),
        };

        Parameter<T> New(int rows, int columns)
        {
            var parameter = Parameter<T>.From(Draw.Normal<T>(random, rows, columns));
            parameters?.Add(parameter);
            return parameter;
        }
    }
}
