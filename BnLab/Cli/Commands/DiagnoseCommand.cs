using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab diagnose</c>: which mistake a student's arrays come from.</summary>
internal static class DiagnoseCommand
{
    private static readonly Setting<string?> Layer = Setting.Optional(
        "--layer", $"one of {string.Join(", ", Subjects.Names)}", $"The layer, where the arrays do not tell: {string.Join(", ", Subjects.Names)}.") with
    { ValueName = "LAYER", Choices = Subjects.Names };

    public static readonly Setting<bool> NoName = Setting.Flag("--no-name", "Say what is seen, and not which mistake it is.");

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
            bool isNamed = !parse.Get(NoName), isGuessed = parse.Get(Layer) is null && findings.Any(finding => !finding.IsRight) && !findings.Any(finding => finding is { Array: "out" or "loss", IsRight: true });
            var console = new Terminal(parse);
            if (parse.Get(GlobalOptions.Json)) console.Print([new("layer", layer), .. findings.SelectMany(finding => FindingText.Fields(finding, isNamed))]);
            else FindingText.Print(console, findings, isNamed, ("layer", isGuessed ? $"{layer}, as the arrays look; --layer names another" : layer));
            if (isGuessed && Fitting(arrays) is { } other) console.Note($"With --layer {other} the output is right.");
            return findings.All(finding => finding.IsRight) ? ExitCode.Done : ExitCode.Broken;
        });
        return diagnose;
    }

    /// <summary>A layer whose output these arrays have; null where there is none.</summary>
    private static string? Fitting(StudentArrays arrays)
    {
        return Subjects.Names.FirstOrDefault(IsRight);

        bool IsRight(string name)
        {
            try
            {
                return Diagnosis.IsOutputRight(arrays, Subjects.Of(name, arrays));
            }
            catch (InvalidDataException)
            {
                return false; // its arrays are others
            }
        }
    }
}
