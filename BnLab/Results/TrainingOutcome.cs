namespace BnLab.Results;

/// <summary>What a sweep keeps of one training.</summary>
/// <param name="Net">Which net: <c>baseline</c>, <c>batchnorm</c>, <c>layernorm</c>.</param>
/// <param name="Seed">The seed of its run.</param>
/// <param name="FirstLoss">The loss of the first mini-batch, before any step.</param>
/// <param name="HighestLoss">The highest of the losses that are numbers; NaN if none is.</param>
/// <param name="FinalTrainLoss">The mean of the last 100 losses.</param>
/// <param name="FirstNotFinite">The first iteration, from 1, whose loss is NaN or infinite; null if there is none.</param>
/// <param name="Epochs">The accuracies after the first iteration and after every epoch.</param>
internal sealed record TrainingOutcome(
    string Net, uint Seed, double FirstLoss, double HighestLoss, double FinalTrainLoss, int? FirstNotFinite, IReadOnlyList<EpochAccuracy> Epochs)
{
    /// <summary>The highest training accuracy of all epochs.</summary>
    public double BestTrainAccuracy => Epochs.Max(e => e.Train);

    /// <summary>The highest validation accuracy of all epochs.</summary>
    public double BestValAccuracy => Epochs.Max(e => e.Validation);

    /// <summary>The validation accuracy at the end.</summary>
    public double FinalValAccuracy => Epochs[^1].Validation;

    /// <summary>Whether the training diverged: a loss was not finite, or ten times as high as the first.</summary>
    public bool Diverged => FirstNotFinite is not null || HighestLoss > 10 * FirstLoss;

    /// <summary>What a sweep keeps of a history.</summary>
    public static TrainingOutcome Of(History history)
    {
        return new(history.Net, history.Seed, history.Losses[0], history.Losses.Max(), history.FinalTrainLoss, history.FirstNotFinite, history.Epochs);
    }
}
