namespace BnLab.Results;

/// <summary>Something a training reports while it runs. As text it is the line that the course's Solver prints.</summary>
/// <param name="Net">Which training: <c>baseline</c>, <c>batchnorm</c>, <c>layernorm</c>.</param>
public abstract record TrainingLine(string Net)
{
    /// <summary>A number as Python's <c>%f</c> prints it: 6 decimals, ties to even, <c>nan</c> and <c>inf</c>.</summary>
    protected static string SixDecimals(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        return value.ToString("F6", CultureInfo.InvariantCulture);
    }
}

/// <summary>A training begins.</summary>
/// <param name="Heading">What the log is headed by: <c>Solver with batch norm:</c>.</param>
public sealed record HeadingLine(string Net, string Heading) : TrainingLine(Net)
{
    /// <inheritdoc/>
    public override string ToString() => Heading;
}

/// <summary>The loss of a mini-batch.</summary>
/// <param name="Iteration">From 1.</param>
/// <param name="Iterations">How many there will be.</param>
/// <param name="Loss">Before the update.</param>
public sealed record IterationLine(string Net, int Iteration, int Iterations, double Loss) : TrainingLine(Net)
{
    /// <inheritdoc/>
    public override string ToString() => $"(Iteration {Iteration} / {Iterations}) loss: {SixDecimals(Loss)}";
}

/// <summary>The accuracies after an epoch, and after the first iteration.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="TrainAccuracy">Share of right answers on training samples.</param>
/// <param name="ValAccuracy">Share of right answers on the validation samples.</param>
public sealed record EpochLine(string Net, int Epoch, int Epochs, double TrainAccuracy, double ValAccuracy)
    : TrainingLine(Net)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"(Epoch {Epoch} / {Epochs}) train acc: {SixDecimals(TrainAccuracy)}; val_acc: {SixDecimals(ValAccuracy)}";
}
