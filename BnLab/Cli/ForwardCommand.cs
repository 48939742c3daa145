using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab forward</c>.</summary>
internal static class ForwardCommand
{
    public static Command Create()
    {
        var layer = ValueOption.Choice(
            "--layer", ForwardOptions.Layers[0], ForwardOptions.Layers, $"Which layer: {string.Join(", ", ForwardOptions.Layers)}.");
        layer.HelpName = "LAYER";
        var values = ValueOption.Rows("--values", "Normalize these rows under each convention, side by side, instead: 1,2;3,4;5,6.");
        values.HelpName = "ROWS";
        var command = ExperimentRun.Command(Catalogue.Forward);
        command.Options.Add(layer);
        command.Options.Add(values);
        command.SetAction((parse, _) =>
        {
            var options = new ForwardOptions
            {
                Layer = parse.GetResult(layer) is { Implicit: false } ? parse.GetValue(layer) : null,
                Values = parse.GetValue(values)?.Values,
                Seed = parse.GetValue(GlobalOptions.Seed),
            };
            options.Validate();
            return ExperimentRun.RunAsync(parse, () => Forward.Run(options));
        });
        return command;
    }
}
