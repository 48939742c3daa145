namespace BnLab.Layers;

/// <summary>The multiclass support vector machine (hinge) loss of class scores.</summary>
/// <remarks>
/// cs231n, <c>svm_loss</c> (Weston and Watkins, 1999): every wrong class whose score comes closer than a margin of 1
/// to the true one's costs the difference. At the kink, a margin of exactly 0, the gradient is taken as 0.
/// </remarks>
public static class SvmLoss
{
    /// <summary>The loss and its gradient.</summary>
    /// <param name="scores">(N, C): scores of C classes for N samples.</param>
    /// <param name="labels">N labels, each from 0 to C - 1.</param>
    /// <param name="dScores">(N, C), overwritten: the gradient of the loss with respect to the scores.</param>
    /// <returns>The mean over the samples of Σ max(0, score - score of the true class + 1) over the wrong classes.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double Compute<T>(Matrix<T> scores, ReadOnlySpan<int> labels, Matrix<T> dScores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (labels.Length != scores.Rows) throw new ArgumentException($"{labels.Length} labels for {scores}.", nameof(labels));
        dScores.RequireColumns(scores.Columns);
        T count = T.CreateTruncating(scores.Rows);
        var margins = dScores; // (N, C)
        for (int n = 0; n < scores.Rows; n++)
        {
            ReadOnlySpan<T> row = scores.Row(n);
            Span<T> margin = margins.Row(n);
            T truth = row[labels[n]];
            for (int c = 0; c < row.Length; c++) margin[c] = c == labels[n] ? T.Zero : T.Max(T.Zero, row[c] - truth + T.One);
        }

        double loss = double.CreateTruncating(PairwiseSum.Of(margins)) / scores.Rows;
        for (int n = 0; n < scores.Rows; n++)
        {
            Span<T> gradient = dScores.Row(n);
            int tooClose = 0;
            foreach (ref T margin in gradient)
            {
                bool costs = margin > T.Zero;
                margin = costs ? T.One / count : T.Zero;
                if (costs) tooClose++;
            }

            gradient[labels[n]] = T.CreateTruncating(-tooClose) / count;
        }

        return loss;
    }
}
