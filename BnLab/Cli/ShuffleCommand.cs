using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab shuffle</c>.</summary>
internal static class ShuffleCommand
{
    public static Command Create()
    {
        var defaults = new ShuffleOptions();
        var seeds = ValueOption.Integer("--seeds", defaults.Seeds, "Trainings of each kind, with seeds from --seed on.");
        seeds.HelpName = "N";
        var training = new TrainingOptions(defaults.Settings, leftOut: "--print-every");
        var command = ExperimentRun.Command(Catalogue.Shuffle);
        command.Options.Add(seeds);
        training.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            var options = new ShuffleOptions { Seeds = parse.GetValue(seeds), Settings = training.Read(parse) };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(parse, options.Validate, (images, progress) => Shuffle.Run(options, images, progress, cancellation));
        });
        return command;
    }
}
