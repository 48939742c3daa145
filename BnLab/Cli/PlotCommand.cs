using System.CommandLine;
using System.Globalization;
using System.Text;
using BnLab.Experiments;
using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Results;

namespace BnLab.Cli;

/// <summary><c>bnlab plot</c>: figures of earlier runs, drawn again or laid over each other.</summary>
internal static class PlotCommand
{
    private const int UnitsPerInch = 96, LeastDpi = 10, MostDpi = 3840;

    private static readonly Option<string> Size = SweepCommand.Named(Optional("--size", "Width and height of the picture in pixels."), "WxH");
    private static readonly Option<int> Dpi = SweepCommand.Named(ValueOption.Integer("--dpi", 192, "Pixels to an inch: text and lines keep their size in inches."), "N");
    private static readonly Option<string> Format = ValueOption.Choice("--format", "png", ["png", "svg", "both"], "Files to write: png, svg or both.");
    private static readonly Option<string> Colours = ValueOption.Choice("--theme", "light", ["light", "dark"], "Colours: light or dark.");
    private static readonly Option<string> Renderer = ValueOption.Suggesting(
        FigureRenderers.Names, ValueOption.Text("--renderer", FigureRenderers.Names[0], "Who draws: builtin, or scottplot in builds with it."));

    private static readonly Option<string> Title = SweepCommand.Named(new Option<string>("--title") { Description = "Another title; \"\" for none." }, "TEXT");
    private static readonly Option<string> Name = SweepCommand.Named(Optional("--output", "Name of the new files, without extension. [default: the figure's name and .plot]"), "NAME");

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "The data of a figure (NAME.figure.csv) or any other file of its run; several are laid over each other.", Arity = ArgumentArity.OneOrMore };
        var plot = new ExampleCommand(
            "plot", "Draw figures of earlier runs again: another size, format, theme or title, or several runs in one figure.",
            "plot plots/train.figure.csv --size 1200x800 --theme dark") { files, Size, Dpi, Format, Colours, Renderer, Title, Name };
        plot.SetAction(parse => Run(parse, parse.GetRequiredValue(files)));
        return plot;
    }

    private static int Run(ParseResult parse, string[] files)
    {
        var console = new Terminal(parse);
        var renderer = new TimedRenderer(CreateRenderer(parse, console));
        var sources = files.Select(file => FigureFile.Find(file)).ToArray();
        var figures = console.Stages.Run("data reading", () => sources.Select(FigureCsv.Read).ToArray());
        var labels = files.Length == 1 ? [""] : RunLabels.Of([.. sources.Select(source => (source, FigureFile.Manifest(source)))]);
        var figure = FigureOverlay.Of([.. sources.Select((source, i) => (labels[i], source, figures[i]))]);
        if (parse.GetValue(Title) is { } title) figure = figure with { Title = title };
        var size = ReadSize(parse, figure);

        using var folder = RunFolder.Open(parse.GetRequiredValue(GlobalOptions.Out));
        string name = OutputName(parse, Path.GetFileName(sources[0])[..^FigureCsv.Extension.Length]);
        string format = parse.GetRequiredValue(Format);
        List<string> written = [];
        if (format != "svg") Write($"{name}.png", () => renderer.Png(figure, size));
        if (format != "png") Write($"{name}.svg", () => Encoding.UTF8.GetBytes(renderer.Svg(figure, size)));
        folder.Publish();
        console.Stages.Tell("drawing", renderer.Spent);
        console.Note($"wrote {string.Join(", ", written)}");
        if (parse.GetValue(GlobalOptions.Json)) console.Print([.. written.Select(file => KeyValuePair.Create(Path.GetExtension(file)[1..], file))]);
        return ExitCode.Done;

        void Write(string file, Func<byte[]> draw)
        {
            string path = Path.Combine(folder.Path, file);
            if (FigureFile.Manifest(path) is { } run)
                throw new OptionException("--output", name, $"a name that no run uses: {path} belongs to {run.Experiment}");
            folder.Write(file, stream => stream.Write(draw()));
            written.Add(path);
        }
    }

    private static IFigureRenderer CreateRenderer(ParseResult parse, Terminal console)
    {
        string name = parse.GetRequiredValue(Renderer);
        if (!FigureRenderers.Names.Contains(name, StringComparer.Ordinal))
            throw new OptionException("--renderer", name, $"one of {string.Join(", ", FigureRenderers.Names)} (scottplot is in builds with -p:Plotter=ScottPlot only)");
        return FigureRenderers.Create(name, console.Warn, parse.GetRequiredValue(Colours) == "dark" ? Theme.Dark : Theme.Light);
    }

    private static FigureSize ReadSize(ParseResult parse, Figure figure)
    {
        var usual = FigureSize.For(figure);
        int dpi = parse.GetValue(Dpi);
        bool hasDpi = parse.GetResult(Dpi) is { Implicit: false };
        if (dpi is < LeastDpi or > MostDpi) throw new OptionException("--dpi", dpi, $"{LeastDpi} to {MostDpi}");
        double scale = (double)dpi / UnitsPerInch;
        if (parse.GetValue(Size) is not { } text)
        {
            var (width, height) = ((int)Math.Round(usual.Width * scale / usual.Scale), (int)Math.Round(usual.Height * scale / usual.Scale));
            return Math.Max(width, height) <= FigureSize.Longest ? new(width, height, scale) : throw new OptionException("--dpi", dpi, $"less: {width} × {height} pixels are too many");
        }

        int[] sides = [.. text.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
        if (sides.Length != 2 || sides.Any(side => side is < 1 or > FigureSize.Longest))
            throw new OptionException("--size", text, $"width and height from 1 to {FigureSize.Longest}, like 1200x800");
        return hasDpi ? new(sides[0], sides[1], scale) : FigureSize.Pixels(sides[0], sides[1]);
    }

    private static string OutputName(ParseResult parse, string figure)
    {
        if (parse.GetValue(Name) is not { } name) return $"{figure}.plot";
        if (name.AsSpan().IndexOfAny("/\\:\0") >= 0 || name is "." or "..") throw new OptionException("--output", name, "a name without a folder, which --out gives");
        return name;
    }

    private static Option<string> Optional(string name, string description)
    {
        var option = ValueOption.Text(name, "", description);
        option.DefaultValueFactory = null;
        return option;
    }
}
