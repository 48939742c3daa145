namespace BnLab.Tests.Layers;

/// <summary>Each normalization layer for nets against the plain lines that its kernels replace, alone and with a ReLU after it.</summary>
public sealed class PlainNormalizationTests
{
    /// <summary>Rows, areas and groups below, at and above the length of a vector, and groups that begin anywhere in one.</summary>
    public static TheoryData<string, int, int[]> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int[]>();
            Add("batch", [1, 1], [2, 5], [3, 16], [50, 100], [51, 17], [4, 70]);
            Add("layer", [1, 1], [2, 5], [4, 5], [3, 16], [50, 100], [51, 17], [4, 70], [2, 33]);
            Add("spatial", [1, 1, 1, 1], [2, 3, 4, 5], [5, 17, 3, 2]);
            Add("group", [1, 1, 1, 1, 1], [2, 6, 4, 5, 2], [5, 6, 3, 2, 6], [3, 17, 1, 2, 1], [3, 1, 1, 2, 1], [3, 4, 3, 5, 2], [3, 6, 1, 7, 3], [3, 4, 5, 7, 4], [3, 6, 6, 6, 1]);
            return cases;

            void Add(string layer, params int[][] shapes)
            {
                foreach (int[] shape in shapes) cases.Add(layer, shape[0], shape[1..]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_layer_is_the_plain_lines(string name, int n, int[] shape)
    {
        var random = new NumpyRandom(14);
        var image = shape.Length > 1 ? new ImageShape(shape[0], shape[1], shape[2]) : new(shape[0], 1, 1);
        var (x, dy) = (Draw.Normal(random, n, image.Length, 5, 12), Draw.Normal(random, n, image.Length));
        var (gamma, beta) = (Parameter<double>.From(Draw.Normal(random, 1, image.Channels)), Parameter<double>.From(Draw.Normal(random, 1, image.Channels)));
        foreach (bool relu in name is "batch" or "spatial" ? new[] { false, true } : [false])
        {
            var (layer, y, backward) = Of(relu);
            var gate = y.Map(value => relu && !(value > 0) ? 0.0 : 1.0);
            Close.Equal(y * gate, layer.Forward(x, Mode.Train), 1e-12);
            var gradients = backward(dy * gate);
            Close.Equal(gradients.Dx, layer.Backward(dy.Clone()), 1e-11);
            Close.Equal(gradients.Dgamma, gamma.Gradient, name == "spatial" ? 1e-11 : 1e-12);
            Close.Equal(gradients.Dbeta, beta.Gradient, name == "spatial" ? 1e-11 : 1e-12);
        }

        (ILayer<double> Layer, Matrix<double> Y, Func<Matrix<double>, BatchNorm.Gradients<double>> Backward) Of(bool relu)
        {
            switch (name)
            {
                case "batch":
                    var batch = BatchNorm.Forward(x, gamma.Value, beta.Value);
                    return (new BatchNormLayer<double>(gamma, beta, relu: relu), batch.Y, dy => BatchNorm.BackwardStepByStep(dy, batch));
                case "layer":
                    var sample = LayerNorm.Forward(x, gamma.Value, beta.Value);
                    return (new LayerNormLayer<double>(gamma, beta), sample.Y, dy => LayerNorm.Backward(dy, sample));
                case "spatial":
                    var channel = SpatialBatchNorm.Forward(x, image, gamma.Value, beta.Value);
                    return (new SpatialBatchNormLayer<double>(gamma, beta, image, relu: relu), channel.Y, dy => SpatialBatchNorm.Backward(dy, channel));
                default:
                    var group = GroupNorm.Forward(x, image, shape[3], gamma.Value, beta.Value);
                    return (new GroupNormLayer<double>(gamma, beta, image, shape[3]), group.Y, dy => GroupNorm.Backward(dy, group));
            }
        }
    }

    [Fact]
    public void One_group_of_single_pixels_is_layer_norm()
    {
        var random = new NumpyRandom(15);
        var (x, dy) = (Draw.Normal(random, 4, 6, 5, 12), Draw.Normal(random, 4, 6));
        var (gamma, beta) = (Parameter<double>.From(Draw.Normal(random, 1, 6)), Parameter<double>.From(Draw.Normal(random, 1, 6)));
        var layer = new LayerNormLayer<double>(gamma, beta);
        var group = new GroupNormLayer<double>(gamma, beta, new ImageShape(6, 1, 1), groups: 1);
        Close.Equal(layer.Forward(x, Mode.Train), group.Forward(x, Mode.Train), 1e-14);
        Close.Equal(layer.Backward(dy), group.Backward(dy), 1e-14);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(-2)]
    public void Unequal_groups_are_refused(int groups)
    {
        var six = Parameter<double>.From(new(1, 6));
        Assert.Throws<ArgumentException>(() => new GroupNormLayer<double>(six, six, new ImageShape(6, 2, 2), groups));
        Assert.Throws<ArgumentException>(() => GroupNorm.Forward(new(1, 24), new ImageShape(6, 2, 2), groups, six.Value, six.Value));
    }

    [Fact]
    public void Parameters_that_do_not_fit_are_refused()
    {
        var (three, six, image) = (Parameter<double>.From(new(1, 3)), Parameter<double>.From(new(1, 6)), new ImageShape(6, 2, 2));
        Assert.Throws<ArgumentException>(() => new GroupNormLayer<double>(three, six, image, 2));
        Assert.Throws<ArgumentException>(() => new GroupNormLayer<double>(six, three, image, 2));
        Assert.Throws<ArgumentException>(() => new SpatialBatchNormLayer<double>(three, six, image));
        Assert.Throws<ArgumentException>(() => new SpatialBatchNormLayer<double>(six, three, image));
    }
}
