using System.CommandLine;
using BnLab.Data;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab predict</c>: a trained net classifies images.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var net = SweepCommand.Named(ValueOption.Text("--net", "", "The trained net: a file NAME.net that 'bnlab train' has written."), "FILE");
        (net.DefaultValueFactory, net.Required) = (null, true);
        var records = SweepCommand.Named(
            ValueOption.Text("--records", PredictOptions.Validation, "Which images: validation or train (those of the net's training), all, or from the first to the last, from 0: 0-99."), "WHICH");
        var folded = new Option<bool>("--folded") { Description = "Fold batch normalization into the affine layers first, and compare the scores." };
        var predict = new ExampleCommand(
            "predict", "Classify images with a net that 'bnlab train' has saved: accuracy, confusion table, probabilities.",
            "predict --net plots/train.batchnorm.net --records 0-99") { net, TrainingOptions.Data, records, folded }.Using(GlobalOptions.WithoutSeed);
        predict.SetAction((parse, cancellation) =>
        {
            var use = Predict.Open(new()
            {
                Net = parse.GetRequiredValue(net),
                Records = parse.GetRequiredValue(records),
                Folded = parse.GetValue(folded),
            });
            return ExperimentRun.OnImagesAsync(parse, Validate, (images, _) => use.Run(images, cancellation));

            void Validate(ImageSet images)
            {
                use.Validate(images);
                if (!use.HasLabelsOf(images)) new Terminal(parse).Warn($"the classes of {images.Source} have other names than those that the net was trained on: its answers are written, but there is no accuracy.");
            }
        });
        return predict;
    }
}
