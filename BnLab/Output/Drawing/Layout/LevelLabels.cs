using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// The tick labels below a panel, chosen so that none touches another. Numbers become fewer; names of categories are broken
/// into lines, turned and shortened, or thinned.
/// </summary>
/// <param name="Ticks">The axis's marks.</param>
/// <param name="Texts">The label of each major mark, line by line; none for a mark that goes without.</param>
/// <param name="IsTurned">Whether the labels run upwards.</param>
/// <param name="Height">Of the highest label.</param>
internal sealed record LevelLabels(AxisTicks Ticks, IReadOnlyList<IReadOnlyList<TextLine>> Texts, bool IsTurned, double Height)
{
    /// <summary>The distance of a label's lines, as a part of the type size.</summary>
    public const double Leading = 1.2;

    private const int MostLines = 3;
    private const double Apart = 0.55; // between neighbours, of the type size

    /// <summary>No labels, where another panel has them.</summary>
    public static LevelLabels None(AxisTicks ticks) => new(ticks, [.. ticks.Major.Select(_ => Array.Empty<TextLine>())], false, 0);

    /// <param name="axis">The horizontal axis.</param>
    /// <param name="range">From where to where it goes.</param>
    /// <param name="width">Of the plot.</param>
    /// <param name="highest">How high turned labels may be.</param>
    /// <param name="size">The type size.</param>
    public static LevelLabels For(Axis axis, AxisRange range, double width, double highest, double size) =>
        axis.Categories.Count > 0 ? Names(axis, range, width, highest, size) : Numbers(axis, range, width, size);

    /// <summary>How far labels reach beyond the plot's left and right end.</summary>
    public (double Left, double Right) Overhang(AxisMap map, double width)
    {
        double left = 0, right = 0;
        for (int i = 0; i < Texts.Count; i++)
        {
            if (Texts[i].Count == 0) continue;
            double half = (IsTurned ? Texts[i][0].Size : Texts[i].Max(line => line.Width)) / 2, at = map.At(Ticks.Major[i].Value);
            (left, right) = (Math.Max(left, half - at), Math.Max(right, at + half - width));
        }

        return (left, right);
    }

    /// <summary>As many ticks as have room for their labels.</summary>
    private static LevelLabels Numbers(Axis axis, AxisRange range, double width, double size)
    {
        AxisMap map = new(range, axis.Scale, 0, width);
        for (int most = (int)Math.Clamp(width / (2.2 * size), 1, 11); ; most--)
        {
            AxisTicks ticks = AxisTicks.For(range, axis, most);
            double end = double.NegativeInfinity;
            bool fits = true;
            foreach (Tick tick in ticks.Major)
            {
                double half = TextLine.Set(tick.Label, size).Width / 2, at = map.At(tick.Value);
                fits &= at - half >= end;
                end = at + half + size;
            }

            if (!fits && most > 1) continue;
            if (!fits) ticks = ticks with { Major = [.. ticks.Major.Take(1)] };
            return new(ticks, [.. ticks.Major.Select(tick => new[] { TextLine.Set(tick.Label, size) })], false, size);
        }
    }

    private static LevelLabels Names(Axis axis, AxisRange range, double width, double highest, double size)
    {
        AxisTicks ticks = AxisTicks.For(range, axis, axis.Categories.Count);
        double pitch = width / (range.Max - range.Min), room = pitch - (Apart * size);
        TextLine[] lines = [.. ticks.Major.Select(tick => TextLine.Set(tick.Label, size))];
        double widest = lines.Select(line => line.Width).DefaultIfEmpty(0).Max();
        if (widest <= room) return new(ticks, [.. lines.Select(line => new[] { line })], false, size);

        TextLine[][] broken = [.. ticks.Major.Select(tick => Broken(tick.Label, room, size))];
        int most = broken.Max(parts => parts.Length);
        if (most <= MostLines && broken.All(parts => parts.All(line => line.Width <= room)))
            return new(ticks, broken, false, size * (1 + ((most - 1) * Leading)));

        const double Short = 3; // times the type size; shorter labels, such as numbers, are thinned rather than turned
        if (widest <= Short * size)
        {
            int every = (int)Math.Ceiling((widest + (Apart * size)) / pitch);
            return new(ticks, [.. lines.Select((line, i) => i % every == 0 ? new[] { line } : [])], false, size);
        }

        int step = Math.Max(1, (int)Math.Ceiling(Leading * size / pitch));
        double smaller = size * Math.Clamp(highest / widest, 0.85, 1);
        TextLine[] turned = [.. ticks.Major.Select(tick => TextLine.Fit(tick.Label, smaller, highest, smallest: 1))];
        return new(ticks, [.. turned.Select((line, i) => i % step == 0 ? new[] { line } : [])], true, turned.Max(line => line.Width));
    }

    /// <summary>A name broken between words, each line as full as it goes.</summary>
    private static TextLine[] Broken(string name, double room, double size)
    {
        List<string> lines = [];
        foreach (string word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && TextLine.Set($"{lines[^1]} {word}", size).Width <= room) lines[^1] += " " + word;
            else lines.Add(word);
            if (lines.Count > MostLines) break;
        }

        return [.. lines.Select(line => TextLine.Set(line, size))];
    }
}
