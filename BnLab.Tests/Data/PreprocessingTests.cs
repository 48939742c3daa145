namespace BnLab.Tests.Data;

public sealed class PreprocessingTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void The_mean_image_of_the_whole_training_split_is_subtracted_and_the_rest_is_scaled(double scale)
    {
        var images = new ImageSet("tiny", "here", new(1, 1, 2), ["a", "b"], [0, 10, 3, 20, 6, 30, 100, 200], [0, 1, 0, 1]);
        var (train, validation) = Preprocessing.SubtractMeanImage<double>(images, new Split(3, 1), numTrain: 2, scale);
        Assert.Equal([-3 * scale, -10 * scale, 0, 0], train.X.ToArray()); // the mean is (3, 20), over three images
        Assert.Equal([97 * scale, 180 * scale], validation.X.ToArray());
        Assert.Equal([0, 1], train.Labels);
        Assert.Equal([1], validation.Labels);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(130)]
    public void Samples_that_stay_bytes_are_the_same(int count)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            byte[] pixels = new byte[(count + 3) * 6];
            new Random(1).NextBytes(pixels);
            var images = new ImageSet("tiny", "here", new(1, 2, 3), ["a", "b"], pixels, [.. Enumerable.Range(0, count + 3).Select(i => (byte)(i % 2))]);
            var numbers = Preprocessing.SubtractMeanImage<T>(images, new Split(3, count), numTrain: 2);
            var bytes = Preprocessing.KeepBytes<T>(images, Preprocessing.MeanImage(images, 3), new Split(3, count), numTrain: 2);
            SamplesTests.Same(numbers.Train, bytes.Train);
            SamplesTests.Same(numbers.Validation, bytes.Validation);
        }
    }

    [Fact]
    public void One_number_divides_all_samples_the_deviation_of_the_training_values()
    {
        var train = new Samples<double>(Matrix<double>.From(new double[,] { { 3, -4 }, { -3, 4 } }), new int[2]);
        var validation = new Samples<double>(Matrix<double>.From(new double[,] { { 100, 0 } }), new int[1]);
        Preprocessing.DivideByStd(train, validation);
        double std = Math.Sqrt(12.5);
        Close.Equal([3 / std, -4 / std, -3 / std, 4 / std], train.X.ToArray(), 1e-15);
        Close.Equal([100 / std, 0], validation.X.ToArray(), 1e-15);
    }

    [Fact]
    public void Samples_that_exist_in_columns_or_as_bytes_are_not_divided()
    {
        var rows = new Samples<double>(Matrix<double>.From(new double[,] { { 3, -4 }, { -3, 4 } }), new int[2]);
        var seen = new Samples<double>(rows.X.Clone(), new int[2]);
        Matrix<double> room = default;
        _ = seen.Columns(0, ref room);
        var images = new ImageSet("tiny", "here", new(1, 1, 2), ["a"], [1, 2, 3, 4, 5, 6], [0, 0, 0]);
        var bytes = Preprocessing.KeepBytes<double>(images, [3, 4], new Split(2, 1), numTrain: 2).Train;
        Assert.NotEmpty(bytes.X.ToArray()); // asked for, and still only a copy
        Assert.Throws<ArgumentException>(() => Preprocessing.DivideByStd(rows, seen));
        Assert.Throws<ArgumentException>(() => Preprocessing.DivideByStd(bytes, rows));
        Assert.Equal([3, -4, -3, 4], rows.X.ToArray());
    }

    [Fact]
    public void Images_that_are_all_alike_are_left_at_0()
    {
        var train = new Samples<float>(new Matrix<float>(3, 2), new int[3]);
        Preprocessing.DivideByStd(train, train.Room(1));
        Assert.All(train.X.ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(60_000, 49_000, 1_000)]
    [InlineData(50_000, 49_000, 1_000)]
    [InlineData(49_999, 48_999, 1_000)]
    [InlineData(10_000, 9_000, 1_000)]
    [InlineData(95, 86, 9)]
    [InlineData(5, 4, 1)]
    public void Smaller_sets_keep_their_last_tenth_for_validation(int count, int train, int validation) =>
        Assert.Equal(new Split(train, validation), Split.Default(count));

    [Fact]
    public void A_split_that_does_not_fit_is_refused()
    {
        var images = new ImageSet("tiny", "here", new(1, 1, 1), ["a"], [1, 2, 3], [0, 0, 0]);
        Assert.Throws<ArgumentException>(() => Preprocessing.SubtractMeanImage<double>(images, new Split(3, 1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Preprocessing.SubtractMeanImage<double>(images, new Split(2, 1), 3));
        Assert.Throws<ArgumentException>(() => Preprocessing.KeepBytes<double>(images, [1], new Split(3, 1), 1));
    }
}
