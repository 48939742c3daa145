using BnLab.Experiments.Forward;

namespace BnLab.Tests.Experiments;

/// <summary>The verdicts on means and standard deviations, and the conventions of libraries.</summary>
public sealed class ForwardTests
{
    [Theory]
    [InlineData("batchnorm", 0u)]
    [InlineData("batchnorm", 14u)]
    [InlineData("layernorm", 57u)] // a sample whose variance is so small that eps takes 1e-6 of its standard deviation
    [InlineData("layernorm", 231u)]
    [InlineData("spatial-batchnorm", 57u)]
    [InlineData("groupnorm", 57u)]
    public void Layers_keep_their_promise(string layer, uint seed) => Assert.All(
        ForwardExperiment.Check(layer, seed).Checks, check => Assert.True(check.Passed, check.ToString()));

    [Theory]
    [InlineData(0.0, 1.0, true)]
    [InlineData(1e-8, 1.0, false)]
    [InlineData(-1e-8, 1.0, false)]
    [InlineData(0.0, 1.0 + 1e-8, false)]
    [InlineData(0.0, 1.0 - 1e-8, false)]
    public void Means_and_standard_deviations_are_held_to_beta_and_gamma_but_for_eps(double shift, double scale, bool passes)
    {
        double[] stds = [2.0 * 3.0 / Math.Sqrt(9.0 + 1e-5), 0.5 * 0.01 / Math.Sqrt(1e-4 + 1e-5)];
        var report = new ForwardReport("layer");
        report.JudgeTraining(
            new("before", [7.0, 8.0], [3.0, 0.01]), new("after", [4.0, 5.0 + shift], [stds[0], stds[1] * scale]),
            gamma: [-2.0, 0.5], beta: [4.0, 5.0]);
        Assert.Equal(passes, Assert.Single(report.Checks).Passed);
    }

    [Theory]
    [InlineData(0.35, 1.0, true)]   // 5 / √200 is 0.354, and a nineteenth more under the root 0.363
    [InlineData(-0.37, 1.0, false)]
    [InlineData(0.0, 1.25, true)]   // and over √2 0.257
    [InlineData(0.0, 1.26, false)]
    [InlineData(0.0, 0.74, false)]
    public void At_test_time_they_are_held_to_five_standard_errors(double mean, double std, bool passes)
    {
        var report = new ForwardReport("layer");
        report.JudgeTest(new("test", [0.0, mean], [1.0, std]), values: 200);
        Assert.Equal(passes, Assert.Single(report.Checks).Passed);
    }

    [Fact]
    public void The_figure_has_all_stages_feature_by_feature()
    {
        var result = ForwardExperiment.Check("batchnorm", 231);
        var panels = Assert.Single(result.Figures).Figure.Rows.Select(row => Assert.Single(row)).ToList();
        Assert.Equal(2, panels.Count);
        Assert.All(panels.Zip([3, 4]), pair => Assert.Equal(
            result.Tables[0].Rows.Select(row => (double)row[pair.Second]), pair.First.Series.Cast<LineSeries>().SelectMany(series => series.Y)));
        Assert.Equal(["Before", "Train, gamma 1, beta 0", "Train, gamma 1 2 3, beta 11 12 13", "Test"], panels[0].Series.Select(series => series.Name));
    }

    [Theory]
    [InlineData("batchnorm")]
    [InlineData("layernorm")]
    [InlineData("spatial-batchnorm")]
    [InlineData("groupnorm")]
    public void No_stage_of_the_figure_hides_another_and_every_point_has_its_place(string layer)
    {
        foreach (var panel in Assert.Single(ForwardExperiment.Check(layer, 231).Figures).Figure.Rows.SelectMany(row => row))
        {
            double[] places = [.. panel.Series.Cast<LineSeries>().SelectMany(series => series.X)];
            Assert.Equal(places.Distinct(), places);
            Assert.Equal(Enumerable.Range(0, panel.X.Categories.Count), places.Select(x => (int)Math.Round(x)).Distinct().Order());
        }
    }

    [Fact]
    public void Early_Keras_has_eps_under_the_root_and_beside_it()
    {
        var rows = DirectRun.Of("forward --values 0;2e-6").Tables[0].Rows;
        double std = Math.Sqrt(1e-12 + 1e-6);
        Assert.Equal(1e-6 / (std + 1e-6), (double)rows[1][10], 1e-12);
        Assert.Equal(1e-6 / Math.Sqrt(1e-12 + 1e-3), (double)rows[1][5], 1e-12); // TensorFlow: 1e-3, once
    }

