using BnLab.Experiments.Moments;

namespace BnLab.Tests.Experiments;

public sealed class MomentsTests
{
    private const string Small = "moments --shape 6,5,4,3 --repeats 2";

    private static readonly ImageBatch Batch = new([4, 3, 5, 2], 231, CancellationToken.None);

    private static readonly Lazy<ExperimentResult> Default = new(() => Run(Small));

    [Fact]
    public void Both_layouts_agree_and_images_may_move()
    {
        Assert.Equal(2, Default.Value.Checks.Count);
        Assert.All(Default.Value.Checks, check => Assert.True(check.Passed, check.ToString()));
        Assert.Equal("Both layouts give the same 3 means and variances", Default.Value.Checks[0].Statement);
    }

    [Fact]
    public void Its_tables_count_means_and_values()
    {
        var rows = Default.Value.Tables.Single(t => t.Name == "moments").Rows;
        Assert.Equal(["(0, 1, 2)", "(0, 2, 3)", "(0)", "(0, 1, 2)"], rows.Select(row => row[4]));
        Assert.Equal([3, 3, 60, 4], rows.Select(row => row[5]));
        Assert.Equal([120, 120, 6, 90], rows.Select(row => row[6]));
        Assert.All(rows, row => Assert.Equal(1.0, (double)row[7], 1e-9)); // one tick of the clock
        var channels = Default.Value.Tables.Single(t => t.Name == "moments.channels").Rows;
        Assert.Equal(3, channels.Count);
        Assert.All(channels, row => Assert.Equal((double)row[2], (double)row[3], 1e-13));
        Assert.All(channels, row => Assert.InRange((double)row[4], 0.1, 8)); // standard deviations of 0.5 to 2
    }

    [Fact]
    public void Channels_are_not_joined_and_both_layouts_are_seen()
    {
        var panels = Assert.Single(Default.Value.Figures).Figure.Rows.Select(row => row.Single()).ToList();
        Assert.All(panels, panel => Assert.All(panel.Series.Cast<LineSeries>(), series => Assert.Equal((false, true), (series.HasLine, series.HasMarkers))));
        Assert.All(panels.Take(2), panel => Assert.Empty(panel.Series.Cast<LineSeries>().First().X.Intersect(panel.Series.Cast<LineSeries>().Last().X)));
    }

    [Fact]
    public void Another_seed_draws_other_images()
    {
        Assert.Equal(Means(231), Means(231));
        Assert.NotEqual(Means(231), Means(232));

        static IEnumerable<object> Means(uint seed) => Run($"{Small} --seed {seed}").Tables[1].Rows.Select(row => row[2]);
    }

    [Fact]
    public void An_interruption_ends_it() => Assert.Throws<OperationCanceledException>(
        () => DirectRun.Of(Small, stop: new CancellationToken(canceled: true)));

    [Fact]
    public void Both_layouts_hold_the_same_values()
    {
        Assert.Equal(([4, 3, 5, 2], [4, 2, 3, 5]), (Batch.NhwcShape, Batch.NchwShape), (a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2));
        for (int n = 0; n < 4; n++)
        {
            for (int i = 0; i < 15; i++)
            {
                for (int c = 0; c < 2; c++) Assert.Equal(Batch.Nhwc[(((n * 15) + i) * 2) + c], Batch.Nchw[(((n * 2) + c) * 15) + i]);
            }
        }
    }

    /// <summary>The moments by channel are what spatial batch normalization normalizes with.</summary>
    [Fact]
    public void Moments_by_channel_are_those_of_spatial_batch_norm()
    {
        var images = new Matrix<double>(4, 30);
        for (int i = 0; i < Batch.Nchw.Length; i++) images[i / 30, i % 30] = Batch.Nchw[i];
        var moments = AxisMoments.Of<float>(Batch.Nchw, Batch.NchwShape, 0, 2, 3);
        var pass = SpatialBatchNorm.Forward(images, new ImageShape(2, 3, 5), 1.0, 0.0).Pixels;
        Close.Equal(pass.Mu.ToArray(), moments.Mean, 1e-14);
        Close.Equal(pass.Variance.ToArray(), moments.Variance, 1e-14);
    }

    [Fact]
    public void By_channel_normalization_moves_with_the_image_by_place_it_does_not()
    {
        Assert.InRange(Batch.TranslationError(0, 2, 3), 0, 1e-13);
        Assert.InRange(Batch.TranslationError(0), 0.1, 100);
        Assert.Equal(0, new ImageBatch([4, 3, 1, 2], 231, CancellationToken.None).TranslationError(0)); // around an edge of one pixel
    }

    private static ExperimentResult Run(string commandLine)
    {
        int ticks = 0;
        return DirectRun.Of(commandLine, () => ticks++ / 1000.0);
    }
}
