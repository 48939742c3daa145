using System.CommandLine;
using BnLab.Data;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab gamma-beta</c>.</summary>
internal static class GammaBetaCommand
{
    public static Command Create()
    {
        var defaults = new GammaBetaOptions();
        var seeds = ValueOption.Integer("--seeds", defaults.Seeds, "Trainings of each net, with one seed after the other.");
        seeds.HelpName = "N";
        var training = new TrainingOptions(defaults.Settings, "--weight-scale", "--print-every");
        var command = ExperimentRun.Command(Catalogue.GammaBeta);
        training.AddTo(command);
        command.Options.Add(seeds);
        command.SetAction((parse, cancellation) =>
        {
            var options = new GammaBetaOptions { Settings = training.Read(parse), Seeds = parse.GetValue(seeds) };
            options.Validate(); // before a data set is read for nothing
            return ExperimentRun.OnImagesAsync(
                parse, options.Validate, (images, progress) => GammaBeta.Run(options, images, progress, cancellation), DataSetInfo.Mnist);
        });
        return command;
    }
}
