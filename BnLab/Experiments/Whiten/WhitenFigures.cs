namespace BnLab.Experiments.Whiten;

internal static class WhitenFigures
{
    private const double Width = 14.0, Height = 7.5; // the plane's limits, in the proportion of a panel
    private const int DrawnLines = 6;
    private const int ImageColumns = 5, ImageRowCount = 3;

    public static Figure Plane(IReadOnlyList<(InputPreparation Inputs, Matrix<double> X)> views, IReadOnlyList<HyperplaneCut> cuts)
    {
        Panel[] panels = [.. views.Select(view => Scatter(view.Inputs, view.X)), Shares([.. cuts.Where(cut => cut.Data == "positive")])];
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
        double[] epochs = [.. runs.All[0].Epochs.Select(e => (double)e.Epoch)];
        return Figure.Stacked(
            "Training without normalization on prepared inputs",
            new Panel(
                "Training loss", new Axis("Epoch") { IsWhole = true }, new Axis("Mean loss over the epoch", AxisScale.Log),
                [.. runs.Variants.Select(inputs => Means(
                    inputs, [.. Enumerable.Range(1, (int)epochs[^1]).Select(e => (double)e)], (history, i) => history.EpochLoss(i + 1)))]),
            new Panel(
                "Validation accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"),
                [.. runs.Variants.Select(inputs => Means(inputs, epochs, (history, i) => history.Epochs[i].Validation))]));

        LineSeries Means(InputPreparation inputs, double[] x, Func<History, int, double> measure) =>
            new(inputs.Label, inputs.Style, x, [.. x.Select((_, i) => runs.Mean(inputs, history => measure(history, i)).Mean)]);
    }

    private static Panel Scatter(InputPreparation inputs, Matrix<double> x)
    {
        var points = new LineSeries("", inputs.Style, Column(x, 0), Column(x, 1), HasLine: false);
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

    private static Panel Shares(IReadOnlyList<HyperplaneCut> cuts)
    {
        double[] places = [.. cuts.Select((_, i) => (double)i)];
        var x = new Axis("Dimensions n") { Categories = [.. cuts.Select(cut => $"{cut.Dimensions}")] };
        return new("Hyperplanes that cut the data", x, new Axis("Share", Min: 0.0, Max: 1.05),
        [
            new LineSeries("Raw", 1, places, [.. cuts.Select(cut => cut.Raw)]),
            new LineSeries("Centred", 0, places, [.. cuts.Select(cut => cut.Centred)]),
            new LineSeries("Raw, were 2ⁿ the factor", 6, places, [.. cuts.Select(cut => cut.Centred / cut.Orthants)]),
        ]);
    }

    private static double[] Column(Matrix<double> x, int column) => [.. Enumerable.Range(0, x.Rows).Select(i => x[i, column])];

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
