using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab convnet</c>.</summary>
internal static class ConvnetCommand
{
    public static Command Create()
    {
        var defaults = new ConvnetOptions();
        var filters = ValueOption.Integer("--filters", defaults.Filters, "Channels behind the convolution.");
        var kernel = ValueOption.Integer("--kernel", defaults.Kernel, "Height and width of a filter: an odd number.");
        var seeds = ValueOption.Integer("--seeds", defaults.Seeds, "How many seeds to train with, from --seed upwards.");
        var training = new TrainingOptions(defaults.Settings);
        var command = ExperimentRun.Command(Catalogue.Convnet);
        foreach (var option in new[] { filters, kernel, seeds })
        {
            option.HelpName = "N";
            command.Options.Add(option);
        }

        training.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            var options = new ConvnetOptions
            {
                Settings = training.Read(parse),
                Filters = parse.GetValue(filters),
                Kernel = parse.GetValue(kernel),
                Seeds = parse.GetValue(seeds),
            };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(
                parse, options.Validate, (images, progress) => Convnet.Run(options, images, progress, cancellation));
        });
        return command;
    }
}
