using System.Runtime.CompilerServices;

namespace BnLab.Output.Drawing.Raster;

/// <summary>
/// Fills polygons with smooth edges. Each row of pixels is cut into 16 lines; along a line, what is inside (by the non-zero
/// rule, so overlapping polygons are one area) is measured to 1/256 of a pixel. All in integers: coordinates are rounded to
/// 1/256 of a pixel first, and from there on every machine computes the same.
/// </summary>
internal sealed class Rasterizer(Canvas canvas)
{
    /// <summary>Sampling lines to a pixel.</summary>
    public const int Lines = 16;

    /// <summary>Steps of a coordinate to a pixel.</summary>
    public const int One = 256;

    private const int LineHeight = One / Lines;
    private const int FractionBits = 16; // of x along an edge
    private const double Farthest = 1 << 20; // pixels; keeps the integers from overflowing

    private Edge[] _edges = new Edge[64];
    private Crossing[] _active = new Crossing[64];
    private int _edgeCount, _activeCount;
    private readonly int[] _steps = new int[canvas.Width + 2];
    private int _left = int.MaxValue, _right = -1;

    /// <summary>Adds one edge of a closed polygon, in pixels.</summary>
    public void AddEdge(Point2 from, Point2 to)
    {
        (int x0, int y0, int x1, int y1) = (Fixed(from.X), Fixed(from.Y), Fixed(to.X), Fixed(to.Y));
        int winding = 1;
        if (y0 > y1) (x0, y0, x1, y1, winding) = (x1, y1, x0, y0, -1);

        // The lines that it crosses are those with y0 <= middle of the line < y1.
        int first = CeilingDivide(y0 - (LineHeight / 2)), end = CeilingDivide(y1 - (LineHeight / 2));
        end = Math.Min(end, canvas.Height * Lines);
        int start = Math.Max(first, 0);
        if (start >= end) return;
        long slope = ((long)(x1 - x0) << FractionBits) / (y1 - y0);
        long x = ((long)x0 << FractionBits) + (slope * ((start * LineHeight) + (LineHeight / 2) - y0));
        if (_edgeCount == _edges.Length) Array.Resize(ref _edges, 2 * _edgeCount);
        _edges[_edgeCount++] = new(start, end, x, slope * LineHeight, winding);
    }

    /// <summary>Adds a closed polygon, in pixels.</summary>
    public void AddPolygon(ReadOnlySpan<Point2> corners)
    {
        for (int i = 0; i < corners.Length; i++) AddEdge(corners[i], corners[(i + 1) % corners.Length]);
    }

    /// <summary>Fills what was added, and forgets it.</summary>
    public void Fill(Colour colour)
    {
        if (_edgeCount == 0) return;
        _edges.AsSpan(0, _edgeCount).Sort(static (a, b) => a.Start.CompareTo(b.Start));
        int next = 0, line = _edges[0].Start;
        while (next < _edgeCount || _activeCount > 0)
        {
            if (_activeCount == 0 && _edges[next].Start / Lines > line / Lines)
            {
                Flush(line / Lines, colour);
                line = _edges[next].Start;
            }

            for (; next < _edgeCount && _edges[next].Start <= line; next++) Activate(next);
            Measure();
            Advance(line + 1);
            line++;
            if (line % Lines == 0) Flush((line / Lines) - 1, colour);
        }

        if (line % Lines != 0) Flush(line / Lines, colour);
        _edgeCount = 0;
    }

    private void Activate(int edge)
    {
        if (_activeCount == _active.Length) Array.Resize(ref _active, 2 * _activeCount);
        _active[_activeCount++] = new(_edges[edge].X, edge);
    }

    /// <summary>Adds one line's inside to the row's coverage.</summary>
    private void Measure()
    {
        Span<Crossing> active = _active.AsSpan(0, _activeCount);
        for (int i = 1; i < active.Length; i++) // nearly sorted from the line before
        {
            Crossing moving = active[i];
            int place = i;
            for (; place > 0 && active[place - 1].X > moving.X; place--) active[place] = active[place - 1];
            active[place] = moving;
        }

        int winding = 0;
        foreach (ref readonly Crossing crossing in active)
        {
            int before = winding;
            winding += _edges[crossing.Edge].Winding;
            if (before == 0) Step(crossing.X, 1);
            else if (winding == 0) Step(crossing.X, -1);
        }
    }

    /// <summary>From x on to the right there is one line's worth more (or less) of coverage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a method without a loop starts out unoptimized
    private void Step(long x, int sign)
    {
        int at = (int)Math.Clamp(x >> FractionBits, 0, canvas.Width * One);
        int pixel = at / One, part = at % One;
        _steps[pixel] += sign * (One - part);
        _steps[pixel + 1] += sign * part;
        _left = Math.Min(_left, pixel);
        _right = Math.Max(_right, pixel + 1);
    }

    private void Advance(int line)
    {
        Span<Crossing> active = _active.AsSpan(0, _activeCount);
        int kept = 0;
        foreach (ref readonly Crossing crossing in active)
        {
            ref readonly Edge edge = ref _edges[crossing.Edge];
            if (line < edge.End) active[kept++] = new(crossing.X + edge.StepX, crossing.Edge);
        }

        _activeCount = kept;
    }

    private void Flush(int row, Colour colour)
    {
        if (_right >= 0) canvas.Blend(row, _left, _steps.AsSpan(_left, _right - _left + 1), colour);
        (_left, _right) = (int.MaxValue, -1);
    }

    private static int Fixed(double value) => (int)Math.Round(Math.Clamp(value, -Farthest, Farthest) * One);

    private static int CeilingDivide(int value) => -(int)Math.Floor(-value / (double)LineHeight);

    private readonly record struct Edge(int Start, int End, long X, long StepX, int Winding);

    private readonly record struct Crossing(long X, int Edge);
}
