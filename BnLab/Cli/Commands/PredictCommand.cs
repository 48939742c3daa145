using System.CommandLine;
using BnLab.Data;
using BnLab.Experiments;
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
            var use = new PredictExperiment(new(PredictExperiment.Settings, parse.All()));
            return ExperimentRun.OnImagesAsync(parse, Validate, images => use.Run(images, cancellation));

            void Validate(ImageSet images)
            {
                use.Validate(images);
                if (!use.HasLabelsOf(images)) new Terminal(parse).Warn($"the classes of {images.Source} have other names than those that the net was trained on: its answers are written, but there is no accuracy.");
            }
        });
        return predict;
    }
}
