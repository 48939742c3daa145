namespace BnLab.Tests.Layers;

/// <summary>No layer or loss allocates once it has seen a mini-batch of the size.</summary>
public sealed class AllocationTests
{
    private static readonly ImageShape Image = new(4, 6, 8);

    public static TheoryData<string> Names =>
    [
        "affine", "relu", "sigmoid", "tanh", "dropout", "batch-norm", "layer-norm", "spatial-batch-norm", "group-norm",
        "convolution", "max-pool", "local-response-norm",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_allocate_nothing_when_warm(string name)
    {
        Assert.Equal(0, AllocatedBy<float>(name));
        Assert.Equal(0, AllocatedBy<double>(name));
    }

    [Fact]
    public void Losses_allocate_nothing()
    {
        var random = new NumpyRandom(21);
        var (scores, targets, gradient) = (Draw.Normal<float>(random, 8, 10), Draw.Normal<float>(random, 8, 10), new Matrix<float>(8, 10));
        int[] labels = new int[8];
        Assert.Equal(0, Allocated(() =>
        {
            SoftmaxLoss.Compute(scores, labels, gradient);
            SvmLoss.Compute(scores, labels, gradient);
            SquaredLoss.Compute(scores, targets, gradient);
        }));
    }

    private static long AllocatedBy<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new NumpyRandom(20);
        var layer = Make<T>(name, random);
        var x = Draw.Normal<T>(random, 8, Image.Length);
        var dy = Draw.Normal<T>(random, 8, layer.Forward(x, Mode.Train).Columns);
        return Allocated(() =>
        {
            layer.Forward(x, Mode.Train);
            layer.Backward(dy);
            layer.Backward(dy, inputGradient: false);
            layer.Forward(x.RowRange(0, 3), Mode.Test);
        });
    }

    private static long Allocated(Action action)
    {
        action();
        return Allocation.Of(action);
    }

    private static ILayer<T> Make<T>(string name, NumpyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return name switch
        {
            "affine" => new Affine<T>(New(Image.Length, 5), New(1, 5)),
            "relu" => new Relu<T>(Image.Length),
            "sigmoid" => new Sigmoid<T>(Image.Length),
            "tanh" => new Tanh<T>(Image.Length),
            "dropout" => new Dropout<T>(Image.Length, 0.5, random),
            "batch-norm" => new BatchNormLayer<T>(New(1, Image.Length), New(1, Image.Length)),
            "layer-norm" => new LayerNormLayer<T>(New(1, Image.Length), New(1, Image.Length)),
            "spatial-batch-norm" => new SpatialBatchNormLayer<T>(New(1, 4), New(1, 4), Image),
            "group-norm" => new GroupNormLayer<T>(New(1, 4), New(1, 4), Image, 2),
            "convolution" => new Convolution<T>(New(5, 4 * 9), New(1, 5), Image, 3, 1, 1),
            "max-pool" => new MaxPool<T>(Image, 2, 2),
            "local-response-norm" => new LocalResponseNorm<T>(Image),
            _ => throw new ArgumentException(name, nameof(name)),
        };

        static Parameter<T> New(int rows, int columns) => Parameter<T>.From(new(rows, columns));
    }
}
