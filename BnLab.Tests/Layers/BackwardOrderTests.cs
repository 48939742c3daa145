namespace BnLab.Tests.Layers;

/// <summary>A backward pass that does not follow its forward pass fails, and never reads what it should not.</summary>
public sealed class BackwardOrderTests
{
    public static TheoryData<string> Layers => new(EveryLayer.Names);

    [Fact]
    public void Every_layer_is_tested()
    {
        var kinds = typeof(Affine<>).Assembly.GetTypes()
            .Where(type => type is { Namespace: "BnLab.Layers", IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(i => i.Name == typeof(ILayer<>).Name));
        var tested = EveryLayer.Names.Select(name => EveryLayer.Create<double>(name).GetType().GetGenericTypeDefinition());
        Assert.Equal(kinds.ToHashSet(), tested.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Before_a_forward_pass_there_is_no_backward_pass(string name)
    {
        var dy = EveryLayer.Create<double>(name).Forward(X(4), Mode.Train).Clone();
        Fails(EveryLayer.Create<double>(name), dy);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void After_a_pass_at_test_time_there_is_no_backward_pass(string name)
    {
        var layer = EveryLayer.Create<double>(name);
        var dy = layer.Forward(X(4), Mode.Train).Clone();
        foreach (var mode in new[] { Mode.Test, Mode.TestWithBatchStatistics })
        {
            layer.Forward(X(4), mode);
            Fails(layer, dy);
            layer.Forward(X(4), Mode.Train);
            Assert.Equal(4, layer.Backward(dy.Clone()).Rows);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_gradient_of_another_mini_batch_is_refused(string name)
    {
        var layer = EveryLayer.Create<double>(name);
        var dy = layer.Forward(X(5), Mode.Train).Clone();
        layer.Forward(X(2), Mode.Train);
        Fails(layer, dy);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_mini_batch_of_another_size_is_as_new(string name)
    {
        if (name == "dropout") return; // it draws a mask for each
        List<Parameter<double>> ofUsed = [], ofFresh = [];
        var (used, fresh) = (EveryLayer.Create(name, ofUsed), EveryLayer.Create(name, ofFresh));
        used.Backward(used.Forward(X(5), Mode.Train).Clone());
        var (y, again) = (fresh.Forward(X(2), Mode.Train).Clone(), used.Forward(X(2), Mode.Train).Clone());
        Assert.Equal(y.ToArray(), again.ToArray());
        Assert.Equal(fresh.Backward(y).ToArray(), used.Backward(again).ToArray());
        Assert.Equal(ofFresh.SelectMany(parameter => parameter.Gradient.ToArray()), ofUsed.SelectMany(parameter => parameter.Gradient.ToArray()));
        if (name is "convolution") Assert.True(used.Backward(again, inputGradient: false).IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Matrices_of_another_width_are_refused(string name)
    {
        var layer = EveryLayer.Create<double>(name);
        var y = layer.Forward(X(4), Mode.Train);
        Assert.Throws<ArgumentException>(() => layer.Backward(new(4, y.Columns + 1)));
        Assert.Throws<ArgumentException>(() => layer.Backward(new(4, y.Columns - 1)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new(4, X(4).Columns + 1), Mode.Train));
        Assert.Throws<ArgumentException>(() => layer.Forward(new(4, X(4).Columns - 1), Mode.Test));
    }

    [Fact]
    public void After_samples_in_columns_there_is_no_backward_pass()
    {
        var layer = (Affine<double>)EveryLayer.Create<double>("affine");
        var dy = layer.Forward(X(4), Mode.Train).Clone();
        layer.ForwardColumns(Transposition.Transposed(X(4)));
        Fails(layer, dy);
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
        var update = UpdateRule.Create<double>(rule, 8);
        Assert.Throws<ArgumentException>(() => update.Step(new Matrix<double>(1, 8), new Matrix<double>(1, 100), 0.1));
        Assert.Throws<ArgumentException>(() => update.Step(new Matrix<double>(2, 8), new Matrix<double>(1, 8), 0.1));
    }

    private static Matrix<double> X(int samples) => Draw.Normal(new NumpyRandom(1), samples, EveryLayer.Image.Length);

    private static void Fails(ILayer<double> layer, Matrix<double> dy)
    {
        Assert.Throws<InvalidOperationException>(() => layer.Backward(dy.Clone()));
        Assert.Throws<InvalidOperationException>(() => layer.Backward(dy.Clone(), inputGradient: false));
    }
}
