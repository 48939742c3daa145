using BnLab.Experiments.Whiten;

namespace BnLab.Tests.Experiments;

public sealed class ShrunkImagesTests
{
    // Two channels of 2 × 4 pixels.
    private static readonly ImageSet Images = new(
        "tiny", "here", new(2, 2, 4), ["a"], [1, 2, 10, 20, 3, 4, 30, 40, 0, 0, 255, 255, 0, 1, 255, 254], [0]);

    [Fact]
    public void Each_block_becomes_its_mean_rounded()
    {
        var small = ShrunkImages.Shrink(Images, 2);
        Assert.Equal(new ImageShape(2, 1, 2), small.Shape);
        Assert.Equal([3, 25, 0, 255], small.From(0).Next().ToArray()); // 2.5, 25, 0.25, 254.75
        Assert.Equal(Images.Labels, small.Labels);
    }

    [Fact]
    public void A_factor_of_1_changes_nothing() => Assert.Same(Images, ShrunkImages.Shrink(Images, 1));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)] // divides the width alone
    public void Other_factors_are_refused(int factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShrunkImages.Shrink(Images, factor));

    [Fact]
    public void Images_become_rows_and_blocks_of_rows()
    {
        byte[] pixels = [.. Enumerable.Range(0, 2_500).Select(i => (byte)i)];
        var images = new ImageSet("tiny", "here", new(1, 1, 1), ["a"], pixels, new byte[2_500]);
        Assert.Equal([4, 5, 6], ImageRows.Of(images, 4, 3).ToArray());
        var blocks = ImageRows.Blocks(images, 100, 600).ToList();
        Assert.Equal([250, 250, 100], blocks.Select(block => block.Rows));
        Assert.Equal(pixels.Skip(100).Take(600).Select(p => (double)p), blocks.SelectMany(block => block.ToArray()));
    }
}
