using System.Text;
using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Layout;
using BnLab.Output.Drawing.Lettering;
using BnLab.Output.Drawing.Raster;
using BnLab.Results;
using SkiaSharp;
using SP = ScottPlot;

namespace BnLab.Output;

/// <summary>
/// Draws with ScottPlot. What a figure says is decided where the built-in renderer decides it (ranges, ticks, notes, where
/// panels and legends stand), so both show the same; axes, series, legends and colour bars are ScottPlot's.
/// </summary>
/// <remarks>
/// In the build only with <c>-p:Plotter=ScottPlot</c>. Where Skia's native library or a font is missing, drawing throws a
/// <see cref="RendererUnavailableException"/>.
/// </remarks>
/// <param name="theme">The colours; null for <see cref="Theme.Light"/>.</param>
public sealed class ScottPlotRenderer(Theme? theme = null) : IFigureRenderer
{
    private readonly Theme _theme = theme ?? Theme.Light;

    /// <inheritdoc/>
    public string Name => "scottplot";

    /// <inheritdoc/>
    public byte[] Png(Figure figure, FigureSize size) => Guarded(() =>
    {
        (SP.Multiplot plots, List<TextShape> texts) = Arrange(figure, size);
        using SKSurface surface = Surface(size.Width, size.Height);
        Draw(surface.Canvas, plots, texts, size, (float)size.Scale);
        using SP.Image image = new(surface);
        return PngEncoder.WithPhysicalSize(image.GetImageBytes(SP.ImageFormat.Png), size.DotsPerInch);
    });

