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
        Assert.Equal(new HyperplaneCut(0, 0), Share(new double[,] { { 1 }, { 5 } }));
        Assert.Equal(1.0 / 3, Share(new double[,] { { -1 }, { 5 }, { 6 } }).Smaller, 1e-12);
        Assert.InRange(Share(new double[,] { { 1, 0 }, { 0, 1 } }).Cut, 0.48, 0.52);
        Assert.InRange(Share(new double[,] { { 1, 0 }, { 0, 1 } }).Smaller, 0.24, 0.26); // one of two, or none
        Assert.InRange(Share(new double[,] { { 1, 0 }, { 1, 1 } }).Cut, 0.23, 0.27); // 45 degrees of 180

        static HyperplaneCut Share(double[,] points)
        {
            var x = Matrix<double>.From(points);
            return HyperplaneCut.Of(x, new NumpyRandom(231).Normal(5_000, x.Columns));
        }
    }

    [Fact]
    public void The_points_are_positive_and_correlated_as_they_say()
    {
        var x = CutData.PositiveData(new(231), 4_000, 3);
        var statistics = FeatureStatistics.Of(x);
        Assert.All(x.ToArray(), value => Assert.True(value >= 0));
        Assert.All(statistics.Mean.ToArray(), mean => Assert.InRange(mean, 3.95, 4.05));
        Assert.InRange(statistics.Covariance[1, 1], 0.95, 1.05);
        Assert.InRange(statistics.Covariance[0, 2], 0.75, 0.85);
    }

    [Fact]
    public void The_factor_of_centring_does_not_grow_with_the_dimensions()
    {
        Assert.All(Result.Value.Checks, check => Assert.True(check.Passed, check.Measured));
        Assert.Equal(12, Result.Value.Claims.Count);
        Assert.All(Result.Value.Claims.Take(4), claim => Assert.Equal(Outcome.NotDecided, claim.Outcome)); // two seeds
        Assert.All(Result.Value.Claims.Skip(8).Take(2), claim => Assert.Equal((Outcome.DoesNotHold, 20, "draws"), (claim.Outcome, claim.Count, claim.Repeated)));
    }

    /// <summary>Made up: losses fall from preparation to preparation or rise, and raw data are cut by 2⁻ⁿ of the hyperplanes.</summary>
    [Theory]
    [InlineData(-1.0, nameof(Outcome.Holds))]
    [InlineData(1.0, nameof(Outcome.DoesNotHold))]
    public void Claims_hold_where_the_numbers_say_so(double sign, string expected)
    {
        var random = new NumpyRandom(1);
        var runs = from seed in Enumerable.Range(0, 10)
                   from inputs in InputPreparation.All.Index()
                   let right = 400 - (sign * 50 * inputs.Index) + (3 * random.NextNormal())
                   select new History(inputs.Item.Name, (uint)seed, [1.2 + (sign * 0.2 * inputs.Index) + (0.01 * random.NextNormal())], [new(0, 0.1, 0.1), new(1, 0.5, 0.3)])
                   {
                       Right = [.. Enumerable.Range(0, 1_000).Select(i => (byte)(i < right ? 1 : 0))],
                   };
        var cuts = from n in CutData.Features
                   from inputs in InputPreparation.All.Index()
                   select new CutData("positive", n, 1_000, inputs.Item, [.. Enumerable.Range(0, 5).Select(_ => Drawn(inputs.Index == 0 ? Math.Pow(2, -n) : 1.0, inputs.Index))]);
        var claims = WhitenReport.Judge(new("whiten", InputPreparation.All, [.. runs], history => history), [.. cuts]);
        Assert.Equal(Enumerable.Repeat(expected, 8), claims.Take(8).Select(claim => $"{claim.Outcome}"));
        Assert.All(claims.Skip(8), claim => Assert.Equal(Outcome.Holds, claim.Outcome));
        Assert.Equal(2.0, claims[8].Effect!.Value, 0.2);

        HyperplaneCut Drawn(double probability, int place)
        {
            double share = Enumerable.Range(0, CutData.Planes).Count(_ => random.NextDouble() < probability) / (double)CutData.Planes;
            return new(share, (share / 4) + (place >= 3 ? 0.01 * (10 + random.NextNormal()) : 0));
        }
    }

    [Fact] // without spare images in the training split, those that validate are held out, too
    public void Held_out_images_are_prepared_as_the_others_are()
    {
        var result = Studies.Run(Small.Replace("--num-train 100", "--num-train 250", StringComparison.Ordinal), Images);
        Assert.All(result.Histories, history => Assert.Equal(history.Epochs[^1].Validation, history.Right.Average(right => right), 1e-12));
        Assert.All(Result.Value.Histories, history => Assert.Equal(200, history.Right.Length));
    }

    [Fact]
    public void Z_scoring_enlarges_where_the_deviation_is_below_1()
    {
        var statistics = FeatureStatistics.Of(Matrix<double>.From(new[,] { { 0.5, 2.0, 7.0 }, { -0.5, -2.0, 7.0 } }));
        Assert.True(WhitenReport.ZScoring(statistics, [2.0, 0.5, 0.0]).Passed);
        Assert.StartsWith("1 of 3; deviations from 0 to 2", WhitenReport.ZScoring(statistics, [2.0, 0.5, 0.0]).Measured, StringComparison.Ordinal);
        Assert.False(WhitenReport.ZScoring(statistics, [2.0, 1.5, 0.0]).Passed);
        Assert.False(WhitenReport.ZScoring(statistics, [0.5, 0.5, 0.0]).Passed);
    }

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
    public void All_images_of_the_training_split_are_fitted_on_but_those_held_out()
    {
        var (before, heldOut, rest) = (Losses(0, 0), Losses(100, 2_100), Losses(2_100, 2_200));
        Assert.All(before, each => Assert.Equal(each.Value, heldOut[each.Key]));
        Assert.NotEqual(before["centred"], rest["centred"]);
        Assert.Equal(before["raw"], rest["raw"]);

        // With some images as negatives.
        static Dictionary<string, double[]> Losses(int from, int to)
        {
            byte[] pixels = PixelBytes.Of(Images);
            for (int i = from * Images.Shape.Length; i < to * Images.Shape.Length; i++) pixels[i] = (byte)~pixels[i];
            return Studies.Run(
                Small.Replace("--seeds 2", "--seeds 1", StringComparison.Ordinal).Replace("300,100", "2200,100", StringComparison.Ordinal),
                new ImageSet("tiny", "here", Images.Shape, Images.ClassNames, pixels, Images.Labels)).Histories.ToDictionary(history => history.Net, history => history.Losses.ToArray());
        }
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
