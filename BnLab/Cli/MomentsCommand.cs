using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab moments</c>.</summary>
internal static class MomentsCommand
{
    public static Command Create()
    {
        var defaults = new MomentsOptions();
        var shape = ValueOption.Widths("--shape", defaults.Shape, "Images, rows, columns and channels of the large array.");
        shape.HelpName = "N,H,W,C";
        var repeats = ValueOption.Integer("--repeats", defaults.Repeats, "Timed passes over the images in each layout; the median counts.");
        repeats.HelpName = "N";
        var command = ExperimentRun.Command(Catalogue.Moments);
        command.Options.Add(shape);
        command.Options.Add(repeats);
        command.SetAction((parse, cancellation) =>
        {
            var options = new MomentsOptions
            {
                Shape = parse.GetRequiredValue(shape).Values,
                Repeats = parse.GetValue(repeats),
                Seed = parse.GetValue(GlobalOptions.Seed),
            };
            options.Validate();
            return ExperimentRun.RunAsync(
                parse, () => Moments.Run(options, StageTimer.Clock, cancellation));
        });
        return command;
    }
}
