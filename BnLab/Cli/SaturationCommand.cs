using System.CommandLine;
using BnLab.Data;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab saturation</c>.</summary>
internal static class SaturationCommand
{
    public static Command Create()
    {
        var defaults = new SaturationOptions();
        var gain = ValueOption.Number("--gain", defaults.Gain, "Initial weights are uniform in ±N · √(6 / (inputs + outputs)).");
        gain.HelpName = "N";
        var training = new TrainingOptions(defaults.Settings, "--weight-scale", "--print-every");
        var command = ExperimentRun.Command(Catalogue.Saturation);
        training.AddTo(command);
        command.Options.Add(gain);
        command.SetAction((parse, cancellation) =>
        {
            var options = new SaturationOptions { Settings = training.Read(parse), Gain = parse.GetValue(gain) };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(
                parse, options.Validate, (images, _) => Saturation.Run(options, images, cancellation), DataSetInfo.Mnist);
        });
        return command;
    }
}
