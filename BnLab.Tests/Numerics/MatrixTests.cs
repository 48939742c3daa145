namespace BnLab.Tests.Numerics;

public sealed class MatrixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 17)]
    [InlineData(50, 100)]
    [InlineData(7, 3072)]
    public unsafe void Every_row_begins_at_a_multiple_of_64_bytes(int rows, int columns)
    {
        var matrix = new Matrix<float>(rows, columns);
        Assert.Equal(0, (long)matrix.Pointer % 64);
        Assert.Equal(0, matrix.Stride * sizeof(float) % 64);
        Assert.True(matrix.Stride >= columns && matrix.Stride < columns + 32);
    }

    /// <summary>At a stride of 2,048 bytes a column of 100 rows would have two sets of a first-level cache to itself.</summary>
    [Fact]
    public void No_column_falls_on_a_few_places_of_the_cache()
    {
        Assert.All(Enumerable.Range(1, 2_000), columns => Assert.NotEqual(0, new Matrix<float>(1, columns).Stride * sizeof(float) % 2048));
        Assert.Equal(0, new Matrix<double>(3, 0).Stride);
    }

    [Fact]
    public void A_view_of_rows_shares_their_elements()
    {
        var matrix = Matrix<double>.From(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        var view = matrix.RowRange(1, 2);
        view[0, 1] = 40;
        Assert.Equal([40, 6], view.Column(1));
        Assert.Equal(40, matrix[1, 1]);
        Assert.Equal([3, 40, 5, 6], view.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_row_that_is_not_there_is_refused(int row) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<double>(2, 2).Row(row).Length);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    public void Rows_that_are_not_all_there_are_no_view(int first, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<double>(2, 2).RowRange(first, count));

    [Fact]
    public void Padding_cannot_be_reached() =>
        Assert.Throws<IndexOutOfRangeException>(() => new Matrix<double>(2, 2)[0, 2]);

    [Fact]
    public void A_part_of_a_flat_row_is_a_matrix_of_its_own_shape()
    {
        var flat = new Matrix<double>(1, 24);
        var part = flat.View(8, 2, 3);
        part[1, 2] = 7;
        Assert.Equal(7, flat[0, 8 + 8 + 2]);
        Assert.Throws<ArgumentException>(() => flat.View(4, 1, 3));
        Assert.Throws<ArgumentException>(() => flat.View(16, 2, 3));
    }

    [Fact]
    public void A_row_is_a_matrix_of_channels_where_whole_vectors_fit()
    {
        var images = new Matrix<double>(3, 48);
        var channels = images.Unfold(2, 3);
        Assert.Equal((3, 16), (channels.Rows, channels.Columns));
        channels[1, 2] = 7;
        Assert.Equal(7, images[2, 16 + 2]);
        Assert.True(images.Unfold(2, 4).IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Unfold(3, 3));
        Assert.Throws<ArgumentException>(() => images.Unfold(0, 5));
    }

    [Fact]
    public void Arithmetic_broadcasts_rows_columns_and_numbers()
    {
        var x = Matrix<double>.From(new double[,] { { 1, 2 }, { 3, 4 } });
        var row = Matrix<double>.FromRow(10, 20);
        var column = Matrix<double>.From(new double[,] { { 100 }, { 200 } });
        Assert.Equal([11, 22, 13, 24], (x + row).ToArray());
        Assert.Equal([100, 200, 600, 800], (x * column).ToArray());
        Assert.Equal([110, 120, 210, 220], (row + column).ToArray());
        Assert.Equal([0.5, 1, 1.5, 2], (x / 2.0).ToArray());
        Assert.Equal([-1, -2, -3, -4], (-x).ToArray());
        Assert.Throws<ArgumentException>(() => x + Matrix<double>.FromRow(1, 2, 3));
    }

    [Fact]
    public void A_copy_needs_the_same_shape() =>
        Assert.Throws<ArgumentException>(() => new Matrix<double>(2, 2).CopyTo(new Matrix<double>(2, 3)));
}
