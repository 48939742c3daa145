namespace BnLab.Cli;

/// <summary>
/// Slots of the palette for the series of several runs: the first run keeps its own, every other style of every other run
/// gets one that nothing else has.
/// </summary>
internal sealed class OverlayStyles
{
    private readonly Dictionary<(int Run, int Style), int> _slots = [];

    public OverlayStyles(IReadOnlyList<Figure> runs)
    {
        var taken = new HashSet<int>();
        for (int run = 0; run < runs.Count; run++)
        {
            foreach (int style in runs[run].Rows.SelectMany(row => row).SelectMany(panel => panel.Series).Select(series => series.Style).Distinct())
            {
                int slot = style;
                if (run > 0)
                {
                    for (slot = 0; taken.Contains(slot);) slot++;
                }

                taken.Add(slot);
                _slots[(run, style)] = slot;
            }
        }
    }

    public int Of(int run, int style) => _slots[(run, style)];
}
