using System.Globalization;
using System.Text.RegularExpressions;
using BnLab.Output.Drawing;

namespace BnLab.Tests.Output;

public sealed class SvgPathTests
{
    [Theory]
    [InlineData("1 2, 3 4", 100, "M1 2l2 2")]
    [InlineData("0.5 -0.25, 0.5 3, 0.6 3, 0.6 3, 0.7 3", 100, "M.5-.25v3.25h.1 .1")]
    [InlineData("1.26 1.24, 1.34 2", 10, "M1.3 1.2v.8")]
    [InlineData("5 5, 5.01 5", 10, "M5 5h0")]
    [InlineData("10 10, 9 8, 8.05 8.5, 9 9", 100, "M10 10l-1-2-.95 .5 .95 .5")]
    public void Steps_are_written_as_short_as_they_go(string points, int parts, string expected) => Assert.Equal(expected, SvgPath.Line(Parse(points), parts));

    [Fact]
    public void Outlines_with_the_same_offsets_are_the_same_wherever_they_are()
    {
        Point2[] offsets = [new(-0.88, -0.88), new(0.88, -0.88), new(0.88, 0.88)];
        string[] steps = [.. new[] { 0.0, 0.03, 0.07, 123.456 }.Select(x => Regex.Match(new SvgPath(10).Add(new Point2(x, 2 * x), offsets).ToString(), "[hvl].*").Value)];
        Assert.Equal(["h1.8v1.8z"], steps.Distinct());
    }

    [Fact]
    public void Every_point_is_found_again()
    {
        Random draw = new(231);
        for (int sample = 0; sample < 200; sample++)
        {
            (int X, int Y)[] points = [.. Enumerable.Range(0, 1 + draw.Next(30)).Select(_ => (draw.Next(-300, 300) * draw.Next(2), draw.Next(-3, 3)))];
            var read = Read(SvgPath.Line([.. points.Select(p => new Point2(p.X / 100.0, p.Y / 100.0))], 100));
            var expected = points.Where((p, i) => i == 0 || p != points[i - 1]).Select(p => ((long)p.X, (long)p.Y)).ToList();
            if (expected.Count == 1) expected.Add(expected[0]); // a dot
            Assert.Equal(expected, read);
        }
    }

    /// <summary>The points of a path, in hundredths, as a browser would find them.</summary>
    private static List<(long X, long Y)> Read(string path)
    {
        List<(long X, long Y)> points = [];
        (long x, long y) = (0, 0);
        foreach (Match part in Regex.Matches(path, "([Mhvl])([^Mhvl]*)"))
        {
            long[] numbers = [.. Regex.Matches(part.Groups[2].Value, @"-?(\d+\.?\d*|\.\d+)").Select(m => (long)Math.Round(100 * double.Parse(m.Value, CultureInfo.InvariantCulture)))];
            int width = part.Groups[1].Value is "h" or "v" ? 1 : 2;
            for (int i = 0; i < numbers.Length; i += width)
            {
                (x, y) = part.Groups[1].Value switch
                {
                    "M" => (numbers[i], numbers[i + 1]),
                    "h" => (x + numbers[i], y),
                    "v" => (x, y + numbers[i]),
                    _ => (x + numbers[i], y + numbers[i + 1]),
                };
                points.Add((x, y));
            }
        }

        return points;
    }

    private static Point2[] Parse(string points) => [.. points.Split(", ").Select(point =>
    {
        double[] pair = [.. point.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new Point2(pair[0], pair[1]);
    })];
}
