namespace BnLab.Layers;

/// <summary>The mean squared error of predictions: the loss of regression.</summary>
/// <remarks>
/// The mean is over all N · M values, with no factor 1/2, as PyTorch's <c>MSELoss</c> and Keras take it; for one
/// output per sample it is the usual mean over the samples.
/// </remarks>
public static class SquaredLoss
{
    /// <summary>The loss and its gradient.</summary>
    /// <param name="predictions">(N, M).</param>
    /// <param name="targets">(N, M).</param>
    /// <param name="dPredictions">(N, M), overwritten: the gradient of the loss with respect to the predictions.</param>
    /// <returns>The mean of (prediction - target)² over all values.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double Compute<T>(Matrix<T> predictions, Matrix<T> targets, Matrix<T> dPredictions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (targets.Rows != predictions.Rows) throw new ArgumentException($"{targets} are not targets for {predictions}.", nameof(targets));
        targets.RequireColumns(predictions.Columns);
        dPredictions.RequireColumns(predictions.Columns);
        T factor = T.CreateTruncating(2.0 / predictions.Count);
        double loss = 0.0;
        for (int n = 0; n < predictions.Rows; n++)
        {
            ReadOnlySpan<T> p = predictions.Row(n), t = targets.Row(n);
            Span<T> gradient = dPredictions.Row(n);
            for (int j = 0; j < p.Length; j++)
            {
                T error = p[j] - t[j];
                loss += double.CreateTruncating(error) * double.CreateTruncating(error);
                gradient[j] = factor * error;
            }
        }

        return loss / predictions.Count;
    }
}