    [Fact]
    public void Each_library_keeps_statistics_of_its_own()
    {
        var running = DirectRun.Of("forward --values 1;5").Tables[2].Rows; // mean 3, variance 4, unbiased 8
        Assert.Equal(["course", "pytorch", "tensorflow", "keras2", "onnx", "caffe", "flax", "early_keras"], running.Select(row => row[0]));
        Close.Equal([0.3, 0.3, 0.03, 0.03, 0.3, 3.0, 0.03, 0.3], [.. running.Select(row => (double)row[2])], 1e-15);
        Close.Equal(
            [0.4, 0.9 + 0.8, 0.99 + 0.04, 0.99 + (0.04 * 2.0 / (1.0 - 1e-3)), 0.9 + 0.4, 8.0, 0.99 + 0.04, 0.9 + (0.1 * Math.Sqrt(4.000001))],
            [.. running.Select(row => (double)row[4])], 1e-15);
    }

    /// <summary>They normalize as another does: the file has a column for each, the screen one.</summary>
    [Fact]
    public void Equal_columns_are_printed_once()
    {
        var tables = DirectRun.Of("forward --values 1;5;7").Tables;
        Assert.Equal(["course", "pytorch", "tensorflow", "keras2", "onnx", "caffe", "flax", "early_keras", "wrong_axis"], tables[0].Columns.Skip(3));
        Assert.Equal(["course", "pytorch", "tensorflow", "flax", "early_keras", "wrong_axis"], tables[1].Columns.Skip(3));
        Assert.Equal((false, true, true, false), (tables[0].IsPrinted, tables[0].IsWritten, tables[1].IsPrinted, tables[1].IsWritten));
        Assert.All(tables[0].Rows, row => Assert.Equal((row[5], row[3], row[3]), (row[6], row[7], row[8])));
    }

    /// <summary>In float32 a mean of a hundred million leaves no digit of a deviation of 1; in float64 the fast variance alone errs.</summary>
    [Fact]
    public void Float32_rounds_as_float32_does()
    {
        var values = DirectRun.Of("forward --values 0.1;0.4 --dtype float32").Tables[0].Rows;
        Assert.Equal((double)0.1f, values[0][2]);
        Assert.All(values, row => Assert.Equal((double)row[3], (float)(double)row[3]));
        Assert.All(DirectRun.Of("forward --values 100000001;100000002;100000003 --dtype float32").Tables[0].Rows, row => Assert.NotEqual(1.2247, Math.Abs((double)row[3]), 1e-3));
        Assert.Contains("1e+15", Assert.Throws<OptionException>(() => DirectRun.Of("forward --values 1e20;2 --dtype float32")).Message, StringComparison.Ordinal);
        Assert.Throws<OptionException>(() => DirectRun.Of("forward --dtype float32"));
    }

    [Fact]
    public void PyTorch_refuses_one_value_for_each_feature()
    {
        var result = DirectRun.Of("forward --values 1,2");
        Assert.Equal("PyTorch refuses to train on one value for each feature: its column is NaN, and it keeps nothing.", result.Printed[0].Parts[0]);
        Assert.All(result.Tables[0].Rows, row => Assert.True(double.IsNaN((double)row[4])));
        Assert.DoesNotContain(result.Tables[2].Rows, row => (string)row[0] == "pytorch");
    }

    [Fact]
    public void A_convention_of_one_s_own_stands_beside_the_libraries()
    {
        var result = DirectRun.Of("forward --values 1;5 --eps 0.5 --momentum 0.2");
        Assert.Equal("own", result.Tables[0].Columns[^1]);
        Assert.Equal(2.0 / Math.Sqrt(4.5), (double)result.Tables[0].Rows[1][^1], 1e-15);
        var own = Assert.Single(result.Tables[2].Rows, row => (string)row[0] == "own");
        Close.Equal([0.8 * 3.0, 0.8 * 4.0], [(double)own[2], (double)own[4]], 1e-15);
        Assert.Throws<OptionException>(() => DirectRun.Of("forward --eps 0.5"));
    }

    /// <summary>The sum of equal numbers is rounded as NumPy rounds it, and Flax' variance of a large mean is not the small variance there is.</summary>
    [Fact]
    public void Large_means_are_rounded_as_the_libraries_round_them()
    {
        var equal = DirectRun.Of($"forward --values {string.Join(';', Enumerable.Repeat("8422144571711138", 5))}");
        Assert.All(equal.Tables[0].Rows, row => Assert.Equal(0.0, (double)row[3]));
        Assert.Equal(0.0, (double)equal.Tables[2].Rows[0][4]);
        var large = DirectRun.Of("forward --values 100000001;100000002;100000003").Tables[0].Rows;
        Assert.Equal(Math.Sqrt(1.5), (double)large[2][3], 1e-5);
        Assert.NotEqual(Math.Sqrt(1.5), (double)large[2][9], 1e-2);
    }

    [Fact]
    public void Values_whose_squares_do_not_overflow_are_taken()
    {
        var result = DirectRun.Of("forward --values 1e150;-1e150");
        Assert.All(result.Tables.SelectMany(table => table.Rows).SelectMany(row => row.OfType<double>()), v => Assert.True(double.IsFinite(v)));
    }
}
