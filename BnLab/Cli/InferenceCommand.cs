using System.CommandLine;
using System.Diagnostics;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab inference</c>.</summary>
internal static class InferenceCommand
{
    public static Command Create()
    {
        var defaults = new InferenceOptions();
        var repeats = ValueOption.Integer("--repeats", defaults.Repeats, "Timed passes of each form of the net; the median counts.");
        repeats.HelpName = "N";
        var training = new TrainingOptions(defaults.Settings);
        var command = ExperimentRun.Command(Catalogue.Inference);
        command.Options.Add(repeats);
        training.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            var options = new InferenceOptions { Settings = training.Read(parse), Repeats = parse.GetValue(repeats) };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(parse, options.Validate, (images, progress) => Inference.Run(
                options, images, () => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, progress, cancellation));
        });
        return command;
    }
}
