using BnLab.Experiments.Gradcheck;

namespace BnLab.Tests.Experiments;

/// <summary>Every gradient passes its check, and every planted mistake fails it.</summary>
public sealed class GradcheckTests
{
    private static readonly Lazy<ExperimentResult> Default = new(() => DirectRun.Of("gradcheck"));
    private static readonly Lazy<ExperimentResult> Mutated = new(() => DirectRun.Of("gradcheck --mutate"));

    [Fact]
    public void Every_layer_has_a_check_and_passes()
    {
        Assert.Equal(GradcheckExperiment.Layers.Select(layer => $"The gradients of {layer} agree with numerical ones"), Default.Value.Checks.Select(v => v.Statement));
        Assert.All(Default.Value.Checks, check => Assert.True(check.Passed, check.ToString()));
        Assert.All(Rows("gradcheck"), row => Assert.Equal(true, row[7]));
        Assert.True(Default.Value.Complete);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(27u)]  // a bias so near to a kink that a step of 1e-6 is too long for the weights beside it
    [InlineData(92u)]  // kinks near many weights at once
    [InlineData(147u)]
    [InlineData(4_294_967_295u)]
    public void Every_layer_passes_with_other_draws(uint seed) =>
        Assert.All(DirectRun.Of($"gradcheck --seed {seed}").Checks, check => Assert.True(check.Passed, check.ToString()));

    [Theory]
    [InlineData("baseline", 0.0, 2.3004790897684924)]
    [InlineData("baseline", 3.14, 7.052114776533016)]
    [InlineData("batchnorm", 0.0, 2.2611955101340957)]
    [InlineData("batchnorm", 3.14, 6.996533220108303)]
    public void Losses_are_those_of_the_notebook(string net, double reg, double loss)
    {
        var row = Assert.Single(Rows("gradcheck.loss"), row => net.Equals(row[0]) && reg.Equals(row[1]));
        Assert.Equal(loss, (double)row[2], 1e-15 * loss);
    }

    [Theory]
    [InlineData("batchnorm-step-by-step")]
    [InlineData("batchnorm-closed-form")]
    [InlineData("batchnorm")]
    public void Errors_of_batch_norm_are_of_the_notebooks_order(string layer)
    {
        Assert.InRange(Error(layer, "x"), 0, 1e-8);
        Assert.InRange(Error(layer, "gamma"), 0, 1e-11);
        Assert.InRange(Error(layer, "beta"), 0, 1e-11);
    }

    [Theory]
    [InlineData("net-batchnorm", "W1", 1.10e-4)]
    [InlineData("net-batchnorm-reg", "W1", 1.98e-6)]
    [InlineData("net-baseline", "W1", 1.48e-7)]
    public void Errors_that_no_rounding_decides_are_those_of_the_notebook(string layer, string parameter, double error) =>
        Assert.Equal(error, Error(layer, parameter), 0.01 * error);

    [Fact]
    public void An_error_beyond_the_limit_that_the_numerical_gradient_has_to_answer_for_is_explained()
    {
        var beyond = Rows("gradcheck").Where(row => row[5] is double limit && (double)row[3] > limit).ToList();
        Assert.Contains(beyond, row => "net-batchnorm".Equals(row[0]) && "W1".Equals(row[1]));
        Assert.All(beyond, row => Assert.InRange((double)row[4], 0.0, (double)row[5]));
        Assert.All(beyond, row => Assert.StartsWith("elements w", (string)row[8], StringComparison.Ordinal));
        Assert.All(beyond, row => Assert.DoesNotContain("disagree", (string)row[8], StringComparison.Ordinal));
        var within = Rows("gradcheck").Where(row => row[5] is double limit && (double)row[3] <= limit);
        Assert.All(within, row => Assert.Equal(row[3], row[4]));
    }

    [Fact]
    public void Limits_are_the_courses_or_tighter()
    {
        var limits = Rows("gradcheck").Where(row => row[5] is double).Select(row => (Layer: (string)row[0], Input: (string)row[1], Limit: (double)row[5], Course: (double)row[6]));
        Assert.All(limits, row => Assert.InRange(row.Limit, 1e-8, row.Course));
        Assert.All(
            limits.Where(row => row.Layer.StartsWith("net-", StringComparison.Ordinal) && row.Input[0] == 'W'),
            row => Assert.Equal((1e-7, 1e-4), (row.Limit, row.Course)));
        Assert.All(
            limits.Where(row => row.Layer.StartsWith("convnet-", StringComparison.Ordinal) && row.Input[0] == 'W'),
            row => Assert.Equal((1e-6, 1e-4), (row.Limit, row.Course)));
        Assert.Equal(
            ["spatial-batchnorm 1e-06", "ghost-batchnorm 1e-06", "groupnorm 1e-07"],
            limits.Where(row => row.Limit < row.Course && row.Input == "x").Select(row => $"{row.Layer} {ShortNumber.Text(row.Course)}"));
    }

    public static TheoryData<string, string> AllWeightsOfNets { get; } = WeightsOfNets();

