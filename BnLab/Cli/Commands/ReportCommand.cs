using System.CommandLine;
using System.Text;
using BnLab.Output.Report;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab report</c>: all runs of a folder as one page.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("DIR")
        {
            Description = "Folder with the runs, in it or in its direct subfolders. [default: that of --out]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var report = new ExampleCommand(
            "report", "Make one page of all runs in a folder, to be read in a browser and passed on: claims and checks, figures, tables.", "report plots")
            { folder }.With(GlobalOptions.WithoutSeed);
        report.SetAction(parse => Run(parse, parse.GetValue(folder)));
        return report;
    }

    private static int Run(ParseResult parse, string? folder)
    {
        var console = new Terminal(parse);
        string output = parse.Get(GlobalOptions.Out);
        bool isElsewhere = parse.IsTyped(GlobalOptions.Out);
        string path = Write(folder ?? output, folder is null || isElsewhere ? output : folder, console);
        console.Note($"wrote {path}");
        if (parse.Get(GlobalOptions.Json)) console.Print([KeyValuePair.Create("report", path)]);
        return ExitCode.Done;
    }

    public static string Write(string source, string target, Terminal console)
    {
        var found = console.Stages.Run("data reading", () => FoundRuns.In(source));
        var runs = ReportFolder.Of(found.Runs, found.Damaged, [.. Catalogue.All.Select(entry => (entry.Name, entry.Summary))]);
        foreach (string damaged in runs.Damaged) console.Warn(damaged);
        if (runs.Runs.Count == 0)
            throw new InvalidDataException($"{source}: expected runs with manifests (NAME.json) in this folder or its subfolders, but there are none.");
        string page = console.Stages.Run("page", () => ReportPage.Html(runs, console.Warn, Machine.Version));
        using var folder = RunFolder.Open(target);
        folder.Write(ReportPage.FileName, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        folder.Publish(console.Note);
        return Path.Combine(folder.Path, ReportPage.FileName);
    }
}
