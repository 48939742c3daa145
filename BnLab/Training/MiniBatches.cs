namespace BnLab.Training;

/// <summary>Chooses the samples of each mini-batch.</summary>
internal sealed class MiniBatches(int numTrain, Sampling sampling, NumpyRandom random)
{
    private int[] _order = [];
    private int _next;

    /// <summary>The order of the samples, empty where they are drawn, and how many of them are done.</summary>
    public (int[] Order, int Done) State
    {
        get => (_order, _next);
        set => (_order, _next) = value;
    }

    public int Samples => numTrain;

    /// <param name="chosen">Filled with the indices of the mini-batch's samples.</param>
    public void Next(Span<int> chosen)
    {
        if (sampling == Sampling.WithReplacement || chosen.Length > numTrain)
        {
            random.Choice(numTrain, chosen); // a mini-batch larger than the set can only be drawn with replacement
            return;
        }

        if (_next + chosen.Length > _order.Length)
        {
            if (sampling == Sampling.Blocks) _order = Blocks(chosen.Length);
            else if (_order.Length == 0 || sampling == Sampling.Reshuffled) _order = random.Permutation(numTrain);
            _next = 0;
        }

        _order.AsSpan(_next, chosen.Length).CopyTo(chosen);
        _next += chosen.Length;
    }

    private int[] Blocks(int length) => [.. random.Permutation(numTrain / length).SelectMany(block => Enumerable.Range(block * length, length))];
}

/// <summary>How samples meet in mini-batches.</summary>
public enum Sampling
{
    /// <summary>Each sample of each mini-batch is drawn for itself from all samples: the course's way.</summary>
    WithReplacement,

    /// <summary>
    /// Each epoch goes through all samples once in a new random order; samples that do not fill a mini-batch at its end are
    /// left out.
    /// </summary>
    Reshuffled,

    /// <summary>The samples are shuffled once, before the first epoch: the same samples meet in every epoch.</summary>
    Fixed,

    /// <summary>Neighbouring samples are a mini-batch; each epoch goes through these in a new random order.</summary>
    Blocks,
}
