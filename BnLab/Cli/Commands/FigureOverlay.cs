namespace BnLab.Cli.Commands;

/// <summary>
/// Lays the figures of several runs over each other: panels that belong together become one, with the series of all runs,
/// each named after its run and with a style of its own. Images, which fill their panels, are put side by side.
/// </summary>
internal static class FigureOverlay
{
    public static Figure Of(IReadOnlyList<(string Label, string Source, Figure Figure)> runs)
    {
        var (_, source, first) = runs[0];
        if (runs.Count == 1) return first;
        var styles = Styles([.. runs.Select(run => run.Figure)]);
        return first with { Rows = [.. first.Rows.Select((row, r) => (IReadOnlyList<Panel>)[.. row.SelectMany((_, c) => Laid(r, c))])] };

        IEnumerable<Panel> Laid(int r, int c)
        {
            var panels = runs.Select(run => (run.Label, run.Source, Panel: Counterpart(first, r, c, run.Figure, run.Source, source))).ToList();
            return panels.Exists(run => run.Panel.Series.Any(series => series is ImageGridSeries))
                ? panels.Select(run => run.Panel with { Title = run.Panel.Title.Length == 0 ? run.Label : $"{run.Label}: {run.Panel.Title}" })
                : [Merge(panels, styles, source)];
        }
    }

    /// <summary>
    /// The panel of another figure that matches one of the first: by its title, or by its place if several have that title.
    /// Titles may contain options: if none is equal, the panel in the same place with the same axis labels matches.
    /// </summary>
    private static Panel Counterpart(Figure first, int r, int c, Figure other, string source, string firstSource)
    {
        var panel = first.Rows[r][c];
        var inPlace = r < other.Rows.Count && c < other.Rows[r].Count ? other.Rows[r][c] : null;
        if (inPlace?.Title == panel.Title) return inPlace;
        var titled = other.Rows.SelectMany(row => row).Where(candidate => candidate.Title == panel.Title).ToList();
        if (titled.Count == 1) return titled[0];
        if (inPlace is not null && inPlace.X.Label == panel.X.Label && inPlace.Y.Label == panel.Y.Label) return inPlace;
        throw new InvalidDataException($"{source}: expected the panels that {firstSource} has, but there is no '{panel.Title}'.");
    }

    private static Panel Merge(List<(string Label, string Source, Panel Panel)> runs, Dictionary<(int Run, int Style), int> styles, string firstSource)
    {
        var panel = runs[0].Panel;
        var (x, y) = (panel.X, panel.Y);
        var series = new List<Series>();
        for (int i = 0; i < runs.Count; i++)
        {
            var (label, source, other) = runs[i];
            x = Widest(x, other.X, other.Title, source, firstSource);
            y = Widest(y, other.Y, other.Title, source, firstSource);
            bool isNamed = other.Series.Any(s => s.Name.Length > 0);
            foreach (var s in other.Series)
            {
                if (i > 0 && panel.Series.Any(first => IsSameRule(first, s))) continue;
                bool isShared = runs.TrueForAll(run => run.Panel.Series.Any(their => IsSameRule(their, s)));
                string name = isShared ? s.Name : s.Name.Length > 0 ? $"{label}: {s.Name}" : isNamed ? "" : label;
                series.Add(Part(s, i, runs.Count, x.Categories.Count > 0) with { Name = name, Style = styles[(i, s.Style)] });
            }
        }

        return panel with { X = x, Y = y, Series = series };
    }

    /// <summary>Slots of the palette: the first run keeps its own; each style of another run gets a free one.</summary>
    private static Dictionary<(int Run, int Style), int> Styles(IReadOnlyList<Figure> runs)
    {
        var slots = new Dictionary<(int Run, int Style), int>();
        for (int run = 0; run < runs.Count; run++)
        {
            foreach (int style in runs[run].Rows.SelectMany(row => row).SelectMany(panel => panel.Series).Select(series => series.Style).Distinct())
                slots[(run, style)] = run == 0 ? style : Enumerable.Range(0, int.MaxValue).First(slot => !slots.ContainsValue(slot));
        }

        return slots;
    }

    /// <summary>A limit or level that several runs share is drawn once.</summary>
    private static bool IsSameRule(Series a, Series b) =>
        a is RuleSeries one && b is RuleSeries other && one.At.Equals(other.At) && one.IsLevel == other.IsLevel && one.Name == other.Name;

    /// <summary>The bars of a category share its width among the runs.</summary>
    private static Series Part(Series series, int run, int runs, bool isCategory)
    {
        if (series is not BarSeries bars || !isCategory) return series;
        double At(int bar, int part) => bars.Left[bar] + ((bars.Right[bar] - bars.Left[bar]) * part / runs);
        return bars with
        {
            Left = [.. Enumerable.Range(0, bars.Left.Count).Select(bar => At(bar, run))],
            Right = [.. Enumerable.Range(0, bars.Left.Count).Select(bar => At(bar, run + 1))],
        };
    }

    private static Axis Widest(Axis one, Axis other, string title, string source, string firstSource)
    {
        if (one.Scale != other.Scale) throw new InvalidDataException($"{source}: expected a {one.Scale} axis in the panel '{title}', as {firstSource} has.");
        if (!one.Categories.SequenceEqual(other.Categories, StringComparer.Ordinal))
            throw new InvalidDataException($"{source}: expected the categories {string.Join(", ", one.Categories)} in the panel '{title}', as {firstSource} has.");
        return one with
        {
            Min = one.Min is { } a && other.Min is { } b ? Math.Min(a, b) : null,
            Max = one.Max is { } c && other.Max is { } d ? Math.Max(c, d) : null,
            IsWhole = one.IsWhole && other.IsWhole,
        };
    }
}
