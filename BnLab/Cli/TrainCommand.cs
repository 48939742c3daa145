using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab train</c>.</summary>
internal static class TrainCommand
{
    private static readonly Option<int> CheckpointEvery = SweepCommand.Named(
        ValueOption.Integer("--checkpoint-every", 0, "Epochs from one checkpoint to the next; 0 for no checkpoints."), "N");

    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on from the checkpoints of an interrupted run of the same command." };

    public static Command Create()
    {
        var batchNorm = new Option<bool>("--batchnorm") { Description = "Train the net with batch normalization." };
        var layerNorm = new Option<bool>("--layernorm") { Description = "Train the net with layer normalization." };
        var noBaseline = new Option<bool>("--no-baseline") { Description = "Leave out the net without normalization." };
        var training = new TrainingOptions(new TrainingSettings());
        var command = ExperimentRun.Command(Catalogue.Train);
        command.Options.Add(batchNorm);
        command.Options.Add(layerNorm);
        command.Options.Add(noBaseline);
        training.AddTo(command);
        command.Options.Add(CheckpointEvery);
        command.Options.Add(Resume);
        command.SetAction((parse, cancellation) =>
        {
            var options = new TrainOptions
            {
                BatchNorm = parse.GetValue(batchNorm),
                LayerNorm = parse.GetValue(layerNorm),
                Baseline = !parse.GetValue(noBaseline),
                Settings = training.Read(parse),
            };
            options.Validate(); // before a data set is read for nothing
            CheckpointOptions.Validate(parse.GetValue(CheckpointEvery));
            return ExperimentRun.OnImagesAsync(
                parse, options.Validate, (images, data, progress) => Train.Run(
                    options with { Checkpoints = Checkpoints(parse, options, data) }, images, progress, cancellation));
        });
        return command;
    }

    private static CheckpointOptions? Checkpoints(ParseResult parse, TrainOptions options, Lazy<DataSetIdentity> data)
    {
        int every = parse.GetValue(CheckpointEvery);
        bool resume = parse.GetValue(Resume);
        return every == 0 && !resume ? null : new(
            parse.GetRequiredValue(GlobalOptions.Out), every, resume,
            RunHeader.Of(parse, Catalogue.Train.Name, data.Value, options.Nets.Count, 1, Shard.Whole), new Terminal(parse).Note);
    }
}
