using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab gradcheck</c>.</summary>
internal static class GradcheckCommand
{
    public static Command Create()
    {
        var layer = ValueOption.Suggesting(
            Gradcheck.Layers, new ExpectingOption<string?>("--layer", [], "the name of a layer") { HelpName = "LAYER", Description = $"Check this one only: {string.Join(", ", Gradcheck.Layers)}." });
        var h = ValueOption.Number("--h", new GradcheckOptions().H, "Step of the numerical gradient.");
        h.HelpName = "H";
        var mutate = new Option<bool>("--mutate") { Description = "Plant every known mistake, one at a time: each must be caught." };
        var plant = new ExpectingOption<string?>("--plant", [], "the name of a mistake, as in the table of --mutate") { HelpName = "MISTAKE", Description = "Plant one mistake, by its name in the table of --mutate, and check its layer: the check then fails." };
        plant.CompletionSources.Add(_ => Gradcheck.Mutations);
        var command = ExperimentRun.Command(Catalogue.Gradcheck);
        foreach (var option in new Option[] { layer, h, mutate, plant }) command.Options.Add(option);
        command.SetAction((parse, cancellation) =>
        {
            var options = new GradcheckOptions
            {
                Layer = parse.GetValue(layer),
                H = parse.GetValue(h),
                Mutate = parse.GetValue(mutate),
                Plant = parse.GetValue(plant),
                Seed = parse.GetValue(GlobalOptions.Seed),
            };
            options.Validate();
            return ExperimentRun.RunAsync(parse, () => Gradcheck.Run(options, cancellation));
        });
        return command;
    }
}
