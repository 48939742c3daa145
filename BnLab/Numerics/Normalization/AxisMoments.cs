namespace BnLab.Numerics;

/// <summary>
/// Means and variances of an array over chosen axes: what NumPy's <c>mean(axis)</c> and <c>var(axis)</c> give, and
/// TensorFlow's <c>tf.nn.moments</c>.
/// </summary>
/// <remarks>
/// Sums are in double precision, so that the same values in another layout have the same moments up to the last digits; and
/// in two passes, the second one over deviations from the mean, so that a large mean does not swallow a small variance.
/// </remarks>
public sealed class AxisMoments
{
    private AxisMoments(int kept, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (Count, Mean, Variance) = (count, new double[kept], new double[kept]);
    }

    /// <summary>How many values each mean is taken over.</summary>
    public int Count { get; }

    /// <summary>The means; the last of the kept axes runs fastest.</summary>
    public double[] Mean { get; }

    /// <summary>The biased variances: sums of squared deviations divided by <see cref="Count"/>.</summary>
    public double[] Variance { get; }

    /// <summary>The moments of an array.</summary>
    /// <param name="values">Its elements, the last axis running fastest.</param>
    /// <param name="shape">The length of each axis, 1 or more.</param>
    /// <param name="axes">The axes over which means are taken, each once; the others are kept.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape, or an axis is not there or comes twice.</exception>
    public static AxisMoments Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> shape, params ReadOnlySpan<int> axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run[] runs = Runs(values.Length, shape, axes);
        int kept = runs.Where(run => !run.IsReduced).Aggregate(1, (product, run) => product * run.Length);
        var moments = new AxisMoments(kept, values.Length / kept);
        moments.Visit(values, runs, 0, isSecond: false);
        moments.Divide(moments.Mean);
        moments.Visit(values, runs, 0, isSecond: true);
        moments.Divide(moments.Variance);
        return moments;
    }

    /// <summary>The moments of each column of a matrix.</summary>
    /// <param name="x">(N, D), N at least 1.</param>
    /// <returns>D means and biased variances.</returns>
    public static AxisMoments OfColumns<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var moments = new AxisMoments(x.Columns, x.Rows);
        for (int r = 0; r < x.Rows; r++) moments.AddSide<T>(x.Row(r), 0, isSecond: false);
        moments.Divide(moments.Mean);
        for (int r = 0; r < x.Rows; r++) moments.AddSide<T>(x.Row(r), 0, isSecond: true);
        moments.Divide(moments.Variance);
        return moments;
    }

    /// <summary>The axes, neighbours of one kind joined: a run of values that is added up, or that stays side by side.</summary>
    private static Run[] Runs(int count, ReadOnlySpan<int> shape, ReadOnlySpan<int> axes)
    {
        foreach (int length in shape) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(shape));
        foreach (int axis in axes)
        {
            if (axis < 0 || axis >= shape.Length || axes.Count(axis) > 1)
                throw new ArgumentException($"The axes ({string.Join(", ", axes.ToArray())}) are not axes of ({string.Join(", ", shape.ToArray())}).", nameof(axes));
        }

        var runs = new List<Run> { new(1, IsReduced: false) };
        long size = 1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            size *= shape[axis];
            if (size > count) break;
            bool isReduced = axes.Contains(axis);
            if (runs[^1].IsReduced == isReduced) runs[^1] = new(runs[^1].Length * shape[axis], isReduced);
            else runs.Add(new(shape[axis], isReduced));
        }

        return size == count
            ? [.. runs]
            : throw new ArgumentException($"{count} values do not fill the shape ({string.Join(", ", shape.ToArray())}).", nameof(shape));
    }

    private void Visit<T>(ReadOnlySpan<T> block, ReadOnlySpan<Run> runs, int at, bool isSecond)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var run = runs[0];
        if (runs.Length == 1)
        {
            if (run.IsReduced) AddUp(block, at, isSecond);
            else AddSide(block, at * run.Length, isSecond);
            return;
        }

        int part = block.Length / run.Length;
        for (int i = 0; i < run.Length; i++)
        {
            int place = run.IsReduced ? at : (at * run.Length) + i;
            Visit(block.Slice(i * part, part), runs[1..], place, isSecond);
        }
    }

    /// <summary>Values that all belong to one mean.</summary>
    private void AddUp<T>(ReadOnlySpan<T> block, int at, bool isSecond)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0.0;
        if (isSecond)
        {
            double mean = Mean[at];
            foreach (T value in block)
            {
                double deviation = double.CreateTruncating(value) - mean;
                sum += deviation * deviation;
            }

            Variance[at] += sum;
        }
        else
        {
            foreach (T value in block) sum += double.CreateTruncating(value);
            Mean[at] += sum;
        }
    }

    /// <summary>Values that belong to a mean each.</summary>
    private void AddSide<T>(ReadOnlySpan<T> block, int at, bool isSecond)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> mean = Mean.AsSpan(at, block.Length), variance = Variance.AsSpan(at, block.Length);
        for (int j = 0; j < block.Length; j++)
        {
            double value = double.CreateTruncating(block[j]);
            if (isSecond) variance[j] += (value - mean[j]) * (value - mean[j]);
            else mean[j] += value;
        }
    }

    private void Divide(double[] sums)
    {
        foreach (ref double sum in sums.AsSpan()) sum /= Count;
    }

    /// <summary>Neighbouring axes of one kind.</summary>
    private readonly record struct Run(int Length, bool IsReduced);
}
