using System.CommandLine;

namespace BnLab.Tests.Samples;

/// <summary><c>bnlab batch-noise</c>.</summary>
internal static class BatchNoiseCommand
{
    public static Command Create(CatalogueEntry entry)
    {
        var batches = ValueOption.Integer("--batches", new BatchNoiseOptions().Batches, "Mini-batches of each size.");
        batches.HelpName = "N";
        var command = ExperimentRun.Command(entry);
        command.Options.Add(batches);
        command.SetAction((parse, _) =>
        {
            var options = new BatchNoiseOptions { Batches = parse.GetValue(batches), Seed = parse.GetValue(GlobalOptions.Seed) };
            options.Validate(); // before a folder is made for nothing
            return ExperimentRun.RunAsync(parse, () => BatchNoise.Run(options));
        });
        return command;
    }
}
