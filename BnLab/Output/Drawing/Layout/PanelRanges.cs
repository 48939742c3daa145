using BnLab.Output.Drawing.Axes;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>From where to where a panel's axes go.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="HasData">Whether there is anything that can be shown.</param>
internal sealed record PanelRanges(AxisRange X, AxisRange Y, bool HasData)
{
    public static PanelRanges Of(Panel panel)
    {
        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is { } map)
        {
            int columns = map.Values.Select(row => row.Count).DefaultIfEmpty(0).Max();
            return new(AxisRange.OfPlaces(columns), AxisRange.OfPlaces(map.Values.Count), map.Values.Any(row => row.Any(double.IsFinite)));
        }

        List<double> xs = [], ys = [];
        double? ground = null;
        foreach (Series series in panel.Series)
        {
            switch (series)
            {
                case LineSeries line: Add(line.X, line.Y, line.Y); break;
                case BandSeries band: Add(band.X, band.Low, band.High); break;
                case BarSeries bars: AddBars(bars); break;
                case RuleSeries rule when (rule.IsLevel ? panel.Y : panel.X).CanShow(rule.At): (rule.IsLevel ? ys : xs).Add(rule.At); break;
            }
        }

        AxisRange x = AxisRange.Of(panel.X, xs), y = AxisRange.Of(panel.Y, ys);
        if (ground is { } level && ys.Count > 0) y = y.StandingOn(level, panel.Y, ys.Min(), ys.Max());
        return new(x, y, xs.Count + ys.Count > 0);

        void Add(IReadOnlyList<double> at, IReadOnlyList<double> low, IReadOnlyList<double> high)
        {
            for (int i = 0; i < Math.Min(at.Count, Math.Min(low.Count, high.Count)); i++)
            {
                if (!panel.X.CanShow(at[i]) || !panel.Y.CanShow(low[i]) || !panel.Y.CanShow(high[i])) continue;
                xs.Add(at[i]);
                ys.Add(low[i]);
                if (!ReferenceEquals(low, high)) ys.Add(high[i]);
            }
        }

        void AddBars(BarSeries bars)
        {
            bool any = false;
            for (int i = 0; i < Math.Min(bars.Heights.Count, Math.Min(bars.Left.Count, bars.Right.Count)); i++)
            {
                if (!panel.X.CanShow(bars.Left[i]) || !panel.X.CanShow(bars.Right[i]) || !panel.Y.CanShow(bars.Heights[i])) continue;
                any = true;
                xs.Add(bars.Left[i]);
                xs.Add(bars.Right[i]);
                ys.Add(bars.Heights[i]);
            }

            if (!any) return;
            if (panel.Y.Scale == AxisScale.Linear && double.IsFinite(bars.Base)) ys.Add(bars.Base);
            ground ??= bars.Base;
        }
    }
}
