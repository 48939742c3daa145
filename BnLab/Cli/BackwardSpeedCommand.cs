using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab backward-speed</c>.</summary>
internal static class BackwardSpeedCommand
{
    public static Command Create()
    {
        var repeats = ValueOption.Integer("--repeats", new BackwardSpeedOptions().Repeats, "Timed passes of each kind and size; the median counts.");
        repeats.HelpName = "N";
        var command = ExperimentRun.Command(Catalogue.BackwardSpeed);
        command.Options.Add(repeats);
        command.SetAction((parse, cancellation) =>
        {
            var options = new BackwardSpeedOptions { Repeats = parse.GetValue(repeats), Seed = parse.GetValue(GlobalOptions.Seed) };
            options.Validate();
            return ExperimentRun.RunAsync(
                parse, () => BackwardSpeed.Run(options, StageTimer.Clock, cancellation));
        });
        return command;
    }
}
