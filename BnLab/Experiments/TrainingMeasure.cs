namespace BnLab.Experiments;

/// <summary>What studies compare of a training.</summary>
internal static class TrainingMeasure
{
    /// <summary>The unit of <see cref="HeldOutAccuracy"/> in claims.</summary>
    public const string HeldOut = "accuracy on held-out images";

    /// <summary>The loss of equal probabilities for ten classes.</summary>
    public static double Guess { get; } = Math.Log(10);

    /// <summary>The mean loss of the last epoch; at most that of a guess, also where it is not finite.</summary>
    public static double LastLoss(History history) => history.EpochLoss(history.Epochs[^1].Epoch) is var loss && loss < Guess ? loss : Guess;

    /// <summary>On held-out images, after the last epoch.</summary>
    public static double HeldOutAccuracy(History history) => history.Right.Average(right => (double)right);

    /// <summary>Training accuracy after the last epoch, less accuracy on held-out images.</summary>
    public static double Gap(History history) => history.Epochs[^1].Train - HeldOutAccuracy(history);
}
