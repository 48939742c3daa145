using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab regularization</c>.</summary>
internal static class RegularizationCommand
{
    public static Command Create()
    {
        var defaults = new RegularizationOptions();
        var keep = ValueOption.Number("--keep", defaults.Keep, "The probability that dropout keeps a value, where there is dropout.");
        var shift = ValueOption.Integer("--shift", defaults.Shift, "Pixels that images are moved by at most, where they are distorted.");
        var seeds = ValueOption.Integer("--seeds", defaults.Seeds, "How many seeds to train with, from --seed upwards.");
        var training = new TrainingOptions(defaults.Settings);
        var command = ExperimentRun.Command(Catalogue.Regularization);
        foreach (var option in new Option[] { keep, shift, seeds })
        {
            option.HelpName = "N";
            command.Options.Add(option);
        }

        training.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            var options = new RegularizationOptions
            {
                Settings = training.Read(parse),
                Keep = parse.GetValue(keep),
                Shift = parse.GetValue(shift),
                Seeds = parse.GetValue(seeds),
            };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(
                parse, options.Validate, (images, progress) => Regularization.Run(options, images, progress, cancellation));
        });
        return command;
    }
}
