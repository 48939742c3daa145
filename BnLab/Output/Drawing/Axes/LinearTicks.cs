namespace BnLab.Output.Drawing.Axes;

/// <summary>
/// Ticks at whole multiples of 1, 2 or 5 times a power of ten. A tick is an integer times a power of ten all the way to its
/// label, so no label ever ends in the noise of binary fractions.
/// </summary>
internal static class LinearTicks
{
    private static readonly int[] Steps = [1, 2, 5, 10, 20, 50];

    /// <param name="range">From where to where the axis goes.</param>
    /// <param name="most">About how many ticks there is room for.</param>
    /// <param name="isWhole">Whether fractions have no ticks.</param>
    public static AxisTicks Find(AxisRange range, int most, bool isWhole = false)
    {
        most = Math.Max(1, most);
        int exponent = PowerOfTen.FloorLog((range.Max / most) - (range.Min / most));
        if (isWhole) exponent = Math.Max(0, exponent);
        long[] finer = [];
        foreach (int step in Steps)
        {
            // A range may hold one multiple more than its length says; take the step that keeps to the number asked for.
            (long first, long last) = Multiples(range, step, exponent);
            if (last - first > 100) continue;
            long[] counts = [.. Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(i => (first + i) * step)];
            if (counts.Length > most)
            {
                finer = counts;
                continue;
            }

            // One tick alone says nothing of the scale: then rather a few too many.
            return Labelled(counts.Length < 2 && finer.Length is >= 2 and <= 5 ? finer : counts, exponent);
        }

        return Labelled(finer, exponent);
    }

    private static (long First, long Last) Multiples(AxisRange range, int step, int exponent)
    {
        const double Slack = 1e-9; // of a step: a limit of 0.3 shows the tick 0.3
        return ((long)Math.Ceiling(Steps10(range.Min) - Slack), (long)Math.Floor(Steps10(range.Max) + Slack));

        double Steps10(double value)
        {
            double count = exponent < 0 ? value * PowerOfTen.Of(-exponent) : value / PowerOfTen.Of(exponent);
            return Math.Clamp(count / step, -1e15, 1e15);
        }
    }

    private static AxisTicks Labelled(long[] counts, int exponent)
    {
        while (counts.Length > 0 && Array.TrueForAll(counts, count => count % 10 == 0) && Array.Exists(counts, count => count != 0))
        {
            counts = [.. counts.Select(count => count / 10)]; // or the labels would end in zeros
            exponent++;
        }

        TickLabels labels = TickLabels.For(counts, exponent);
        return new([.. counts.Select(count => new Tick(PowerOfTen.Times(count, exponent), labels.Of(count)))], [], labels.Unit);
    }
}
