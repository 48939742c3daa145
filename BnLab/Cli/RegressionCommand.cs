using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab regression</c>.</summary>
internal static class RegressionCommand
{
    public static Command Create()
    {
        var defaults = new RegressionOptions();
        var seeds = ValueOption.Integer("--seeds", defaults.Seeds, "Trainings of each net on each range, with seeds from --seed on.");
        seeds.HelpName = "N";
        var training = new TrainingOptions(defaults.Settings, leftOut: ["--data", "--num-train", "--split", "--print-every"]);
        var command = ExperimentRun.Command(Catalogue.Regression);
        command.Options.Add(seeds);
        training.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            var options = new RegressionOptions { Seeds = parse.GetValue(seeds), Settings = training.Read(parse) };
            options.Validate();
            return ExperimentRun.RunAsync(parse, () => Regression.Run(options, cancellation));
        });
        return command;
    }
}
