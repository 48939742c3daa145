using BnLab.Tests.Experiments;

namespace BnLab.Tests.Cli;

/// <summary>Every option reaches the settings, and the manifest.</summary>
public sealed class TrainingOptionsTests
{
    [Fact]
    public void Without_options_the_settings_are_the_defaults() => Assert.Equivalent(TrainingSettings.Default, Read("").Settings);

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
            "batchnorm=false layernorm=false no-baseline=false checkpoint-every=0 seeds=1 data=auto num-train=7 split=8,9 hidden=3,4 weight-scale=0.5 epochs=6 "
            + "batch-size=5 learning-rate=0.25 lr-decay=0.75 update-rule=sgd reg=1.5 dtype=float64 workers=3 print-every=2 resume=false shard=1/1 theme=light "
            + "out=plots seed=42 quiet=false json=false strict=false verbose=false", manifest);
    }

    [Fact]
    public void No_hidden_layer_is_a_linear_classifier()
    {
        var (settings, manifest) = Read("--hidden none");
        Assert.Empty(settings.Hidden);
        Assert.Contains("hidden=none", manifest, StringComparison.Ordinal);
    }

    /// <summary>A manifest or a journal gives the same run again.</summary>
    [Fact]
    public void Defaults_as_they_are_written_are_read_back_equal() => Assert.All(
        Catalogue.All.SelectMany(experiment => experiment.Options).Where(setting => setting.Text(setting.DefaultValue) is { Length: > 0 }),
        setting => Assert.Equal(setting.Text(setting.DefaultValue), setting.Text(setting.Read(setting.Text(setting.DefaultValue)!))));

    private static (TrainingSettings Settings, string Manifest) Read(string arguments)
    {
        string[] words = ["train", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var parse = CommandLine.Parse(words);
        Assert.Empty(parse.Errors);
        return (Studies.Of(string.Join(' ', words)).Settings, string.Join(' ', parse.Texts().Select(pair => $"{pair.Key}={pair.Value}")));
    }
}
