using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab shift</c>.</summary>
internal static class ShiftCommand
{
    public static Command Create()
    {
        var training = new TrainingOptions(new ShiftOptions().Settings, leftOut: "--print-every");
        var command = ExperimentRun.Command(Catalogue.Shift);
        training.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            var options = new ShiftOptions { Settings = training.Read(parse) };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(parse, options.Validate, (images, _) => Shift.Run(options, images, cancellation));
        });
        return command;
    }
}
