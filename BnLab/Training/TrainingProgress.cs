namespace BnLab.Training;

/// <summary>How far a training is, and what it has left behind so far.</summary>
/// <param name="iterations">How many iterations it will have.</param>
internal sealed class TrainingProgress(int iterations)
{
    /// <summary>Iterations that are done.</summary>
    public int Done { get; set; }

    /// <summary>The loss of each iteration; those that are not done have 0.</summary>
    public double[] Losses { get; } = new double[iterations];

    /// <summary>The accuracies that were measured.</summary>
    public List<EpochAccuracy> Epochs { get; } = [];

    /// <summary>The validation accuracy of the best parameters.</summary>
    public double BestValidation { get; set; }

    /// <summary>The length of the next step.</summary>
    public double LearningRate { get; set; }
}
