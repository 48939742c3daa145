using BnLab.Output.Report;

namespace BnLab.Tests.Output;

/// <summary>A folder of runs, with every kind of figure and with markup in every text.</summary>
internal static class ReportSamples
{
    public const string Evil = "<script>alert(1)</script>", SeriesName = "<script>alert(1)</script>";

    /// <summary>How many figures the folder's runs have.</summary>
    public static int Figures => 1 + SampleKinds.All().Count();

    public static void Write(string folder)
    {
        var line = new LineSeries(SeriesName, 0, SampleFigures.Steps(30), [.. SampleFigures.Steps(30).Select(Math.Sqrt)]);
        var figure = Figure.Stacked(Evil, new Panel(Evil, new(Evil), new(Evil), [line]));
        var rows = Enumerable.Range(0, 200).Select(i => new object[] { i, 1.0 / (i + 3), Evil });
        Write(
            folder, new("train", [], [new("train.loss", ["iteration", Evil, "text"], [.. rows])], [("train", figure)])
            {
                Checks = [new(Evil, Evil, Evil, true), new("It flies", "0 m", "1 m", false)],
                Claims = [Claim(Outcome.Holds, Evil), Claim(Outcome.NotDecided, "It swims"), Claim(Outcome.DoesNotHold, "It walks")],
            });
        Write(Path.Combine(folder, Evil.Replace('/', '_')), new("kinds", [], [new("kinds", ["a"], [[1]])], [.. SampleKinds.All().Select(kind => ($"kinds.{kind.Name}", kind.Figure))]));
    }

    public static Claim Claim(Outcome outcome, string statement = "It learns") => new(
        statement, outcome, 0.031, -0.012, 0.074, statement == Evil ? Evil : "accuracy", IsRatio: false, 10, "seeds", "above 0", 0.14, outcome == Outcome.NotDecided ? 41 : null, "");

    /// <summary>The runs in a folder, as the report's command finds them.</summary>
    public static ReportFolder Found(string path, IReadOnlyList<(string, string)> experiments)
    {
        var found = FoundRuns.In(path);
        return ReportFolder.Of(found.Runs, found.Damaged, experiments);
    }

    /// <summary>Writes a run as an experiment's command does.</summary>
    public static void Write(string path, ExperimentResult result, params KeyValuePair<string, string>[] options)
    {
        using var folder = RunFolder.Open(path);
        var files = ResultWriter.Write(result, folder, new NoRenderer(), FigureSize.For, new StageTimer(tell: null));
        folder.Write(
            new RunManifest(
                result.Name, [result.Name, "--title", Evil], [new(Evil, Evil), .. options], new(Evil, Evil, 10_000, new string('a', 64)),
                new(Evil, Evil, Evil, Evil, 2, 512), 75.25, true, files)
            { Checks = result.Checks, Claims = result.Claims });
        folder.Publish(_ => { });
    }

    /// <summary>The report draws for itself.</summary>
    private sealed class NoRenderer : IFigureRenderer
    {
        public byte[] Png(Figure figure, FigureSize size) => [];

        public string Svg(Figure figure, FigureSize size) => Encoding.UTF8.GetString([]);
    }
}
