namespace BnLab.Experiments.Whiten;

internal static class WhitenFigures
{
    private const double Width = 14.0, Height = 7.5; // the plane's limits, in the proportion of a panel
    private const int DrawnLines = 6;
    private const int ImageColumns = 5, ImageRowCount = 3;

    public static Figure Plane(IReadOnlyList<(InputPreparation Inputs, Matrix<double> X)> views, IReadOnlyList<CutData> cuts)
    {
        Panel[] panels = [.. views.Select(view => Scatter(view.Inputs, view.X)), Factors([.. cuts.Where(cut => cut.Data == "positive").GroupBy(cut => cut.Points).MaxBy(size => size.Key)!])];
        return new("Hyperplanes through the origin, and data prepared in five ways", [panels[..3], panels[3..]]);
    }

    public static Figure Images(ImageSet images, int count, IReadOnlyList<(InputPreparation Inputs, InputTransform Transform)> fitted)
    {
        int[] shown = [.. Enumerable.Range(0, int.Min(count, ImageColumns * ImageRowCount))];
        var panels = fitted.Where(p => p.Inputs.IsPicture).Select(p => new Panel(
            p.Inputs.Label, new Axis(""), new Axis(""), [new ImageGridSeries([.. shown.Select(i => Picture(images, i, p.Inputs, p.Transform))], ImageColumns)]));
        return new("The first images, prepared", [.. panels.Chunk(2)]);
    }

    public static Figure Training(StudyRuns<InputPreparation, History> runs)
    {
        var loss = runs.EpochPanel("Training loss", "", (history, i) => history.EpochLoss(i), first: 1) with { Y = new("Mean loss over the epoch", AxisScale.Log) };
        return Figure.Stacked("Training without normalization on prepared inputs", loss, runs.AccuracyPanel("Validation accuracy", e => e.Validation));
    }

    private static Panel Scatter(InputPreparation inputs, Matrix<double> x)
    {
        var points = new LineSeries("", inputs.Style, x.Column(0), x.Column(1), HasLine: false);
        return new(
            inputs.Label, new Axis("Feature 1", Min: -Width, Max: Width), new Axis("Feature 2", Min: -Height, Max: Height),
            [new RuleSeries("", 6, 0.0), new RuleSeries("", 6, 0.0, IsLevel: false), .. Enumerable.Range(0, DrawnLines).Select(Line), points]);

        // Lines at even angles, so that each panel shows at a glance how large a part of them cuts the points.
        static LineSeries Line(int i)
        {
            double angle = Math.PI * (i + 0.5) / DrawnLines;
            double reach = Math.Min(Width / Math.Abs(Math.Cos(angle)), Height / Math.Abs(Math.Sin(angle)));
            double x = reach * Math.Cos(angle), y = reach * Math.Sin(angle);
            return new("", 5, [-x, x], [-y, y], HasMarkers: false);
        }
    }

    private static Panel Factors(IReadOnlyList<CutData> cuts)
    {
        List<(int Dimensions, CutData Raw, CutData Centred)> pairs = [.. cuts.GroupBy(cut => cut.Dimensions).Select(n => (n.Key, n.ElementAt(0), n.ElementAt(1)))];
        double[] places = [.. pairs.Select((_, i) => (double)i)];
        var x = new Axis("Dimensions n") { Categories = [.. pairs.Select(pair => pair.Dimensions.ToString(CultureInfo.InvariantCulture))] };
        return new("What centring multiplies", x, new Axis("Factor", AxisScale.Log),
        [
            new LineSeries("2ⁿ", 6, places, [.. pairs.Select(pair => Math.Pow(2, pair.Dimensions))]),
            new LineSeries("Samples on the smaller side", 3, places, Factor(cut => cut.Smaller)),
            new LineSeries("Hyperplanes that cut", 0, places, Factor(cut => cut.Cut)),
        ]);

        double[] Factor(Func<HyperplaneCut, double> measure) => [.. pairs.Select(pair => pair.Centred.Mean(measure) / pair.Raw.Mean(measure))];
    }

    private static SmallImage Picture(ImageSet images, int index, InputPreparation inputs, InputTransform transform)
    {
        var (channels, height, width) = (images.Shape.Channels, images.Shape.Height, images.Shape.Width);
        var values = transform.Apply(ImageRows.Of(images, index, 1)); // (1, D)
        var rgb = new byte[height * width * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            int channel = int.Min(i % 3, channels - 1), pixel = i / 3; // one channel is grey
            rgb[i] = (byte)Math.Clamp(Math.Round(inputs.Grey + (inputs.Greys * values[0, (channel * height * width) + pixel])), 0.0, 255.0);
        }

        return new(width, height, rgb);
    }
}
