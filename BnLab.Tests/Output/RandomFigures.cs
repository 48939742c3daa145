using FsCheck;

namespace BnLab.Tests.Output;

/// <summary>Figures of every kind of series, with any doubles and with texts that a CSV file must quote.</summary>
internal static class RandomFigures
{
    private static readonly Gen<double> Number = Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>(),
        Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e-300, double.MaxValue, double.Epsilon, Math.ScaleB(1, -25)));

    private static readonly Gen<double?> NumberOrNull = Gen.OneOf(Gen.Constant<double?>(null), Number.Select(value => (double?)value));

    private static readonly Gen<string> Text =
        Gen.Elements("a", "B", ",", "\"", "\n", "\r\n", "'", " ", "σ", "\\", "{-4}", "<script>", "=1+1", "NaN", "\t", "🙂", "true", "#").ArrayOf().Select(string.Concat);

    private static readonly Gen<bool> Truth = Gen.Elements(true, false);

    public static Arbitrary<Figure> Any { get; } = (
        from title in Text
        from rows in Rows().ArrayOf()
        from sharesX in Truth
        from sharesY in Truth
        select new Figure(title, rows) { SharesX = sharesX, SharesY = sharesY }).Resize(8).ToArbitrary();

    private static Gen<IReadOnlyList<Panel>> Rows() => Gen.Choose(0, 3).SelectMany(count => Panels().ArrayOf(count)).Select(row => (IReadOnlyList<Panel>)row);

    private static Gen<Panel> Panels() =>
        from title in Text
        from x in Axes()
        from y in Axes()
        from series in Serieses().ArrayOf()
        select new Panel(title, x, y, series);

    private static Gen<Axis> Axes() =>
        from label in Text
        from scale in Gen.Elements(AxisScale.Linear, AxisScale.Log)
        from min in NumberOrNull
        from max in NumberOrNull
        from isWhole in Truth
        from categories in Text.ArrayOf()
        select new Axis(label, scale, min, max) { IsWhole = isWhole, Categories = categories };

    private static Gen<Series> Serieses() =>
        from name in Text
        from style in Gen.Choose(-1, 20)
        from count in Gen.Choose(0, 5)
        from a in Number.ArrayOf(count)
        from b in Number.ArrayOf(count)
        from c in Number.ArrayOf(count)
        from one in Number
        from flag in Truth
        from other in Truth
        from whole in Gen.Choose(0, 99)
        from captions in Text.ArrayOf(count)
        from series in Gen.Elements<Series>(
            new LineSeries(name, style, a, b, flag, other) { RunningMean = whole },
            new BandSeries(name, style, a, b, c),
            new BarSeries(name, style, a, b, c, one),
            new RuleSeries(name, style, one, flag),
            new ImageGridSeries([.. captions.Select((caption, i) => new SmallImage(i, 2, [.. Enumerable.Range(0, 6 * i).Select(b => (byte)(b + whole))], caption))], whole) { Name = name, Style = style })
        select series;
}
