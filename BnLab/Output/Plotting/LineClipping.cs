using ScottPlot;

namespace BnLab.Output.Plotting;

/// <summary>Cuts a line off at the sides of a rectangle and keeps its slope (Liang and Barsky): the floats of a picture do not hold points that are far away.</summary>
internal static class LineClipping
{
    /// <summary>The parts of a line within the rectangle; of a line of one point none.</summary>
    public static IEnumerable<Coordinates[]> Clip(Coordinates[] line, CoordinateRange x, CoordinateRange y)
    {
        List<Coordinates> part = [];
        for (int i = 1; i < line.Length; i++)
        {
            if (Clip(line[i - 1], line[i], x, y) is not { } inside) continue;
            if (part.Count > 0 && part[^1] != inside.From)
            {
                yield return [.. part];
                part.Clear();
            }

            if (part.Count == 0) part.Add(inside.From);
            part.Add(inside.To);
        }

        if (part.Count > 0) yield return [.. part];
    }

    private static (Coordinates From, Coordinates To)? Clip(Coordinates from, Coordinates to, CoordinateRange x, CoordinateRange y)
    {
        double enter = 0, leave = 1, dx = to.X - from.X, dy = to.Y - from.Y;
        foreach ((double outward, double room) in ((double, double)[])[(-dx, from.X - x.Min), (dx, x.Max - from.X), (-dy, from.Y - y.Min), (dy, y.Max - from.Y)])
        {
            if (outward < 0) enter = Math.Max(enter, room / outward);
            else if (outward > 0) leave = Math.Min(leave, room / outward);
            else if (room < 0) return null;
        }

        if (enter > leave) return null;
        return (enter == 0 ? from : At(enter), leave == 1 ? to : At(leave));

        Coordinates At(double part) => new(from.X + (part * dx), from.Y + (part * dy));
    }
}
