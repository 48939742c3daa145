using BnLab.Data;
using BnLab.Nets;

namespace BnLab.Experiments;

/// <summary>Which nets <see cref="Train"/> trains, and how.</summary>
internal sealed record TrainOptions
{
    /// <summary>Whether a net with batch normalization is trained.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Whether a net with layer normalization is trained.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Whether the net without normalization is trained, for comparison or alone.</summary>
    public bool Baseline { get; init; } = true;

    /// <summary>Data, nets and solver.</summary>
    public TrainingSettings Settings { get; init; } = new();

    /// <summary>Where trainings leave checkpoints and go on from them; null for none.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>The nets in the notebook's order: the baseline comes last.</summary>
    internal IReadOnlyList<NetPlan> Nets
    {
        get
        {
            var nets = new List<NetPlan>();
            if (BatchNorm) nets.Add(NetPlan.BatchNorm);
            if (LayerNorm) nets.Add(NetPlan.LayerNorm);
            if (Baseline) nets.Add(NetPlan.Baseline);
            return nets;
        }
    }

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Settings.Validate();
        if (Nets.Count == 0)
        {
            throw new OptionException("--no-baseline", "", "--batchnorm or --layernorm beside it, or no net is left to train");
        }
    }

    /// <summary>Refuses what cannot be run on a data set; <see cref="Validate()"/> must have passed.</summary>
    public void Validate(ImageSet images)
    {
        Settings.Validate(images);
    }

    /// <summary>What the notebook prints above a net's log.</summary>
    internal string Heading(NetPlan net) => net.Normalization switch
    {
        Normalization.Batch => "Solver with batch norm:",
        Normalization.Layer => "Solver with layer norm:",
        _ when BatchNorm && LayerNorm => "Solver without normalization:",
        _ => LayerNorm ? "Solver without layer norm:" : "Solver without batch norm:",
    };
}
