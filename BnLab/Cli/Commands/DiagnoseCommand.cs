using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab diagnose</c>: which mistake a student's arrays come from.</summary>
internal static class DiagnoseCommand
{
    private static readonly Setting<string?> Layer = Setting.Optional(
        "--layer", $"one of {string.Join(", ", Subjects.Names)}", "The layer, where the arrays do not tell: --layer layernorm.") with
    { ValueName = "LAYER", Choices = Subjects.Names };

    private static readonly Setting<bool> NoName = Setting.Flag("--no-name", "Say what is seen, and not which mistake it is.");

    public static Command Create()
    {
        var path = new Argument<string>("ARRAYS") { Description = "What np.savez(\"mine.npz\", x=x, gamma=gamma, …, dx=dx) wrote, or a folder of CSV files named x.csv, dx.csv, …" };
        var diagnose = new ExampleCommand(
            "diagnose", "Look at the arrays of a layer that a student has written: what is wrong, and which known mistake makes exactly that.", "diagnose mine.npz")
        { path }.With(Layer, NoName, GlobalOptions.Json, GlobalOptions.Verbose);
        diagnose.SetAction(parse =>
        {
            var arrays = StudentArrays.Read(parse.GetRequiredValue(path));
            string layer = parse.Get(Layer) ?? Subjects.NameOf(arrays);
            if (!Subjects.Names.Contains(layer, StringComparer.Ordinal)) throw new OptionException(Layer.Name, layer, Layer.Expected);
            var findings = Diagnosis.Of(arrays, Subjects.Of(layer, arrays));
            Print(new Terminal(parse), parse.Get(GlobalOptions.Json), layer, findings, isNamed: !parse.Get(NoName));
            return findings.All(finding => finding.IsRight) ? ExitCode.Done : ExitCode.Broken;
        });
        return diagnose;
    }

    private static void Print(Terminal console, bool isJson, string layer, IReadOnlyList<Finding> findings, bool isNamed)
    {
        List<(string Array, List<string> Lines)> all = [("layer", [layer]), .. findings.Select(finding => (finding.Array, Lines(finding, isNamed).ToList()))];
        if (isJson)
        {
            console.Print([.. all.Select(each => KeyValuePair.Create(each.Array, string.Join(" | ", each.Lines)))]);
            return;
        }

        int margin = all.Max(each => each.Array.Length) + 2;
        string indent = new(' ', margin);
        foreach (var (array, lines) in all)
        {
            foreach (var (i, text) in lines.Index())
            {
                foreach (string line in WrappedText.Lines(text, i == 0 ? array.PadRight(margin) : indent, indent, Terminal.Columns)) console.Print(line);
            }
        }
    }

    private static IEnumerable<string> Lines(Finding finding, bool isNamed)
    {
        if (finding.IsRight)
        {
            yield return finding.Sentence.Length == 0 ? "right" : finding.Sentence;
            yield break;
        }

        yield return finding.Mistakes.Count == 0 ? "wrong: no known mistake makes these numbers"
            : !isNamed ? "wrong: a known mistake"
            : finding.IsFitted ? $"wrong: {string.Join(", and ", finding.Mistakes)}"
            : $"wrong: exactly what {finding.Mistakes[0]} makes";
        if (isNamed && !finding.IsFitted && finding.Mistakes.Count > 1) yield return $"(on these arrays the same: {string.Join(", ", finding.Mistakes.Skip(1))})";
        if (isNamed && finding.Sentence.Length > 0) yield return finding.Sentence;
        if (finding.Facts.Count > 0) yield return $"seen: {string.Join("; ", finding.Facts)}";
    }
}
