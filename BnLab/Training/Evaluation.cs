using BnLab.Data;
using BnLab.Nets;
using BnLab.Numerics;

namespace BnLab.Training;

/// <summary>The share of samples that a net classifies rightly.</summary>
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

    private Matrix<T> _x;
    private int[] _labels = [];

    /// <summary>Accuracy on all samples.</summary>
    public double Accuracy()
    {
        if (!net.TakesColumns) return Share(samples.X, samples.Labels);
        int right = 0, first = 0;
        foreach (var block in samples.Columns) // (D, n)
        {
            right += Right(net.ScoresOfColumns(block), samples.Labels.AsSpan(first, block.Columns));
            first += block.Columns;
        }

        return (double)right / samples.Count;
    }

    /// <summary>Accuracy on chosen samples.</summary>
    /// <param name="indices">Which samples; one may come twice.</param>
    public double Accuracy(ReadOnlySpan<int> indices)
    {
        if (_labels.Length != indices.Length)
        {
            (_x, _labels) = (new Matrix<T>(indices.Length, samples.X.Columns), new int[indices.Length]);
        }

        samples.Gather(indices, _x, _labels);
        return Share(_x, _labels);
    }

    private double Share(Matrix<T> x, ReadOnlySpan<int> labels)
    {
        int right = 0;
        for (int first = 0; first < x.Rows; first += BatchSize)
        {
            int count = int.Min(BatchSize, x.Rows - first);
            right += Right(net.Scores(x.RowRange(first, count)), labels.Slice(first, count));
        }

        return (double)right / x.Rows;
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
}
