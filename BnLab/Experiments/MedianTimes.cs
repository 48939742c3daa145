namespace BnLab.Experiments;

internal static class MedianTimes
{
    /// <summary>Median times in seconds. The actions take turns, so that a busy moment affects all alike.</summary>
    public static double[] Of(int repeats, Func<double> seconds, CancellationToken cancellation, params IReadOnlyList<Action> actions)
    {
        var times = actions.Select(_ => new double[repeats]).ToArray();
        foreach (var action in actions) action();
        for (int i = 0; i < repeats; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int a = 0; a < actions.Count; a++)
            {
                double start = seconds();
                actions[a]();
                times[a][i] = seconds() - start;
            }
        }

        foreach (double[] t in times) Array.Sort(t);
        return [.. times.Select(t => (t[(repeats - 1) / 2] + t[repeats / 2]) / 2)];
    }
}
