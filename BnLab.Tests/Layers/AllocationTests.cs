namespace BnLab.Tests.Layers;

/// <summary>No layer or loss allocates once it has seen a mini-batch of the size.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> Names => new(EveryLayer.Names);

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
        var layer = EveryLayer.Create<T>(name);
        var x = Draw.Normal<T>(random, 8, EveryLayer.Image.Length);
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
}
