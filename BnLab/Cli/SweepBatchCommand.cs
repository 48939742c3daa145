using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary><c>bnlab sweep-batch</c>.</summary>
internal static class SweepBatchCommand
{
    public static StudyCommand Create()
    {
        var defaults = new SweepBatchOptions();
        var sizes = SweepCommand.Named(ValueOption.Widths("--batch-sizes", defaults.BatchSizes, "Sizes of the mini-batches; the net without normalization has the first."), "N,N,…");
        var layerNorm = new Option<bool>("--layernorm") { Description = "Layer normalization in place of batch normalization." };
        var training = new TrainingOptions(defaults.Settings, "--batch-size", "--print-every");
        return SweepCommand.Create(Catalogue.SweepBatch, [sizes, layerNorm], training, parse => SweepBatch.Define(new()
        {
            BatchSizes = parse.GetRequiredValue(sizes).Values,
            LayerNorm = parse.GetValue(layerNorm),
            Seeds = parse.GetValue(SweepCommand.Seeds),
            Settings = training.Read(parse),
        }));
    }
}
