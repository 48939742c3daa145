using System.CommandLine;
using System.Text;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab plot</c>: figures of earlier runs, drawn again or laid over each other.</summary>
internal static class PlotCommand
{
    private static readonly Setting<string> Format = Setting.Choice("--format", "png", ["png", "svg", "both"], "Files to write: png, svg or both.") with
    { ValueName = "FORMAT" };
    private static readonly Setting<string?> Title = Setting.Optional("--title", "a text in quotes", "Another title; \"\" for none.") with { ValueName = "TEXT" };

    private static readonly Setting<string?> Name = Setting.Optional(
        "--output", "a name, not nothing", "Name of the new files, without extension. [default: the figure's name and .plot]") with
    { ValueName = "NAME", Accepts = name => name != "", Range = "a name, not nothing" };

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The data of a figure (NAME.figure.csv) or any other file of its run; several are laid over each other.",
            Arity = ArgumentArity.OneOrMore,
        };
        var plot = new ExampleCommand(
            "plot", "Draw figures of earlier runs again: another size, format, theme or title, or several runs in one figure.",
            "plot plots/train.figure.csv --size 1200x800 --theme dark") { files }.With(Format, Title, Name).With(DrawingOptions.All).With(GlobalOptions.WithoutSeed);
        plot.SetAction(parse => Run(parse, parse.GetRequiredValue(files)));
        return plot;
    }

    private static int Run(ParseResult parse, string[] files)
    {
        var console = new Terminal(parse);
        var drawing = new DrawingOptions(parse, console);
        var sources = files.Select(file => FigureFile.Find(file)).ToArray();
        var figures = console.Stages.Run("data reading", () => sources.Select(source => FigureCsv.Read(RunFile.Find(source, console.Warn))).ToArray());
        var labels = files.Length == 1 ? [""] : RunLabels.Of([.. sources.Select(source => (source, FigureFile.Manifest(source)))]);
        var figure = FigureOverlay.Of([.. sources.Select((source, i) => (labels[i], source, figures[i]))]);
        if (parse.Get(Title) is { } title) figure = figure with { Title = title };
        var size = drawing.Size(figure);

        using var folder = RunFolder.Open(parse.Get(GlobalOptions.Out));
        string name = OutputName(parse, Path.GetFileName(sources[0])[..^Figure.FileExtension.Length]);
        string[] formats = parse.Get(Format) is "both" ? ["png", "svg"] : [parse.Get(Format)];
        string[] paths = [.. formats.Select(format => Path.Combine(folder.Path, $"{name}.{format}"))];
        foreach (string path in paths)
        {
            if (FigureFile.Manifest(path) is { } run)
                throw new OptionException("--output", name, $"a name that no run uses: {path} belongs to {run.Experiment}");
        }

        var pictures = console.Stages.Run("drawing", () => Array.ConvertAll(
            formats, format => format == "png" ? drawing.Renderer.Png(figure, size) : Encoding.UTF8.GetBytes(drawing.Renderer.Svg(figure, size))));
        foreach (var (path, picture) in paths.Zip(pictures)) folder.Write(Path.GetFileName(path), stream => stream.Write(picture));
        folder.Publish(console.Note);
        console.Note($"wrote {string.Join(", ", paths)}");
        if (parse.Get(GlobalOptions.Json)) console.Print([.. formats.Zip(paths, (format, path) => KeyValuePair.Create(format, path))]);
        return ExitCode.Done;
    }

    private static string OutputName(ParseResult parse, string figure)
    {
        if (parse.Get(Name) is not { } name) return $"{figure}.plot";
        if (name.AsSpan().IndexOfAny("/\\:\0") >= 0 || name is "." or "..") throw new OptionException("--output", name, "a name without a folder, which --out gives");
        return name;
    }
}
