using System.CommandLine;
using BnLab.Experiments.Predict;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab predict</c>: a trained net classifies images.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var predict = new ExampleCommand(
            "predict", "Classify images with a net that 'bnlab train' has saved: accuracy, confusion table, probabilities.",
            "predict --net plots/train.batchnorm.net --records 0-99").With([.. PredictExperiment.Settings, StudyOptions.Data]).With(GlobalOptions.WithoutSeed);
        predict.SetAction((parse, cancellation) =>
        {
            var console = new Terminal(parse);
            var use = new PredictExperiment(new(PredictExperiment.Settings, parse.All()), console.Warn);
            var images = ExperimentRun.Open(console, parse.Get(StudyOptions.Data));
            use.Validate(images);
            if (!use.HasLabelsOf(images))
            {
                console.Warn(
                    $"the classes of {images.Source} have other names than those that the net was trained on: its answers are written, but there is no accuracy.");
            }

            return Task.FromResult(ExperimentRun.Run(parse, console, () => use.Run(images, cancellation), ExperimentRun.Identity(console, images)));
        });
        return predict;
    }
}
