using BnLab.Experiments.Whiten;

namespace BnLab.Tests.Experiments;

public sealed class WhitenTests
{
    private static readonly ImageSet Images = DataSets.Open(DataSets.Synthetic).Images;

    private const string Small = "whiten --shrink 8 --seeds 2 --num-train 100 --hidden 20 --split 300,100 --epochs 2 --batch-size 20"; // 48 features

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, Images));

    [Fact] // a line through the origin separates the two axes in half of all directions
    public void The_share_of_hyperplanes_is_the_one_that_geometry_gives()
    {
        Assert.Equal(0, Share(new double[,] { { 1 }, { 5 } }));
        Assert.Equal(1, Share(new double[,] { { -1 }, { 5 } }));
        Assert.InRange(Share(new double[,] { { 1, 0 }, { 0, 1 } }), 0.48, 0.52);
        Assert.InRange(Share(new double[,] { { 1, 0 }, { 1, 1 } }), 0.23, 0.27); // 45 degrees of 180

        static double Share(double[,] points) => HyperplaneCut.ShareThatCut(Matrix<double>.From(points), new(231), 5_000);
    }

    [Fact]
    public void The_points_are_positive_and_correlated_as_they_say()
    {
        var x = HyperplaneCut.PositiveData(new(231), 4_000, 3);
        var statistics = FeatureStatistics.Of(x);
        Assert.All(x.ToArray(), value => Assert.True(value >= 0));
        Assert.All(statistics.Mean.ToArray(), mean => Assert.InRange(mean, 3.95, 4.05));
        Assert.InRange(statistics.Covariance[1, 1], 0.95, 1.05);
        Assert.InRange(statistics.Covariance[0, 2], 0.75, 0.85);
    }

    [Fact]
    public void No_hyperplane_misses_centred_data() => Assert.Equal(
        1, HyperplaneCut.Measure("positive", HyperplaneCut.PositiveData(new(3), 50, 4), 3, 2_000).Centred);

    [Fact]
    public void Validation_images_have_no_part_in_what_is_fitted()
    {
        byte[] pixels = PixelBytes.Of(Images);
        for (int i = 300 * Images.Shape.Length; i < pixels.Length; i++) pixels[i] = (byte)~pixels[i];
        var (one, other) = (Result.Value, Studies.Run(Small, new ImageSet("tiny", "here", Images.Shape, Images.ClassNames, pixels, Images.Labels)));
        Assert.Equal(Rows(one, "whiten.loss"), Rows(other, "whiten.loss"));
        Assert.Equal(Rows(one, "whiten.hyperplanes"), Rows(other, "whiten.hyperplanes"));
        Assert.NotEqual(Rows(one, "whiten.accuracy"), Rows(other, "whiten.accuracy"));
    }

    [Fact]
    public void All_images_of_the_training_split_are_fitted_on_not_only_those_trained_on()
    {
        byte[] pixels = PixelBytes.Of(Images);
        for (int i = 200 * Images.Shape.Length; i < 300 * Images.Shape.Length; i++) pixels[i] = (byte)~pixels[i];
        var (one, other) = (Result.Value, Studies.Run(Small, new ImageSet("tiny", "here", Images.Shape, Images.ClassNames, pixels, Images.Labels)));
        Assert.NotEqual(Losses(one, "centred"), Losses(other, "centred"));
        Assert.Equal(Losses(one, "raw"), Losses(other, "raw"));

        static List<object> Losses(ExperimentResult result, string inputs) =>
            [.. result.Tables.Single(t => t.Name == "whiten.loss").Rows.Where(r => (string)r[0] == inputs).Select(r => r[3])];
    }

    [Fact]
    public void The_last_loss_is_the_mean_over_the_last_epoch_and_the_seeds()
    {
        var result = Result.Value;
        var raw = result.Histories.Take(2).Select(h => h.Losses.TakeLast(5).Average()).ToList();
        Assert.Equal(raw.Average(), (double)result.Tables.Single(t => t.Name == "whiten").Rows[0][3], 1e-12);
    }

    [Fact]
    public void Grey_images_are_whitened_and_shown_too()
    {
        var grey = new ImageSet("grey", "here", new(1, 8, 8), ["a", "b"], PixelBytes.Of(Images)[..(200 * 64)], [.. Enumerable.Range(0, 200).Select(i => (byte)(i % 2))]);
        var result = Studies.Run("whiten --shrink 2 --seeds 2 --num-train 40 --hidden 20 --split 150,50 --epochs 2 --batch-size 20", grey);
        var grids = result.Figures.Single(f => f.Name == "whiten.images").Figure.Rows.SelectMany(row => row).Select(p => (ImageGridSeries)p.Series[0]);
        Assert.All(grids, grid => Assert.Equal((15, 4, 4), (grid.Images.Count, grid.Images[0].Width, grid.Images[0].Height)));
        Assert.All(grids.First().Images[0].Rgb.Chunk(3), rgb => Assert.Equal((rgb[0], rgb[0]), (rgb[1], rgb[2])));
    }

    private static List<string> Rows(ExperimentResult result, string table) =>
        [.. result.Tables.Single(t => t.Name == table).Rows.Select(row => string.Join(' ', row))];
}
