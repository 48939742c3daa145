using BnLab.Experiments.Sweeps;

namespace BnLab.Tests.Experiments;

public sealed class SweepInitTests
{
    private const string Nets = "--num-train 60 --split 60,40 --hidden 8,8 --epochs 2 --batch-size 20";
    private const string Small = $"sweep-init --scale-min 1e-3 --scale-max 1e-1 --points 3 {Nets}";

    private static ImageSet Synthetic => DataSets.Open(DataSets.Synthetic).Images;

    [Fact]
    public void Meets_NumPy_on_synthetic_images() => Meets("sweep-synthetic-3.json", DataSets.Synthetic);

    [RealImagesFact]
    public void Meets_NumPy_on_real_images() => Meets("sweep-cifar-3.json", Repository.SharedImages);

    private static void Meets(string file, string data) => Meets(
        file, Studies.Run("sweep-init --scale-min 1e-3 --scale-max 1e-1 --points 3 --dtype float64 --epochs 2", DataSets.Open(data).Images));

    [Fact]
    public void Several_seeds_give_every_run_in_the_table_and_means_with_bands_in_the_figure()
    {
        var result = Studies.Run($"{Small} --seeds 3", Synthetic);
        var table = result.Tables[0];
        Assert.Equal(["weight_scale", "net", "seed", "best_train_accuracy", "best_val_accuracy", "final_train_loss"], table.Columns);
        Assert.Equal(3 * 3 * 2, table.Rows.Count);
        Assert.Equal([231u, 232u, 233u], table.Rows.Select(row => (uint)row[2]).Distinct());

        var panel = result.Figures.Single().Figure.Rows[0][0];
        Assert.Equal(["BandSeries", "LineSeries", "BandSeries", "LineSeries"], panel.Series.Select(series => series.GetType().Name));
        var line = panel.Series.OfType<LineSeries>().First();
        double[] first = [.. table.Rows.Where(row => (double)row[0] == 1e-3 && (string)row[1] == "batchnorm").Select(row => (double)row[4])];
        Assert.Equal(first.Average(), line.Y[0]);
        var band = panel.Series.OfType<BandSeries>().First();
        Assert.Equal(ConfidenceInterval.Of(first).High, band.High[0]);
        Assert.Contains(" ± ", (string)result.Tables[1].Rows[0][2], StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_has_no_bands() =>
        Assert.All(Studies.Run(Small, Synthetic).Figures.Single().Figure.Rows[0][0].Series, series => Assert.IsType<LineSeries>(series));

    [Fact]
    public void Losses_that_explode_stay_in_the_table_and_beyond_the_figures_limit()
    {
        var result = Studies.Run($"sweep-init --scale-min 1e-2 --scale-max 50 --points 2 --net baseline {Nets}", Synthetic);
        Assert.True((double)result.Tables[0].Rows[1][5] > 1000);
        Assert.Equal((0.0, 3.5), (result.Figures.Single().Figure.Rows[2][0].Y.Min, result.Figures.Single().Figure.Rows[2][0].Y.Max));
        var calm = Studies.Run($"sweep-init --scale-min 1e-3 --scale-max 1e-2 --points 2 {Nets}", Synthetic);
        Assert.Null(calm.Figures.Single().Figure.Rows[2][0].Y.Max);
    }

    [Fact]
    public void Losses_that_are_not_numbers_stop_nothing()
    {
        var result = Studies.Run($"{Small} --learning-rate 1e30", Synthetic);
        Assert.Equal(6, result.Tables[0].Rows.Count);
        Assert.Contains(result.Tables[0].Rows, row => !double.IsFinite((double)row[5]));
    }

    [Fact]
    public void Weight_scales_are_what_is_repeated()
    {
        double[] with = [0.75, 0.5, 0.5], without = [0.25, 0.5, 0.25];
        var sweep = (Sweep)Studies.Of(Small);
        var accuracy = sweep.Report([.. sweep.Trainings.All.Select((plan, i) => Outcome(plan, (i % 2 == 0 ? with : without)[i / 2]))]).Claims[0];
        Assert.Equal((3, "scales"), (accuracy.Count, accuracy.Repeated));
        Assert.Equal(0.25, accuracy.Effect!.Value, 12);
        Assert.Equal("0.583 against 0.333", accuracy.Measured);
        Assert.Equal(BnLab.Results.Outcome.NotDecided, accuracy.Outcome);

        static TrainingOutcome Outcome(PlannedTraining plan, double right) =>
            new(plan.Net.Name, 231, 2.3, 2.3, 2.0, 10, null, [new(0, 0.1, 0.1)]) { Right = [.. Enumerable.Range(0, 4).Select(i => i < 4 * right ? (byte)1 : (byte)0)] };
    }

    [Theory]
    [InlineData("--points 2 --net batchnorm")]
    [InlineData("--points 1")]
    public void Without_two_nets_and_two_scales_there_is_no_claim(string options)
    {
        var result = Studies.Run($"sweep-init {options} {Nets}", Synthetic);
        Assert.Empty(result.Claims);
        string line = (string)result.Printed[0].Parts[0];
        Assert.StartsWith("No claim: ", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 0, 100);
    }

    private static void Meets(string file, ExperimentResult result)
    {
        var rows = result.Tables[0].Rows;
        int i = 0;
        foreach (var point in GoldenFile.Read(file).GetProperty("rows").EnumerateArray())
        {
            foreach (string net in new[] { "batchnorm", "baseline" })
            {
                var expected = point.GetProperty(net);
                Assert.Equal(point.GetProperty("weight_scale").GetDouble(), (double)rows[i][0], 1e-12);
                Assert.Equal(net, rows[i][1]);
                Assert.Equal(expected.GetProperty("best_train_acc").GetDouble(), (double)rows[i][3]);
                Assert.Equal(expected.GetProperty("best_val_acc").GetDouble(), (double)rows[i][4]);
                Assert.Equal(expected.GetProperty("final_train_loss").GetDouble(), (double)rows[i][5], 1e-9);
                i++;
            }
        }

        Assert.Equal(rows.Count, i);
    }
}
