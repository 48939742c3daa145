namespace BnLab.Tests.Output.Plotting;

/// <summary>A rectangle in an SVG's coordinates: y grows downwards.</summary>
internal readonly record struct SvgBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public (double X, double Y) Center => ((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>The smallest box around some points.</summary>
    public static SvgBox Around(IReadOnlyCollection<(double X, double Y)> points) =>
        new(points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));

    public bool Overlaps(SvgBox other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Contains((double X, double Y) point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

    public bool Contains(SvgBox other) => Contains((other.Left, other.Top)) && Contains((other.Right, other.Bottom));

    public SvgBox Grown(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    /// <summary>A box of the same size in a corner of this one.</summary>
    public SvgBox InCorner(SvgBox box, bool right, bool top)
    {
        (double left, double above) = (right ? Right - box.Width : Left, top ? Top : Bottom - box.Height);
        return new(left, above, left + box.Width, above + box.Height);
    }
}
