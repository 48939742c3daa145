namespace BnLab.Tests.Layers;

/// <summary>A backward pass that does not follow its forward pass fails, and never reads what it should not.</summary>
public sealed class BackwardOrderTests
{
    public static TheoryData<string> Layers => ["affine", "relu", "sigmoid", "tanh", "batchnorm", "layernorm", "dropout", "max-pool", "local-response-norm", "convolution"];

    [Theory]
    [MemberData(nameof(Layers))]
    public void After_a_pass_in_use_there_is_no_backward_pass(string name)
    {
        var layer = Create(name);
        var x = Draw.Normal(new NumpyRandom(1), 4, 3);
        layer.Forward(x, Mode.Train);
        layer.Forward(x, Mode.Test);
        Assert.ThrowsAny<Exception>(() => layer.Backward(x.Clone()));
        layer.Forward(x, Mode.Train);
        Assert.Equal(4, layer.Backward(x.Clone()).Rows);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_gradient_of_another_mini_batch_is_refused(string name)
    {
        var layer = Create(name);
        layer.Forward(new Matrix<double>(2, 3), Mode.Train);
        Assert.ThrowsAny<Exception>(() => layer.Backward(new Matrix<double>(5, 3)));
    }

    [Fact]
    public void A_gradient_of_another_shape_than_its_value_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Parameter<double>(new Matrix<double>(1, 3), new Matrix<double>(1, 4)));

    [Fact]
    public void Gamma_and_beta_of_different_widths_are_refused()
    {
        var layer = new BatchNormLayer<double>(Parameter<double>.From(new Matrix<double>(1, 4096)), Parameter<double>.From(new Matrix<double>(1, 1)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Matrix<double>(2, 4096), Mode.Train));
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    [InlineData("sgd-momentum")]
    [InlineData("sgd")]
    public void An_update_of_other_shapes_is_refused(string rule)
    {
        var update = BnLab.Training.UpdateRule.Create<double>(rule, 8);
        Assert.Throws<ArgumentException>(() => update.Step(new Matrix<double>(1, 8), new Matrix<double>(1, 100), 0.1));
        Assert.Throws<ArgumentException>(() => update.Step(new Matrix<double>(2, 8), new Matrix<double>(1, 8), 0.1));
    }

    private static ILayer<double> Create(string name) => name switch
    {
        "affine" => new Affine<double>(Parameter<double>.From(new Matrix<double>(3, 3)), Parameter<double>.From(new Matrix<double>(1, 3))),
        "relu" => new Relu<double>(3),
        "sigmoid" => new Sigmoid<double>(3),
        "tanh" => new Tanh<double>(3),
        "batchnorm" => new BatchNormLayer<double>(Parameter<double>.From(new Matrix<double>(1, 3)), Parameter<double>.From(new Matrix<double>(1, 3)), relu: true),
        "dropout" => new Dropout<double>(3, 0.5, new NumpyRandom(1)),
        "max-pool" => new MaxPool<double>(new ImageShape(3, 1, 1), 1, 1),
        "convolution" => new Convolution<double>(Parameter<double>.From(new(3, 3)), Parameter<double>.From(new(1, 3)), new ImageShape(3, 1, 1), 1, 1, 0),
        "local-response-norm" => new LocalResponseNorm<double>(new ImageShape(3, 1, 1)),
        _ => new LayerNormLayer<double>(Parameter<double>.From(new Matrix<double>(1, 3)), Parameter<double>.From(new Matrix<double>(1, 3))),
    };
}
