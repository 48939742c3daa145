using BnLab.Nets;

namespace BnLab.Training;

/// <summary>
/// All that changes while a <see cref="Solver{T}"/> trains, by reference: what a checkpoint is written from and read back
/// into. What follows from the options and the samples is not in it.
/// </summary>
/// <param name="Net">Its parameters, and the running statistics of its batch normalization.</param>
/// <param name="Best">(1, P): the parameters of the best validation accuracy so far.</param>
/// <param name="Rule">What it remembers from step to step.</param>
/// <param name="Batches">The order of the samples, where they have one.</param>
/// <param name="Random">Where mini-batches are drawn from.</param>
/// <param name="Progress">How far the training is.</param>
internal sealed record SolverState<T>(
    Network<T> Net, Matrix<T> Best, UpdateRule<T> Rule, MiniBatches Batches, NumpyRandom Random, TrainingProgress Progress)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
