namespace BnLab.Tests.Data;

public sealed class DistortionTests
{
    private static readonly ImageShape Shape = new(2, 4, 5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_image_is_mirrored_and_moved_as_it_was_drawn(int shift)
    {
        var images = Draw.Normal(new NumpyRandom(29), 40, Shape.Length);
        var expected = new Matrix<double>(40, Shape.Length);
        var draws = new NumpyRandom(30);
        for (int n = 0; n < 40; n++)
        {
            bool mirrored = draws.NextInteger(2) == 1;
            int down = draws.NextInteger((2 * shift) + 1) - shift, right = draws.NextInteger((2 * shift) + 1) - shift;
            for (int i = 0; i < Shape.Length; i++)
            {
                int row = (i / 5 % 4) - down, column = (i % 5) - right;
                if (row is < 0 or > 3 || column is < 0 or > 4) continue; // nothing moves in: 0
                expected[n, i] = images[n, (i / 20 * 20) + (row * 5) + (mirrored ? 4 - column : column)];
            }
        }

        new Distortion<double>(Shape, shift, new NumpyRandom(30)).Apply(images);
        Assert.Equal(expected.ToArray(), images.ToArray());
    }

    [Fact]
    public void Without_a_shift_about_half_of_the_images_are_mirrored_and_the_rest_stay()
    {
        var images = Draw.Normal<float>(new NumpyRandom(31), 1_000, Shape.Length);
        var before = images.Clone();
        new Distortion<float>(Shape, 0, new NumpyRandom(32)).Apply(images);
        int same = Enumerable.Range(0, 1_000).Count(n => images.Row(n).SequenceEqual(before.Row(n)));
        Assert.InRange(same, 450, 550);
    }

    [Fact]
    public void Images_of_another_shape_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Distortion<float>(Shape, 1, new NumpyRandom(1)).Apply(new Matrix<float>(3, 39)));

    [Fact]
    public void It_allocates_nothing()
    {
        var distortion = new Distortion<float>(Shape, 1, new NumpyRandom(1));
        var images = new Matrix<float>(8, Shape.Length);
        distortion.Apply(images);
        Assert.Equal(0, Allocation.Of(() => distortion.Apply(images)));
    }
}
