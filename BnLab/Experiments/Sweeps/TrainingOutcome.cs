namespace BnLab.Experiments.Sweeps;

/// <summary>What a sweep keeps of a <see cref="History"/>.</summary>
/// <param name="FirstLoss">The loss of the first mini-batch, before any step.</param>
/// <param name="HighestLoss">The highest of the losses that are numbers; NaN if none is.</param>
/// <param name="Halved">The iteration at which the loss is half of a guess's; one more than were made if it never is.</param>
internal sealed record TrainingOutcome(
    string Net, uint Seed, double FirstLoss, double HighestLoss, double FinalTrainLoss, int Halved, int? FirstNotFinite, IReadOnlyList<EpochAccuracy> Epochs)
{
    public double BestTrainAccuracy => Epochs.Max(e => e.Train);

    public double BestValAccuracy => Epochs.Max(e => e.Validation);

    /// <summary>As in <see cref="History.Right"/>.</summary>
    public byte[] Right { get; init; } = [];

    public double FinalValAccuracy => Epochs[^1].Validation;

    /// <summary>Whether the training diverged: a loss was not finite, or ten times as high as the first.</summary>
    public bool Diverged => FirstNotFinite is not null || HighestLoss > 10 * FirstLoss;

    public static TrainingOutcome Of(History history) => new(
        history.Net, history.Seed, history.Losses[0], history.Losses.Max(), history.FinalTrainLoss, history.IterationsTo(TrainingMeasure.Guess / 2), history.FirstNotFinite,
        history.Epochs)
    { Right = history.Right };
}
