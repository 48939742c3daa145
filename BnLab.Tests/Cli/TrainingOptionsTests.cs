using System.CommandLine;

namespace BnLab.Tests.Cli;

/// <summary>Every option reaches the settings, and the manifest.</summary>
public sealed class TrainingOptionsTests
{
    [Fact]
    public void Without_options_the_settings_are_the_defaults()
    {
        var (settings, _) = Read("");
        Assert.Equivalent(new TrainingSettings(), settings);
    }

    [Fact]
    public void Every_option_reaches_the_settings_and_the_manifest()
    {
        var (settings, manifest) = Read(
            "--num-train 7 --split 8,9 --hidden 3,4 --weight-scale 0.5 --epochs 6 --batch-size 5 --lr 0.25 --lr-decay 0.75 "
            + "--update-rule sgd --reg 1.5 --dtype float64 --workers 3 --print-every 2 --seed 42");
        Assert.Equal((7, new Split(8, 9), 0.5, 1.5), (settings.NumTrain, settings.Split!.Value, settings.WeightScale, settings.Regularization));
        Assert.Equal((DType.Float64, 3, 42u), (settings.DType, settings.Workers, settings.Seed));
        Assert.Equal([3, 4], settings.Hidden);
        var solver = settings.Solver;
        Assert.Equal((6, 5, 0.25, 0.75, "sgd", 2), (solver.Epochs, solver.BatchSize, solver.LearningRate, solver.LrDecay, solver.UpdateRule, solver.PrintEvery));
        Assert.Equal(
            "data=auto num-train=7 split=8,9 hidden=3,4 weight-scale=0.5 epochs=6 batch-size=5 learning-rate=0.25 lr-decay=0.75 "
            + "update-rule=sgd reg=1.5 dtype=float64 workers=3 print-every=2 out=plots seed=42 quiet=false json=false verbose=false", manifest);
    }

    [Fact]
    public void No_hidden_layer_is_a_linear_classifier()
    {
        var (settings, manifest) = Read("--hidden none");
        Assert.Empty(settings.Hidden);
        Assert.Contains("hidden=none", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_an_experiment_does_without_keep_its_settings()
    {
        var defaults = new TrainingSettings { WeightScale = 7, Solver = new() { PrintEvery = 3, Epochs = 4 } };
        var (settings, manifest) = Read("--reg 1.5", defaults, "--weight-scale", "--print-every");
        Assert.Equal((7, 3, 4, 1.5), (settings.WeightScale, settings.Solver.PrintEvery, settings.Solver.Epochs, settings.Regularization));
        Assert.DoesNotContain("weight-scale", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("print-every", manifest, StringComparison.Ordinal);
    }

    private static (TrainingSettings Settings, string Manifest) Read(string arguments, TrainingSettings? defaults = null, params string[] without)
    {
        var training = new TrainingOptions(defaults ?? new TrainingSettings(), without);
        var command = new Command("train");
        training.AddTo(command);
        foreach (var option in GlobalOptions.All) command.Options.Add(option);
        var parse = command.Parse(arguments);
        Assert.Empty(parse.Errors);
        string manifest = string.Join(' ', OptionText.Effective(parse).DistinctBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));
        return (training.Read(parse), manifest);
    }
}
