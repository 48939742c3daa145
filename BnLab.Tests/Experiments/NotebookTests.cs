using System.Collections.Concurrent;
using BnLab.Experiments.Notebooks;

namespace BnLab.Tests.Experiments;

/// <summary>What the notebooks print, line by line, as NumPy prints it (<c>Golden/notebooks</c>), and as public copies do.</summary>
public sealed class NotebookTests
{
    /// <summary>
    /// Lines that a matrix product decides: OpenBLAS adds up the last rows and columns of some products in another order. They are
    /// errors far below their limits, and bnlab's own are of the same size.
    /// </summary>
    private static readonly string[] OfProducts =
    [
        "fully-connected: W1 relative error", "fully-connected: W2 relative error", "fully-connected: b1 relative error",
        "convolutional: dw error", "convolutional: db error",
    ];

    public static TheoryData<string> Names { get; } = new(Notebook.All.Select(notebook => notebook.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_is_that_of_NumPy(string name)
    {
        string[] golden = [.. File.ReadAllText(Path.Combine(Repository.Root, "BnLab.Tests", "Golden", "notebooks", $"{name}.txt")).ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0)];
        string[] own = [.. Lines(name).Select(line => line.Text).Where(line => line.Length > 0)];
        Assert.Equal(golden.Length, own.Length);
        Assert.All(golden.Zip(own).Where(pair => pair.First != pair.Second), pair =>
            Assert.Contains($"{name}: {pair.Second.Split(':')[0]}", OfProducts));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_on_which_most_copies_agree_are_met_to_the_last_digit(string name) =>
        Assert.Empty(Lines(name).Where(line => line.IsBroken).Select(line => line.Text));

    /// <summary>Of each cell every published number is beside a printed one.</summary>
    [Fact]
    public void Every_published_number_has_its_line() =>
        Assert.Equal(PublishedNumber.All, Notebook.All.SelectMany(notebook => Lines(notebook.Name)).Select(line => line.Published).OfType<PublishedNumber>());

    [Fact]
    public async Task The_command_prints_one_notebook_and_refuses_others()
    {
        var run = await BnLab.Tests.Cli.CommandLineRun.Of("notebook", "dropout");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Dropout.ipynb, seed 231", run.Output, StringComparison.Ordinal);
        Assert.Contains("Mean of train-time output:  10.014059116977283        = 27 of 32", run.Output, StringComparison.Ordinal);
        var refused = await BnLab.Tests.Cli.CommandLineRun.Of("notebook", "nosuch");
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
    }

    /// <summary>The plain steps of the notebook and the kernels that train.</summary>
    [Theory]
    [InlineData("sgd-momentum", 1e-3, 0)]
    [InlineData("rmsprop", 1e-2, 0)]
    [InlineData("adam", 1e-2, 5)]
    public void Update_rules_take_the_steps_that_the_notebook_expects(string name, double rate, int steps)
    {
        var rule = UpdateRule.Create<double>(name, 20);
        rule.Steps = steps;
        var (w, g) = (Linspace.Of(-0.4, 0.6, 1, 20), Linspace.Of(-0.6, 0.4, 1, 20));
        double[][] begun = name == "adam" ? [Linspace.Of(0.6, 0.9, 1, 20).ToArray(), Linspace.Of(0.7, 0.5, 1, 20).ToArray()] : [Linspace.Of(0.6, 0.9, 1, 20).ToArray()];
        foreach (var (memory, values) in rule.Memory.Zip(begun)) values.CopyTo(memory.Row(0));
        rule.Step(w, g, rate);
        Matrix<double>[] expected = name switch
        {
            "sgd-momentum" => [ExpectedSteps.MomentumW, ExpectedSteps.MomentumV],
            "rmsprop" => [ExpectedSteps.RmsPropW, ExpectedSteps.RmsPropCache],
            _ => [ExpectedSteps.AdamW, ExpectedSteps.AdamM, ExpectedSteps.AdamV],
        };
        Assert.All(expected.Zip(rule.Memory.Prepend(w)), pair => Close.Equal(pair.First.ToArray(), pair.Second.ToArray(), 6e-9)); // they have eight decimals
    }

    /// <summary>The two-layer net's scores and losses of fixed parameters.</summary>
    [Theory]
    [InlineData(0.0, 3.4702243556)]
    [InlineData(1.0, 26.5948426952)]
    public void The_plain_net_has_the_losses_that_the_notebook_asserts(double regularization, double loss)
    {
        var net = new CourseNet(new(0), [5, 50, 7], 1.0) { Regularization = regularization };
        net.Parameters["W1"] = Linspace.Of(-0.7, 0.3, 5, 50);
        net.Parameters["b1"] = Linspace.Of(-0.1, 0.9, 1, 50);
        net.Parameters["W2"] = Linspace.Of(-0.3, 0.4, 50, 7);
        net.Parameters["b2"] = Linspace.Of(-0.9, 0.1, 1, 7);
        var x = Transposition.Transposed(Linspace.Of(-5.5, 4.5, 5, 3));
        Assert.Equal(loss, net.Loss(x, [0, 5, 1]), 1e-10);
        double[] scores =
        [
            11.53165108, 12.2917344, 13.05181771, 13.81190102, 14.57198434, 15.33206765, 16.09215096, 12.05769098, 12.74614105, 13.43459113, 14.1230412,
            14.81149128, 15.49994135, 16.18839143, 12.58373087, 13.20054771, 13.81736455, 14.43418138, 15.05099822, 15.66781506, 16.2846319,
        ];
        Close.Equal(scores, net.Scores(x).ToArray(), 1e-8);
    }

    private static readonly ConcurrentDictionary<string, IReadOnlyList<ComparedLine>> Printed = new(StringComparer.Ordinal); // once for all tests

    private static IReadOnlyList<ComparedLine> Lines(string name) => Printed.GetOrAdd(name, key => ComparedLine.Of(Notebook.All.Single(notebook => notebook.Name == key)));
}
