namespace BnLab.Training;

/// <summary>
/// How good a net is on samples: the share that it classifies rightly, or in a regression the mean squared error of its
/// predictions.
/// </summary>
/// <remarks>
/// cs231n, <c>Solver.check_accuracy</c>, in batches of 100. In test mode each sample is scored by itself, so the size of a
/// batch changes no digit.
/// </remarks>
internal sealed class Evaluation<T>(Network<T> net, Samples<T> samples)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BatchSize = 100;

    private readonly TrainingLoss<T> _loss = TrainingLoss<T>.For(samples);
    private Samples<T>? _batch; // (100, D)
    private Matrix<T> _numbers; // of samples that stay bytes

    public double Measure()
    {
        // Samples in columns fill the vectors: 6 % of a sweep. Errors are summed in batches of 100.
        if (samples.HasTargets || !net.TakesColumns) return Measure([.. Enumerable.Range(0, samples.Count)]);
        double sum = 0.0;
        InColumns((first, scores) => sum += _loss.Measure(scores, samples, first));
        return sum / samples.Count;
    }

    /// <summary>1 for each sample that is classified rightly, else 0.</summary>
    public byte[] Right()
    {
        var right = new byte[samples.Count];
        if (net.TakesColumns)
        {
            InColumns(Compare);
            return right;
        }

        _batch ??= samples.Room(BatchSize);
        for (int first = 0; first < samples.Count; first += BatchSize)
        {
            int count = int.Min(BatchSize, samples.Count - first);
            samples.Gather([.. Enumerable.Range(first, count)], _batch);
            Compare(first, net.Scores(_batch.X.RowRange(0, count)));
        }

        return right;

        void Compare(int first, Matrix<T> scores)
        {
            for (int n = 0; n < scores.Rows; n++) right[first + n] = RowStatistics.ArgMax<T>(scores.Row(n)) == samples.Labels[first + n] ? (byte)1 : (byte)0;
        }
    }

    /// <param name="indices">One sample may come twice.</param>
    public double Measure(ReadOnlySpan<int> indices)
    {
        _batch ??= samples.Room(BatchSize);
        double sum = 0.0;
        for (int first = 0; first < indices.Length; first += BatchSize)
        {
            var chosen = indices.Slice(first, int.Min(BatchSize, indices.Length - first));
            samples.Gather(chosen, _batch);
            sum += _loss.Measure(net.Scores(_batch.X.RowRange(0, chosen.Length)), _batch);
        }

        return sum / indices.Length;
    }

    private void InColumns(Action<int, Matrix<T>> use)
    {
        for (int first = 0; first < samples.Count;)
        {
            var block = samples.Columns(first, ref _numbers); // (D, n)
            use(first, net.ScoresTransposed(block));
            first += block.Columns;
        }
    }
}
