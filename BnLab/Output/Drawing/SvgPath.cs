using System.Globalization;
using System.Text;

namespace BnLab.Output.Drawing;

/// <summary>
/// Writes paths as short as they go: on a grid of parts of a unit, each point as the step from the one before. The steps are
/// whole numbers of parts, so that they add up without an error however long a path is.
/// </summary>
/// <param name="parts">Parts of a unit: 100 for hundredths, as layouts place things; fewer where less can be seen.</param>
internal sealed class SvgPath(int parts)
{
    private readonly StringBuilder _path = new();
    private char _command;

    /// <summary>A line from point to point.</summary>
    public static string Line(IReadOnlyList<Point2> points, int parts) => new SvgPath(parts).Add(points).ToString();

    /// <summary>Adds a line from point to point.</summary>
    public SvgPath Add(IReadOnlyList<Point2> points) => Add(points.Select(point => (Whole(point.X), Whole(point.Y))), isOutline: false);

    /// <summary>Adds an outline around a centre: all with the same offsets look the same, wherever the grid lies.</summary>
    public SvgPath Add(Point2 centre, IEnumerable<Point2> offsets) =>
        Add(offsets.Select(offset => (Whole(centre.X) + Whole(offset.X), Whole(centre.Y) + Whole(offset.Y))), isOutline: true);

    public override string ToString() => _path.ToString();

    private SvgPath Add(IEnumerable<(long X, long Y)> points, bool isOutline)
    {
        (long X, long Y)? from = null;
        int steps = 0;
        foreach (var to in points)
        {
            if (from is not { } at) Step('M', to.X, to.Y);
            else if (to == at) continue;
            else if (to.Y == at.Y) Step('h', to.X - at.X);
            else if (to.X == at.X) Step('v', to.Y - at.Y);
            else Step('l', to.X - at.X, to.Y - at.Y);
            if (from is not null) steps++;
            from = to;
        }

        if (isOutline) Step('z');
        else if (steps == 0) Step('h', 0); // a dot still has its round ends
        return this;
    }

    private void Step(char command, params ReadOnlySpan<long> wholes)
    {
        bool isNew = command != _command || command is 'M' or 'z';
        if (isNew) _path.Append(command);
        _command = command;
        for (int i = 0; i < wholes.Length; i++)
        {
            if (wholes[i] >= 0 && (i > 0 || !isNew)) _path.Append(' '); // a minus sign parts numbers by itself
            Append(wholes[i]);
        }
    }

    private void Append(long whole)
    {
        if (whole < 0) _path.Append('-');
        (long units, long rest) = Math.DivRem(Math.Abs(whole), parts);
        if (units > 0 || rest == 0) _path.Append(units);
        if (rest == 0) return;
        string digits = (rest + parts).ToString(CultureInfo.InvariantCulture)[1..]; // parts are a power of ten
        _path.Append('.').Append(digits.TrimEnd('0'));
    }

    private long Whole(double value) => (long)Math.Round(value * parts);
}