    /// <inheritdoc/>
    public string Svg(Figure figure, FigureSize size) => Guarded(() =>
    {
        (SP.Multiplot plots, List<TextShape> texts) = Arrange(figure, size);
        (double width, double height) = (size.Width / size.Scale, size.Height / size.Scale);

        // ScottPlot draws a plot whose limits are new twice, which only pixels hide: so once into pixels first.
        using (SKSurface first = Surface((int)Math.Ceiling(width), (int)Math.Ceiling(height))) Draw(first.Canvas, plots, texts, size, 1);
        using MemoryStream file = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, (float)width, (float)height), file)) Draw(canvas, plots, texts, size, 1);
        return Encoding.UTF8.GetString(file.ToArray());
    });

    private static T Guarded<T>(Func<T> draw)
    {
        try
        {
            return draw();
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or TypeLoadException or BadImageFormatException or FileNotFoundException)
        {
            throw new RendererUnavailableException("Skia's native library cannot be loaded.", e);
        }
    }

    private static SKSurface Surface(int width, int height) =>
        SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul))
        ?? throw new RendererUnavailableException($"Skia gives no surface of {width} × {height} pixels.");

    private static void Draw(SKCanvas canvas, SP.Multiplot plots, List<TextShape> texts, FigureSize size, float scale)
    {
        canvas.Scale(scale);
        plots.Render(canvas, new SP.PixelRect(0f, (float)(size.Width / size.Scale), (float)(size.Height / size.Scale), 0f));
        using SP.Paint paint = SP.Paint.NewDisposablePaint();
        foreach (TextShape text in texts)
        {
            SP.LabelStyle label = new()
            {
                Text = MarkedText.Unicode(text.Line.Runes),
                FontSize = (float)text.Line.Size,
                Bold = text.Line.Weight > TextLine.Regular,
                ForeColor = Colour(text.Colour),
                Alignment = SP.Alignment.LowerLeft,
            };
            label.Render(canvas, new SP.Pixel(text.Start.X, text.Start.Y + text.Line.Descent), paint);
        }
    }

    private (SP.Multiplot Plots, List<TextShape> Texts) Arrange(Figure figure, FigureSize size)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(size);
        size.Validate();
        if (SKFontManager.Default.FontFamilyCount == 0) throw new RendererUnavailableException("no font is installed.");
        (double width, double height) = (size.Width / size.Scale, size.Height / size.Scale);
        (TextShape? title, Place[] places) = FigureLayout.PlaceAll(figure, width, height, _theme);
        TypeSizes sizes = TypeSizes.For(width, height);
        List<TextShape> texts = title is null ? [] : [title];

        // The first plot lies under all others: the sheet. A multiplot begins with one.
        SP.Multiplot plots = new();
        SP.Plot sheet = plots.Subplots.GetPlot(0);
        sheet.HideAxesAndGrid();
        sheet.FigureBackground.Color = Colour(_theme.Paper);
        foreach (Place place in places)
        {
            SP.Plot plot = new();
            plots.Subplots.Add(plot);
            plot.FigureBackground.Color = Colour(_theme.Paper); // it may be drawn twice, the second time over the first
            plot.Layout.Fixed(new SP.PixelPadding(
                (float)(place.Plot.Left - place.Room.Left), (float)(place.Room.Right - place.Plot.Right),
                (float)(place.Room.Bottom - place.Plot.Bottom), (float)(place.Plot.Top - place.Room.Top)));
            texts.AddRange(place.Panel.Heading(place.Plot).OfType<TextShape>());
            if (place.Panel is AxesPanelLayout axes) new AxesPlot(plot, axes, place.Plot, sizes, _theme).Fill();
            else if (place.Panel is ImagePanelLayout pictures) AddPictures(plot, pictures, place.Plot, texts);
        }

        plots.Layout = new Rooms(places);
        return (plots, texts);
    }

    private static void AddPictures(SP.Plot plot, ImagePanelLayout panel, Box place, List<TextShape> texts)
    {
        plot.HideAxesAndGrid();
        plot.Axes.SetLimits(0, place.Width, -place.Height, 0);
        Shape[] shapes = [.. panel.Inside(place)];
        texts.AddRange(shapes.OfType<TextShape>());
        foreach (ImageShape image in shapes.OfType<ImageShape>())
        {
            SP.CoordinateRect rectangle = new(
                image.Box.Left - place.Left, image.Box.Right - place.Left, place.Top - image.Box.Bottom, place.Top - image.Box.Top);
            plot.Add.ImageRect(new SP.Image(PngEncoder.Encode(image)), rectangle).AntiAlias = false;
        }
    }

    private static SP.Color Colour(Colour colour) => new(colour.Red, colour.Green, colour.Blue, colour.Alpha);

    /// <summary>Gives each plot its panel's room, and the first all of the figure.</summary>
    private sealed class Rooms(Place[] places) : SP.IMultiplotLayout
    {
        public SP.PixelRect[] GetSubplotRectangles(SP.SubplotCollection subplots, SP.PixelRect figureRect) =>
            [figureRect, .. places.Select(place => new SP.PixelRect((float)place.Room.Left, (float)place.Room.Right, (float)place.Room.Bottom, (float)place.Room.Top))];
    }

    /// <summary>One panel with axes.</summary>
    private sealed class AxesPlot(SP.Plot plot, AxesPanelLayout panel, Box box, TypeSizes sizes, Theme theme)
    {
        private static readonly Dictionary<MarkerKind, SP.MarkerShape> Shapes = new()
        {
            [MarkerKind.Circle] = SP.MarkerShape.FilledCircle,
            [MarkerKind.Square] = SP.MarkerShape.FilledSquare,
            [MarkerKind.TriangleUp] = SP.MarkerShape.FilledTriangleUp,
            [MarkerKind.TriangleDown] = SP.MarkerShape.FilledTriangleDown,
            [MarkerKind.Diamond] = SP.MarkerShape.FilledDiamond,
            [MarkerKind.Cross] = SP.MarkerShape.Cross,
        };

        private static readonly SP.LinePattern Dashed = new([3.6f, 3.4f], 0, "rule");

        private readonly PlotArea _area = panel.Area(box);
        private readonly PlotterCoordinates _at = new(panel, box);

        public void Fill()
        {
            bool isMap = panel.Panel.Series.Any(series => series is HeatMapSeries);
            plot.Axes.Color(Colour(theme.Ink));
            plot.Axes.FrameColor(Colour(theme.Faint));
            plot.Grid.MajorLineColor = isMap ? SP.Colors.Transparent : Colour(theme.Grid);
            Label(plot.Axes.Bottom, panel.Across);
            Label(plot.Axes.Left, panel.Along);
            plot.Axes.Bottom.TickGenerator = Ticks(
                panel.Level.Ticks, panel.Level.Texts.Select(lines => string.Join('\n', lines.Select(line => MarkedText.Unicode(line.Runes)))), _at.X);
            plot.Axes.Left.TickGenerator = Ticks(
                panel.Upright.Ticks, panel.Upright.Texts.Select(line => line is null ? "" : MarkedText.Unicode(line.Runes)), _at.Y);
            SP.LabelStyle names = plot.Axes.Bottom.TickLabelStyle;
            if (panel.Level.IsTurned) (names.Rotation, names.Alignment) = (-90, SP.Alignment.MiddleRight);
            foreach (Series series in panel.Panel.Series.OrderBy(series => series is not BandSeries)) Add(series);
            foreach (FillShape mark in BeyondMarks.Of(_area).OfType<FillShape>())
            {
                SP.Plottables.Polygon head = plot.Add.Polygon([.. mark.Points.Select(Back)]);
                (head.FillColor, head.LineWidth) = (Colour(mark.Colour), 0);
            }

            plot.Axes.SetLimits(_at.Left, _at.Right, _at.Bottom, _at.Top);
            AddLegend();
        }

        private void Add(Series series)
        {
            SeriesStyle style = SeriesStyle.Of(series.Style, theme);
            SP.Color colour = Colour(style.Colour);
            switch (series)
            {
                case LineSeries line: AddLine(line, style, colour); break;
                case BandSeries band:
                    foreach (List<int> run in _at.Runs(band.X, band.Low, band.High))
                    {
                        SP.Plottables.FillY area = plot.Add.FillY(
                            [.. run.Select(i => _at.X(band.X[i]))], [.. run.Select(i => _at.Y(band.Low[i]))], [.. run.Select(i => _at.Y(band.High[i]))]);
                        (area.FillColor, area.LineWidth) = (colour.WithAlpha((byte)48), 0);
                    }

                    break;
                case BarSeries bars:
                    IEnumerable<int> shown = _at.Runs(bars.Left, bars.Heights).SelectMany(run => run).Where(i => panel.XAxis.CanShow(bars.Right[i]));
                    plot.Add.Bars(shown.Select(i => new SP.Bar
                    {
                        Position = (_at.X(bars.Left[i]) + _at.X(bars.Right[i])) / 2,
                        Size = Math.Abs(_at.X(bars.Right[i]) - _at.X(bars.Left[i])),
                        Value = _at.Y(bars.Heights[i]),
                        ValueBase = _area.Y.IsLog ? _at.Bottom : bars.Base,
                        FillColor = colour.WithAlpha((byte)115),
                        LineColor = colour,
                    }).ToList());
                    break;
                case RuleSeries { IsLevel: true } rule when panel.YAxis.CanShow(rule.At): plot.Add.HorizontalLine(_at.Y(rule.At), Pen(1.1), colour, Dashed); break;
                case RuleSeries { IsLevel: false } rule when panel.XAxis.CanShow(rule.At): plot.Add.VerticalLine(_at.X(rule.At), Pen(1.1), colour, Dashed); break;
                case HeatMapSeries map when panel.HasData: AddMap(map); break;
            }
        }

        private void AddLine(LineSeries line, SeriesStyle style, SP.Color colour)
        {
            foreach (List<int> run in _at.Runs(line.X, line.Y))
            {
                double[] x = [.. run.Select(i => _at.X(line.X[i]))], y = [.. run.Select(i => _at.Y(line.Y[i]))];
                if (line.HasLine && run.Count > 1) Stroke(plot.Add.ScatterLine(x, y, colour), style);
                if (!line.HasMarkers && line.HasLine && run.Count > 1) continue;
                float diameter = (float)(2 * sizes.Factor * (run.Count <= 60 ? 2.8 : run.Count <= 400 ? 2 : 1.2));
                byte opacity = run.Count <= 60 ? (byte)255 : line.RunningMean > 0 ? (byte)105 : run.Count <= 2000 ? (byte)190 : (byte)100;
                plot.Add.Markers(x, y, Shapes[style.Marker], diameter, colour.WithAlpha(opacity));
                if (line.RunningMean == 0 || run.Count < RunningMean.Window(line)) continue;
                SP.Coordinates[] means = [.. RunningMean.Of(run, line, _area).Select(Back)];
                Stroke(plot.Add.ScatterLine(means, colour), style);
            }
        }

        private void AddMap(HeatMapSeries map)
        {
            AxisRange range = ColourScale.Of(map).Range;
            SP.Plottables.Heatmap cells = plot.Add.Heatmap(PlotterCoordinates.Cells(map));
            cells.Colormap = new SP.Colormaps.Custom([.. Enumerable.Range(0, 256).Select(i => Colour(ColourMap.At(i / 255.0)))]);
            cells.ManualRange = new SP.Range(range.Min, range.Max);
            cells.NaNCellColor = Colour(theme.Paper);
            cells.Rectangle = new SP.CoordinateRect(_at.Left, _at.Right, _at.Bottom, _at.Top);
            cells.RenderStrategy = new SP.Plottables.Heatmap.RenderStrategies.Rectangles(); // pixels would be smoothed in an SVG
            SP.Panels.ColorBar bar = plot.Add.ColorBar(cells);
            bar.Width = (float)(11 * sizes.Factor);
            Label(bar.Axis, map.Name);
            bar.Axis.TickLabelStyle.ForeColor = bar.Axis.Label.ForeColor = Colour(theme.Ink);
        }

        private SP.Coordinates Back(Point2 place) => new(_at.Of(place).X, _at.Of(place).Y);

        private void AddLegend()
        {
            plot.Legend.IsVisible = false;
            Legend legend = new(panel.Panel, box, sizes, theme);
            if (legend.IsEmpty || !panel.HasData || panel.Panel.Series.Any(series => series is HeatMapSeries)) return;
            (bool isRight, bool isLow) = legend.Corner([.. SeriesShapes.Of(panel.Panel, _area), .. BeyondMarks.Of(_area)]);
            plot.ShowLegend(
                panel.Panel.Series.Where(series => series.Name.Length > 0).DistinctBy(series => (series.Name, series.Style)).Select(Sample),
                isRight ? (isLow ? SP.Alignment.LowerRight : SP.Alignment.UpperRight) : (isLow ? SP.Alignment.LowerLeft : SP.Alignment.UpperLeft));
            SP.Legend drawn = plot.Legend;
            drawn.DisplayPlottableLegendItems = false;
            (drawn.FontSize, drawn.FontColor) = ((float)sizes.Legend, Colour(theme.Ink));
            (drawn.BackgroundColor, drawn.OutlineColor) = (Colour(theme.Paper.WithAlpha(225)), Colour(theme.Faint.WithAlpha(70)));
            drawn.ShadowColor = SP.Colors.Transparent;
        }

        private SP.LegendItem Sample(Series series)
        {
            SeriesStyle style = SeriesStyle.Of(series.Style, theme);
            SP.Color colour = Colour(style.Colour);
            SP.LegendItem item = new() { LabelText = MarkedText.Unicode(MarkedText.Parse(series.Name)) };
            if (series is BandSeries or BarSeries) item.FillColor = colour.WithAlpha((byte)115);
            if (series is RuleSeries) (item.LineColor, item.LineWidth, item.LinePattern) = (colour, Pen(1.1), Dashed);
            if (series is not LineSeries line) return item;
            if (line.HasLine || line.RunningMean > 0) (item.LineColor, item.LineWidth, item.LinePattern) = (colour, Pen(1.6), Pattern(style));
            if (line.HasMarkers || !line.HasLine) (item.MarkerShape, item.MarkerSize, item.MarkerColor) = (Shapes[style.Marker], (float)(6 * sizes.Factor), colour);
            return item;
        }

        private void Label(SP.IAxis axis, string text)
        {
            (axis.Label.Text, axis.Label.FontSize, axis.Label.Bold) = (MarkedText.Unicode(MarkedText.Parse(text)), (float)sizes.AxisLabel, false);
            axis.TickLabelStyle.FontSize = (float)sizes.TickLabel;
        }

        private static SP.TickGenerators.NumericManual Ticks(AxisTicks ticks, IEnumerable<string> labels, Func<double, double> place) => new(
        [
            .. ticks.Major.Zip(labels, (tick, label) => SP.Tick.Major(place(tick.Value), label)),
            .. ticks.Minor.Select(value => SP.Tick.Minor(place(value))),
        ]);

        private void Stroke(SP.Plottables.Scatter line, SeriesStyle style) => (line.LineWidth, line.LinePattern) = (Pen(1.6), Pattern(style));

        private float Pen(double width) => (float)(width * sizes.Factor);

        private static SP.LinePattern Pattern(SeriesStyle style) => new([.. style.Dash.Select(length => (float)length)], 0, "dash");
    }
}
