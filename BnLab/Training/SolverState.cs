namespace BnLab.Training;

/// <summary>
/// All that changes while a <see cref="Solver{T}"/> trains, by reference: the content of a checkpoint. What follows from the
/// options and the samples is not in it.
/// </summary>
/// <param name="Net">Its parameters, and the running statistics of its batch normalization.</param>
/// <param name="Best">(1, P): the parameters of the best validation accuracy so far.</param>
/// <param name="Rule">Its state from step to step.</param>
/// <param name="Batches">The order of the samples, where they are shuffled.</param>
/// <param name="Random">Where mini-batches are drawn from.</param>
/// <param name="Progress">How far the training is.</param>
internal sealed record SolverState<T>(
    Network<T> Net, Matrix<T> Best, UpdateRule<T> Rule, MiniBatches Batches, NumpyRandom Random, TrainingProgress Progress)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>How far a training is, and its results so far.</summary>
/// <param name="iterations">Iterations of the whole training.</param>
internal sealed class TrainingProgress(int iterations)
{
    /// <summary>Iterations done.</summary>
    public int Done { get; set; }

    /// <summary>The loss of each iteration; 0 for those to come.</summary>
    public double[] Losses { get; } = new double[iterations];

    public List<EpochAccuracy> Epochs { get; } = [];

    /// <summary>The validation accuracy (in a regression, the error) of the best parameters.</summary>
    public double BestValidation { get; set; }

    public double LearningRate { get; set; }
}
