namespace BnLab.Training;

/// <summary>Trains a net: draws mini-batches, follows the gradient, keeps histories and the best parameters.</summary>
/// <remarks>
/// cs231n, <c>Solver</c>, with its order of random draws and evaluations. A loss that is not finite is recorded like
/// any other and the training goes on, as it does in the course.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Solver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _net;
    private readonly Samples<T> _train;
    private readonly SolverOptions _options;
    private readonly NumpyRandom _random;
    private readonly Schedule _schedule;
    private readonly UpdateRule<T> _rule;
    private readonly TrainingLoss<T> _loss;
    private readonly Evaluation<T> _trainCheck, _validationCheck;
    private readonly MiniBatches _batches;
    private readonly int[] _chosen;     // (B)
    private readonly Samples<T> _batch; // (B, D)
    private readonly Matrix<T> _best;   // (1, P)
    private readonly TrainingProgress _progress;

    /// <summary>A training at its start.</summary>
    /// <param name="net">Initialized; the training changes its parameters.</param>
    /// <param name="train">Samples to train on.</param>
    /// <param name="validation">Samples that decide which parameters are best.</param>
    /// <param name="options">How to train.</param>
    /// <param name="random">Where mini-batches are drawn from.</param>
    public Solver(
        Network<T> net, Samples<T> train, Samples<T> validation, SolverOptions options, NumpyRandom random)
    {
        (_net, _train, _options, _random) = (net, train, options, random);
        _schedule = new Schedule(train.Count, options);
        _rule = UpdateRule.Create<T>(options.UpdateRule, net.Parameters.Values.Columns);
        _loss = TrainingLoss<T>.For(train);
        (_trainCheck, _validationCheck) = (new(net, train), new(net, validation));
        _batches = new(train.Count, options.Sampling, random);
        _chosen = new int[options.BatchSize];
        _batch = train.Room(options.BatchSize);
        _best = net.Parameters.Values.Clone();
        _progress = new(_schedule.Iterations) { LearningRate = options.LearningRate, BestValidation = _loss.Worst };
    }

    /// <summary>
    /// Called after each iteration, numbered from 1: the net has the parameters after its step, and the gradients of the step.
    /// </summary>
    public Action<int>? Observe { get; init; }

    /// <summary>Called with each mini-batch, (B, D), before it is trained on, to distort its samples in place.</summary>
    public Action<Matrix<T>>? Distort { get; init; }

    /// <summary>Called with the gradients, (1, P), before each step, to change them in place: parameters without a gradient stay as they are.</summary>
    public Action<Matrix<T>>? Restrict { get; init; }

    /// <summary>Samples that nothing is learned from and nothing is chosen by, for <see cref="History.Right"/>; null for none.</summary>
    public Samples<T>? HeldOut { get; init; }

    /// <summary>
    /// Called at the end of each epoch, after its evaluation: a training with an equal <see cref="State"/> continues to the same
    /// end, from here as from between any two iterations.
    /// </summary>
    internal Action? EpochEnded { get; set; }

    /// <summary>All that changes while the net is trained, by reference.</summary>
    internal SolverState<T> State => new(_net, _best, _rule, _batches, _random, _progress);

    /// <summary>
    /// Trains to the end, from the start or from a <see cref="State"/> read back. The net ends with the parameters of the best
    /// validation accuracy, or with the last ones if <see cref="SolverOptions.KeepBest"/> is false.
    /// </summary>
    /// <param name="net">What the histories and log lines call the net.</param>
    /// <param name="seed">The seed of the run, for the history.</param>
    /// <param name="log">Receives losses and accuracies.</param>
    /// <param name="cancellation">Ends the training before its next iteration.</param>
    /// <exception cref="OperationCanceledException">The training was ended.</exception>
    public History Train(string net, uint seed, IProgress<TrainingLine>? log = null, CancellationToken cancellation = default)
    {
        while (_progress.Done < _schedule.Iterations)
        {
            cancellation.ThrowIfCancellationRequested();
            Iterate(_progress.Done, net, log);
            _progress.Done++;
            if (_schedule.EndsEpoch(_progress.Done - 1)) EpochEnded?.Invoke();
        }

        byte[] right = HeldOut is null ? [] : new Evaluation<T>(_net, HeldOut).Right(); // of the last parameters: the best ones were chosen

        // The course keeps no best parameters while the accuracy is 0; then the last ones stay.
        if (_options.KeepBest && _progress.BestValidation != _loss.Worst) _best.CopyTo(_net.Parameters.Values);
        return new(net, seed, _progress.Losses, _progress.Epochs) { Right = right };
    }

    private void Iterate(int t, string net, IProgress<TrainingLine>? log)
    {
        double loss = Step();
        _progress.Losses[t] = loss;
        Observe?.Invoke(t + 1);
        if (t % _options.PrintEvery == 0) log?.Report(new IterationLine(net, t + 1, _schedule.Iterations, loss));
        if (_schedule.EndsEpoch(t)) _progress.LearningRate *= _options.LrDecay;
        if (!_schedule.Evaluates(t)) return;

        int epoch = (t + 1) / _schedule.IterationsPerEpoch;
        var measured = new EpochAccuracy(epoch, MeasureTraining(), _validationCheck.Measure());
        _progress.Epochs.Add(measured);
        log?.Report(new EpochLine(net, epoch, _options.Epochs, measured.Train, measured.Validation));
        if (!_loss.IsBetter(measured.Validation, _progress.BestValidation)) return;
        _progress.BestValidation = measured.Validation;
        _net.Parameters.Values.CopyTo(_best);
    }

    /// <summary>One iteration: draw a mini-batch, compute the gradients, take a step. Allocates nothing.</summary>
    /// <returns>The loss before the step.</returns>
    internal double Step()
    {
        _batches.Next(_chosen);
        _train.Gather(_chosen, _batch);
        Distort?.Invoke(_batch.X);
        double loss = _loss.Of(_net, _batch);
        Restrict?.Invoke(_net.Parameters.Gradients);
        _rule.Step(_net.Parameters.Values, _net.Parameters.Gradients, _progress.LearningRate);
        return loss;
    }

    private double MeasureTraining()
    {
        if (!_schedule.ChecksPart) return _trainCheck.Measure();
        var part = new int[Schedule.MaxCheckedSamples];
        _random.Choice(_train.Count, part);
        return _trainCheck.Measure(part);
    }
}
