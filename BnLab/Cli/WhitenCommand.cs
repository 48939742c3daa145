using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab whiten</c>.</summary>
internal static class WhitenCommand
{
    public static Command Create()
    {
        var defaults = new WhitenOptions();
        var shrink = ValueOption.Integer("--shrink", defaults.Shrink, "Blocks of so many pixels, squared, become one: fewer features to whiten.");
        var seeds = ValueOption.Integer("--seeds", defaults.Seeds, "Trainings on each kind of inputs, with seeds from --seed on.");
        (shrink.HelpName, seeds.HelpName) = ("N", "N");
        var training = new TrainingOptions(defaults.Settings, leftOut: ["--weight-scale", "--print-every"]);
        var command = ExperimentRun.Command(Catalogue.Whiten);
        command.Options.Add(shrink);
        command.Options.Add(seeds);
        training.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            var options = new WhitenOptions { Shrink = parse.GetValue(shrink), Seeds = parse.GetValue(seeds), Settings = training.Read(parse) };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(parse, options.Validate, (images, progress) => Whiten.Run(options, images, progress, cancellation));
        });
        return command;
    }
}
