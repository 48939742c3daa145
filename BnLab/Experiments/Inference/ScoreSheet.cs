using BnLab.Checking;
using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.Inference;

/// <summary>The scores that a net gives samples when it is used on them batch by batch.</summary>
internal sealed class ScoreSheet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Normal95 = 1.96; // half-width of a 95 % interval, in standard errors

    private readonly int[] _labels;

    private ScoreSheet(Matrix<T> scores, int[] labels) => (Scores, _labels) = (scores, labels);

    /// <summary>(N, C): one sample a row.</summary>
    public Matrix<T> Scores { get; }

    /// <summary>The share of samples whose highest score is that of their class.</summary>
    public double Accuracy => Share(n => Answer(n) == _labels[n]);

    /// <summary>How far the accuracy of so many samples may be from that of very many: half its 95 % interval.</summary>
    public double Uncertainty => Normal95 * Math.Sqrt(Accuracy * (1.0 - Accuracy) / Scores.Rows);

    /// <summary>
    /// How far, over all classes, the scores of two samples are apart at most; 0 if the net says the same of everything.
    /// </summary>
    public double Range
    {
        get
        {
            double range = 0.0;
            for (int c = 0; c < Scores.Columns; c++)
            {
                double[] column = [.. Enumerable.Range(0, Scores.Rows).Select(n => double.CreateTruncating(Scores[n, c]))];
                range = Math.Max(range, column.Max() - column.Min());
            }

            return range;
        }
    }

    /// <summary>Uses a net.</summary>
    public static ScoreSheet<T> Of(Network<T> net, Samples<T> samples, int batchSize, Mode mode)
    {
        Matrix<T> all = default;
        for (int first = 0; first < samples.Count; first += batchSize)
        {
            int count = int.Min(batchSize, samples.Count - first);
            var scores = net.Scores(samples.X.RowRange(first, count), mode); // (count, C)
            if (first == 0) all = new Matrix<T>(samples.Count, scores.Columns);
            scores.CopyTo(all.RowRange(first, count));
        }

        return new(all, samples.Labels);
    }

    /// <summary>The share of samples that get another answer.</summary>
    public double ChangedFrom(ScoreSheet<T> reference) => Share(n => Answer(n) != reference.Answer(n));

    /// <summary>How far the scores are from others, as <see cref="Distance.Relative"/> measures it.</summary>
    public double DifferenceFrom(ScoreSheet<T> reference) => Distance.Relative(Scores, reference.Scores);

    private int Answer(int sample) => RowStatistics.ArgMax<T>(Scores.Row(sample));

    private double Share(Func<int, bool> condition) => Enumerable.Range(0, Scores.Rows).Count(condition) / (double)Scores.Rows;
}
