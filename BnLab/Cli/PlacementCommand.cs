using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab placement</c>.</summary>
internal static class PlacementCommand
{
    public static Command Create()
    {
        var defaults = new PlacementOptions();
        var seeds = ValueOption.Integer("--seeds", defaults.Seeds, "Trainings of each net, with one seed after the other.");
        seeds.HelpName = "N";
        var gain = ValueOption.Number("--gain", defaults.Gain, "Factor on the initial weights.");
        gain.HelpName = "N";
        var training = new TrainingOptions(defaults.Settings, "--weight-scale", "--print-every");
        var command = ExperimentRun.Command(Catalogue.Placement);
        training.AddTo(command);
        command.Options.Add(seeds);
        command.Options.Add(gain);
        command.SetAction((parse, cancellation) =>
        {
            var options = new PlacementOptions { Settings = training.Read(parse), Seeds = parse.GetValue(seeds), Gain = parse.GetValue(gain) };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(
                parse, options.Validate, (images, progress) => Placement.Run(options, images, progress, cancellation));
        });
        return command;
    }
}
