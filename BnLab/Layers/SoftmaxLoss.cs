namespace BnLab.Layers;

/// <summary>The softmax (cross-entropy) loss of class scores.</summary>
/// <remarks>cs231n, <c>softmax_loss</c>: the largest score of each sample is subtracted before the exponential.</remarks>
public static class SoftmaxLoss
{
    private const int MostOnStack = 1_024; // samples

    /// <summary>The loss and its gradient.</summary>
    /// <param name="scores">(N, C): scores of C classes for N samples.</param>
    /// <param name="labels">N labels, each from 0 to C - 1.</param>
    /// <param name="dScores">(N, C), overwritten: the gradient of the loss with respect to the scores.</param>
    /// <returns>The mean over the samples of -log(probability of the true class).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double Compute<T>(Matrix<T> scores, ReadOnlySpan<int> labels, Matrix<T> dScores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (labels.Length != scores.Rows) throw new ArgumentException($"{labels.Length} labels for {scores}.", nameof(labels));
        dScores.RequireColumns(scores.Columns);
        T count = T.CreateTruncating(scores.Rows);
        Span<T> ofTruth = scores.Rows <= MostOnStack ? stackalloc T[scores.Rows] : new T[scores.Rows]; // (N)  log probability of the true class
        for (int n = 0; n < scores.Rows; n++)
        {
            ReadOnlySpan<T> row = scores.Row(n);
            Span<T> p = dScores.Row(n);
            T largest = row[0];
            foreach (T score in row) largest = T.Max(largest, score);
            for (int c = 0; c < p.Length; c++) p[c] = T.Exp(row[c] - largest); // one by one: the vectorized exponential's bits depend on the processor
            T logSum = T.Log(PairwiseSum.Of<T>(p));
            ofTruth[n] = row[labels[n]] - largest - logSum;

            // d loss / d score = (probability - 1{true class}) / N
            for (int c = 0; c < p.Length; c++) p[c] = T.Exp(row[c] - largest - logSum);
            p[labels[n]] -= T.One;
            for (int c = 0; c < p.Length; c++) p[c] /= count;
        }

        return -double.CreateTruncating(PairwiseSum.Of<T>(ofTruth)) / scores.Rows;
    }
}
