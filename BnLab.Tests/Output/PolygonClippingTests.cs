using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;

namespace BnLab.Tests.Output;

public sealed class PolygonClippingTests
{
    private static readonly Box Unit = new(0, 0, 10, 10);

    [Fact]
    public void What_is_inside_stays() =>
        Assert.Equal([new(1, 1), new(9, 1), new(5, 9)], PolygonClipping.Clip([new(1, 1), new(9, 1), new(5, 9)], Unit));

    [Fact]
    public void What_is_outside_goes() => Assert.Empty(PolygonClipping.Clip([new(11, 1), new(19, 1), new(15, 9)], Unit));

    [Fact]
    public void The_part_inside_keeps_its_area()
    {
        Assert.Equal(100, PolygonClipping.Area(PolygonClipping.Clip([new(-5, -5), new(15, -5), new(15, 15), new(-5, 15)], Unit)), 6);
        Assert.Equal(25, PolygonClipping.Area(PolygonClipping.Clip([new(5, 5), new(15, 5), new(15, 15), new(5, 15)], Unit)), 6);
        Assert.Equal(50, PolygonClipping.Area(PolygonClipping.Clip([new(0, 0), new(20, 0), new(0, 20)], Unit)) - 50, 6); // cut at its long side
    }
}
