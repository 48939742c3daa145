namespace BnLab.Tests;

/// <summary>How much an action allocates.</summary>
internal static class Allocation
{
    private const int Runs = 50;

    /// <summary>
    /// The bytes that an action allocates on its thread: the least of some runs. A collection that another test causes in the
    /// middle of one counts what was set aside for this thread as allocated, so a run may show too much, but never too little.
    /// </summary>
    /// <param name="action">Does the same each time; has been done once before.</param>
    public static long Of(Action action)
    {
        long least = long.MaxValue;
        for (int run = 0; run < Runs && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = long.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
