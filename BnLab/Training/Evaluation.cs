using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Training;

/// <summary>
/// How good a net is on samples: the share that it classifies rightly, or in a regression the mean squared error of its
/// predictions.
/// </summary>
/// <remarks>
/// The course goes through them in batches of 100; in test mode each sample is scored by itself, so the size of a batch
/// changes no digit.
/// </remarks>
/// <param name="net">The net, used as it is.</param>
/// <param name="samples">What it is tested on.</param>
internal sealed class Evaluation<T>(Network<T> net, Samples<T> samples)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BatchSize = 100;

    private Samples<T>? _chosen;
    private Matrix<T> _numbers;  // of samples that stay bytes
    private Matrix<T> _gradient; // what the loss computes beside itself; nobody reads it

    /// <summary>What any net is better than: accuracy 0, or an infinite error.</summary>
    public double Worst => samples.HasTargets ? double.PositiveInfinity : 0.0;

    /// <summary>Whether one measure is strictly better than another.</summary>
    public bool IsBetter(double measure, double than) => samples.HasTargets ? measure < than : measure > than;

    /// <summary>Accuracy or error on all samples.</summary>
    public double Measure()
    {
        if (samples.HasTargets || !net.TakesColumns) return MeasureRows();
        int right = 0;
        for (int first = 0; first < samples.Count;)
        {
            var block = samples.Columns(first, ref _numbers); // (D, n)
            right += Right(net.ScoresTransposed(block), samples.Labels.AsSpan(first, block.Columns));
            first += block.Columns;
        }

        return (double)right / samples.Count;
    }

    /// <summary>Accuracy or error on chosen samples.</summary>
    /// <param name="indices">Which samples; one may come twice.</param>
    public double Measure(ReadOnlySpan<int> indices)
    {
        _chosen ??= samples.Room(BatchSize);
        double sum = 0.0;
        for (int first = 0; first < indices.Length; first += BatchSize)
        {
            var batch = indices.Slice(first, int.Min(BatchSize, indices.Length - first));
            samples.Gather(batch, _chosen);
            sum += Sum(_chosen, 0, batch.Length);
        }

        return sum / indices.Length;
    }

    private double MeasureRows()
    {
        double sum = 0.0;
        for (int first = 0; first < samples.Count; first += BatchSize) sum += Sum(samples, first, int.Min(BatchSize, samples.Count - first));
        return sum / samples.Count;
    }

    /// <summary>Right answers, or errors, of some samples.</summary>
    private double Sum(Samples<T> on, int first, int count)
    {
        var scores = net.Scores(on.X.RowRange(first, count)); // (count, C)
        return on.HasTargets
            ? count * SquaredError(scores, on.Targets.RowRange(first, count))
            : Right(scores, on.Labels.AsSpan(first, count));
    }

    private static int Right(Matrix<T> scores, ReadOnlySpan<int> labels)
    {
        int right = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            if (RowStatistics.ArgMax<T>(scores.Row(n)) == labels[n]) right++;
        }

        return right;
    }

    private double SquaredError(Matrix<T> predictions, Matrix<T> targets)
    {
        if (_gradient.Rows != predictions.Rows) _gradient = new(predictions.Rows, predictions.Columns);
        return SquaredLoss.Compute(predictions, targets, _gradient);
    }
}
