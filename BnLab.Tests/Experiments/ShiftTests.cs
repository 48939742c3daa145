using BnLab.Experiments.Shift;

namespace BnLab.Tests.Experiments;

public sealed partial class ShiftTests
{
    private static readonly ImageSet Images = DataSets.Open(DataSets.Synthetic).Images;

    private const string Small = "shift --num-train 200 --hidden 12,10 --split 200,100 --dtype float64 --epochs 3 --batch-size 20 --seeds 1";

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, Images));

    [Fact] // the normal distribution beyond ±ln 9
    public void The_saturated_shares_are_those_of_the_normal_distribution()
    {
        var pair = Standardized.Draw(new NumpyRandom(1), 20_000, -2, 0.5);
        Assert.Equal("N(-2, 0.5)", pair[0].Source);
        Assert.InRange(pair[0].SaturatedShare, 0.3903 - 0.01, 0.3903 + 0.01);
        Assert.InRange(pair[1].SaturatedShare, 0.0280 - 0.005, 0.0280 + 0.005);
        Assert.Equal((0.0, 1.0), (Math.Round(pair[1].Mean, 10), Math.Round(pair[1].Std, 4)));
        Assert.Equal((0.3902, 0.0280), (Math.Round(pair[0].NormalShare, 4), Math.Round(pair[1].NormalShare, 4)));
        Assert.All(pair, draws => Assert.True(draws.Check().Passed, draws.Check().Measured));
        Assert.False((pair[1] with { Values = pair[1].Values * 1.1 }).Check().Passed);
        Assert.False((pair[1] with { Values = pair[1].Values + 0.3 }).Check().Passed);
    }

    [Fact] // of 10,000 draws of N(-6, 1) hardly one is not saturated: a bound of five standard errors would be passed by once in a thousand seeds
    public void The_shares_are_met_with_every_seed() => Assert.All(
        Enumerable.Range(0, 300), seed => Assert.All(Standardized.Draw(new NumpyRandom((uint)seed), 10_000, -6, 1), draws => Assert.True(draws.Check().Passed)));

    [Fact]
    public void A_net_that_diverges_drifts_as_far_as_any()
    {
        var study = Studies.Of(Small.Replace("--seeds 1", "--seeds 2", StringComparison.Ordinal));
        string[] results = new string[study.Count];
        study.Open = () => Images;
        study.Run(_ => true, null, training => results[training.Number] = training.Result, CancellationToken.None);
        var before = study.Report(results).Claims;
        results[1] = DriftOf().Replace(results[1], "\"NaN\""); // batch normalization, first seed
        Assert.All(before.Zip(study.Report(results).Claims), pair => Assert.True(pair.Second.Effect > pair.First.Effect));
    }

    [GeneratedRegex("""(?<="(Mean|Spread)":)[^,}]+""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex DriftOf();

    [Fact]
    public void The_mean_slope_is_the_derivative_of_the_sigmoid()
    {
        var values = Matrix<double>.From(new double[,] { { 0 }, { Math.Log(9) } });
        Assert.Equal((0.25 + 0.09) / 2, new Standardized("two", false, values).MeanSlope, 12);
    }

    [Fact]
    public void A_moment_has_percentiles_of_the_first_unit_and_means_and_spreads_of_all()
    {
        var x = Matrix<float>.From(new double[,] { { 3, 2 }, { 1, 2 }, { 5, 8 }, { 2, 2 }, { 4, 6 } });
        var moment = InputMoment.Of(7, x);
        Close.Equal([1.6, 3, 4.4], [moment.Percentiles.Low, moment.Percentiles.Median, moment.Percentiles.High], 1e-12);
        Close.Equal([3, 4], moment.Means, 1e-12);
        Close.Equal([Math.Sqrt(2), Math.Sqrt(6.4)], moment.Stds, 1e-12);
    }

    [Fact]
    public void Drift_is_in_units_of_the_input_and_a_mean_over_the_units()
    {
        var before = new InputMoment(new(0, 0, 0, 0), [1, 0], [2, 1]);
        var after = new InputMoment(new(10, 0, 0, 0), [4, -1], [2, 1.5]);
        Assert.Equal((3 + 1.0) / 2, after.MeanDrift(before), 12);
        Assert.Equal((0.0 + 0.5) / 2, after.SpreadDrift(before), 12);
        Assert.Equal([new InputDrift(10, 2, 0.25)], InputTrace.Of(1, [before, after]).Drifts);
    }

    [Fact]
    public void A_probe_sees_gamma_and_beta_after_normalization_and_leaves_the_net_alone()
    {
        var random = new NumpyRandom(5);
        var net = new FullyConnectedNet<double>(new NetDesign(6, [4, 3], 2) { Activation = Activation.Sigmoid, Normalization = Normalization.Batch });
        net.Initialize(random, 30); // beside which eps is nothing
        net.Parameters["gamma2"].Value.Row(0)[1] = 3.0;
        net.Parameters["beta2"].Value.Row(0)[1] = -2.0;
        var probe = new InputProbe<double>(net, Draw.Normal(random, 80, 6));
        probe.Look(0);
        net.Parameters["gamma2"].Value.Row(0)[1] = 3.5;
        net.Parameters["beta2"].Value.Row(0)[1] = 1.0;
        probe.Look(10);
        var traces = probe.Traces().ToList();
        Assert.Equal([1, 2], traces.Select(t => t.Layer));
        var drift = Assert.Single(traces[1].Drifts);
        Assert.Equal(3.0 / 3, drift.Mean, 1e-12); // one of three units
        Assert.Equal(0.5 / 3, drift.Spread, 1e-3);
        var untouched = net.Layers.OfType<BatchNormLayer<double>>();
        Assert.All(untouched, layer => Assert.All(layer.RunningMean.ToArray(), mean => Assert.Equal(0, mean)));
    }

    [Fact]
    public void Looking_into_a_net_does_not_change_its_training()
    {
        var settings = Studies.Of(Small).Settings;
        var (train, validation) = Preprocessing.SubtractMeanImage<double>(Images, settings.SplitOf(Images), settings.NumTrain);
        Preprocessing.DivideByStd(train, validation);
        var random = new NumpyRandom(settings.Seed);
        var net = new FullyConnectedNet<double>(new NetDesign(train.X.Columns, settings.Hidden, 10)
        {
            Activation = Activation.Sigmoid,
            Normalization = Normalization.Batch,
        });
        net.Initialize(random, settings.WeightScale);
        var alone = new Solver<double>(net, train, validation, settings.Solver, random).Train("batchnorm", settings.Seed);
        var observed = Result.Value.Histories.Single(h => h.Net == "batchnorm");
        Assert.Equal(alone.Losses, observed.Losses);
        Assert.Equal(alone.Epochs, observed.Epochs);
    }

    [Fact]
    public void Nets_that_are_compared_are_side_by_side_over_one_axis()
    {
        var figure = Result.Value.Figures.Single(f => f.Name == "shift").Figure;
        Assert.True(figure.SharesY);
        Assert.Equal(
            [["Layer 1, without normalization", "Layer 1, batch normalization"], ["Layer 2, without normalization", "Layer 2, batch normalization"]],
            figure.Rows.Select(row => row.Select(panel => panel.Title)));
    }

    [Fact]
    public void Several_seeds_are_compared_seed_by_seed()
    {
        var result = Studies.Run(Small.Replace("--seeds 1", "--seeds 2", StringComparison.Ordinal), Images);
        Assert.Equal(2 * 4, result.Tables.Single(t => t.Name == "shift").Rows.Count);
        var rows = result.Tables.Single(t => t.Name == "shift").Rows.Where(row => (int)row[2] == 2).ToList();
        double[] ratios = [.. new[] { 231u, 232u }.Select(seed => Math.Log(Drift("batchnorm", seed) / Drift("baseline", seed)))];
        Assert.Equal(Math.Exp(ratios.Average()), result.Claims[^1].Effect!.Value, 1e-12);
        Assert.Equal((2 * 2, 2 * 2), (result.Claims.Count, result.Checks.Count));

        double Drift(string net, uint seed) => (double)rows.Single(row => (string)row[0] == net && (uint)row[1] == seed)[4];
    }
}