    [Theory]
    [MemberData(nameof(AllWeightsOfNets))]
    public void Weights_of_nets_that_are_wrong_by_one_part_in_100_000_are_caught(string net, string weight)
    {
        var wrong = Cases.Named(net).Draw(231).WithGradient(weight, right => right * 1.00001);
        var finding = GradientCheck.Run(wrong with { Inputs = [wrong.Inputs.Single(input => input.Name == weight)] })[0];
        Assert.False(finding.Passed, finding.ToString());
    }

    [Theory]
    [InlineData(GradcheckExperiment.SmallestStep)]
    [InlineData(GradcheckExperiment.LargestStep)]
    public void Every_layer_passes_at_the_smallest_and_at_the_largest_step(double h) =>
        Assert.All(DirectRun.Of(string.Create(CultureInfo.InvariantCulture, $"gradcheck --h {h}")).Checks, check => Assert.True(check.Passed, check.ToString()));

    [Fact]
    public void A_gradient_that_should_be_zero_and_is_not_is_reported_as_what_was_compared()
    {
        var check = Assert.Single(DirectRun.Of("gradcheck --plant sandwich-bias-gradient-from-after-batchnorm").Checks);
        Assert.Matches(@"^an element of [1-9][0-9.]* where all should be 0 \(b\)$", check.Measured);
        Assert.Equal("1e-09, absolute", check.Limit);
    }

    [Fact]
    public void The_figure_has_every_relative_error_beside_its_limit()
    {
        var (name, figure) = Assert.Single(Default.Value.Figures);
        var panel = Assert.Single(Assert.Single(figure.Rows));
        var rows = Rows("gradcheck").Where(row => row[5] is double).ToList();
        Assert.Equal("gradcheck", name);
        Assert.Equal(GradcheckExperiment.Layers.Reverse(), panel.Y.Categories);
        Assert.All(panel.Series.Cast<LineSeries>().Zip([3, 4, 5]), pair => Assert.Equal(rows.Select(row => (double)row[pair.Second]), pair.First.X));
        Assert.All(panel.Series.Cast<LineSeries>(), series => Assert.Equal(
            rows.Select(row => (string)row[0]), series.Y.Select(place => panel.Y.Categories[(int)place])));
    }

    [Fact]
    public void One_layer_can_be_checked_alone()
    {
        var result = DirectRun.Of("gradcheck --layer tanh");
        Assert.All(result.Tables.Single(table => table.IsWritten).Rows, row => Assert.Equal("tanh", row[0]));
        Assert.Single(result.Checks);
    }

    [Fact]
    public void All_mistakes_are_caught()
    {
        var table = Assert.Single(Mutated.Value.Tables, table => table.IsWritten);
        Assert.Equal("gradcheck.mutations", table.Name);
        Assert.All(table.Rows, row => Assert.True((bool)row[1], $"{row[0]} survives"));
        string all = $"{GradcheckExperiment.Mistakes.Count} of {GradcheckExperiment.Mistakes.Count}";
        Assert.Equal([new Check("every planted mistake is caught", all, all, Passed: true)], Mutated.Value.Checks);
    }

    [Theory]
    [InlineData("relu-no-mask")]
    [InlineData("batchnorm-dgamma-as-mean")]
    [InlineData("net-first-layer-forgotten")]
    public void A_planted_mistake_fails_its_layer_and_names_it(string mutation)
    {
        var result = DirectRun.Of($"gradcheck --plant {mutation}");
        var check = Assert.Single(result.Checks);
        Assert.False(check.Passed);
        Assert.Contains($"{Mutations.Named(mutation).Layer} with the mistake {mutation}: ", check.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_always_passes_would_be_noticed()
    {
        var nothing = new Mutation("nothing", "batchnorm", new("Nothing is wrong."), right => right);
        var result = GradcheckExperiment.PlantEach([nothing], seed: 231, NumericalGradient.DefaultStep);
        Assert.Equal(["0 of 1", "no gradient failed"], result.Checks.Select(v => v.Measured));
        Assert.All(result.Checks, check => Assert.False(check.Passed));
    }

    [Fact]
    public void Every_layer_has_a_mistake() =>
        Assert.All(GradcheckExperiment.Layers, layer => Assert.Contains(Mutations.All, mutation => mutation.Layer == layer));

    [Fact]
    public void Mistakes_have_names_of_their_own()
    {
        Assert.True(Mutations.All.Count >= 28);
        Assert.Equal(Mutations.All.Count, GradcheckExperiment.Mistakes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(GradcheckExperiment.Mistakes.Concat(GradcheckExperiment.Layers), name => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", name));
    }

    [Fact]
    public void An_interrupted_check_is_incomplete()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.False(DirectRun.Of("gradcheck", stop: source.Token).Complete);
        Assert.False(DirectRun.Of("gradcheck --mutate", stop: source.Token).Complete);
    }

    private static TheoryData<string, string> WeightsOfNets()
    {
        var data = new TheoryData<string, string>();
        foreach (string net in NetCases.All.Select(net => net.Layer))
        {
            foreach (string weight in new[] { "W1", "W2", "W3" }) data.Add(net, weight);
        }

        return data;
    }

    private static IReadOnlyList<IReadOnlyList<object>> Rows(string table) => Default.Value.Tables.Single(t => t.Name == table).Rows;

    private static double Error(string layer, string parameter) =>
        (double)Rows("gradcheck").Single(row => layer.Equals(row[0]) && parameter.Equals(row[1]))[3];
}
