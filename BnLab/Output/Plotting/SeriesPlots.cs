using ScottPlot;
using ScottPlot.Plottables;
using BarSeries = BnLab.Results.BarSeries;

namespace BnLab.Output.Plotting;

/// <summary>Adds series to a plot as ScottPlot's plottables.</summary>
internal sealed class SeriesPlots(Plot plot, PlotAxis x, PlotAxis y, PlotStyle style, Thinning thinning)
{
    // In axis ranges beyond an end: points that are further away are moved there.
    private const double Far = 1e9;
    private const double FarForLines = 1, FarForAreas = 100; // for drawing: floats do not hold more; an area's edge may tilt by 1 %

    // What a legend must not cover: lines, markers, and the outlines of areas.
    public List<Coordinates[]> Lines { get; } = [];

    public List<Coordinates> Points { get; } = [];

    public List<Coordinates[]> Areas { get; } = [];

    public bool IsEmpty => Lines.Count + Points.Count + Areas.Count == 0;

    public void Add(Series series)
    {
        switch (series)
        {
            case LineSeries line: AddLine(line); break;
            case BandSeries band: AddBand(band); break;
            case BarSeries bars: AddBars(bars); break;
            case RuleSeries rule: AddRule(rule); break;
        }
    }

    private void AddLine(LineSeries line)
    {
        Coordinates[] points = [.. line.X.Zip(line.Y, At)];
        List<Coordinates[]> runs = [.. Stretches.Of(points.Length, i => !IsNaN(points[i])).Select(run => points[run])];
        if (line.HasLine) AddRuns(line, runs);
        Coordinates[] marked = line.HasMarkers || !line.HasLine
            ? points
            : [.. runs.Where(run => run.Length == 1).Select(run => run[0])]; // a point without neighbours has no line
        AddMarkers(line, [.. marked.Where(IsInside)]);
        if (line.RunningMean > 0) AddRuns(line, [.. RunningMean.Of(line, x.Axis, y.Axis).Select(means => means.Select(mean => At(mean.X, mean.Y)).ToArray())]);
    }

    private void AddRuns(LineSeries line, List<Coordinates[]> runs)
    {
        Coordinates[][] seen = [.. runs.Select(thinning.Line).SelectMany(run => LineClipping.Clip(run, Around(x, FarForLines), Around(y, FarForLines)))];
        if (seen.Length == 0) return;
        Lines.AddRange(seen);
        Scatter drawn = plot.Add.ScatterLine(seen.SelectMany(run => run.Append(Coordinates.NaN)).ToArray());
        drawn.LineStyle = style.Line(line);
    }

    private void AddMarkers(LineSeries line, Coordinates[] points)
    {
        Coordinates[] seen = thinning.Markers(points);
        if (seen.Length == 0) return;
        Points.AddRange(seen);
        if (Thinning.IsMany(points.Length))
        {
            plot.PlottableList.Add(new PointCloud(seen, style.Marker(line, points.Length)));
            return;
        }

        Scatter markers = plot.Add.ScatterPoints(seen);
        markers.MarkerStyle = style.Marker(line, points.Length);
    }

    private void AddBand(BandSeries band)
    {
        int count = Math.Min(band.X.Count, Math.Min(band.Low.Count, band.High.Count));
        Coordinates[] low = [.. Enumerable.Range(0, count).Select(i => At(band.X[i], band.Low[i]))];
        Coordinates[] high = [.. Enumerable.Range(0, count).Select(i => At(band.X[i], band.High[i]))];
        foreach (var run in Stretches.Of(count, i => !IsNaN(low[i]) && !IsNaN(high[i])))
            AddArea([.. Edge(high[run]), .. Edge(low[run]).Reverse()], style.Band(band), new LineStyle());

        Coordinates[] Edge(Coordinates[] run)
        {
            double half = run.Length == 1 ? thinning.Unit.X : 0; // a point without neighbours is as wide as a stroke
            return thinning.Line([run[0].WithDelta(-half, 0), .. run, run[^1].WithDelta(half, 0)]);
        }
    }

    /// <summary>Bars that touch, as in a histogram, are one area with one outline: overlapping edges would show through.</summary>
    private void AddBars(BarSeries bars)
    {
        double ground = Near(y.Ground(bars), y, Far);
        List<Coordinates> outline = [];
        foreach ((double left, double right, double height) in bars.Left.Zip(bars.Right, bars.Heights))
        {
            (Coordinates from, Coordinates to) = left <= right ? (At(left, height), At(right, height)) : (At(right, height), At(left, height));
            if (IsNaN(from) || IsNaN(to)) continue;
            if (outline.Count > 0 && Math.Abs(from.X - outline[^1].X) > (Thinning.IsMany(bars.Heights.Count) ? thinning.Column : 0)) End();
            if (outline.Count == 0) outline.Add(new(from.X, ground));
            outline.AddRange(from, to);
        }

        if (outline.Count > 0) End();

        void End()
        {
            AddArea(thinning.Line([.. outline, new(outline[^1].X, ground)]), style.Bar(bars), new LineStyle(PlotStyle.RuleWidth, style.Theme.Of(bars)));
            outline.Clear();
        }
    }

    private void AddArea(Coordinates[] outline, Color fill, LineStyle edge)
    {
        outline = [.. outline.Select(point => new Coordinates(Near(point.X, x, FarForAreas), Near(point.Y, y, FarForAreas)))];
        Areas.Add(outline);
        Polygon area = plot.Add.Polygon(outline);
        (area.FillColor, area.LineStyle, area.MarkerStyle) = (fill, edge, MarkerStyle.None);
    }

    private void AddRule(RuleSeries rule)
    {
        PlotAxis across = rule.IsLevel ? y : x;
        if (!across.Axis.CanShow(rule.At) || !across.Range.Contains(across.At(rule.At))) return;
        double at = across.At(rule.At);
        AxisLine drawn = rule.IsLevel ? plot.Add.HorizontalLine(at) : plot.Add.VerticalLine(at);
        drawn.LineStyle = style.Rule(rule);
        Lines.Add(rule.IsLevel ? [new(x.Range.Min, at), new(x.Range.Max, at)] : [new(at, y.Range.Min), new(at, y.Range.Max)]);
    }

    /// <summary>NaN where an axis cannot show the point.</summary>
    private Coordinates At(double horizontal, double vertical) =>
        x.Axis.CanShow(horizontal) && y.Axis.CanShow(vertical) ? new(Near(x.At(horizontal), x, Far), Near(y.At(vertical), y, Far)) : Coordinates.NaN;

    private static double Near(double at, PlotAxis axis, double far) => Math.Clamp(at, Around(axis, far).Min, Around(axis, far).Max);

    private static CoordinateRange Around(PlotAxis axis, double far) => new(axis.Range.Min - (far * axis.Range.Length), axis.Range.Max + (far * axis.Range.Length));

    private bool IsInside(Coordinates point) => x.Holds(point.X) && y.Holds(point.Y);

    private static bool IsNaN(Coordinates point) => double.IsNaN(point.X);
}
