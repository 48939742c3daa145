using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary>One run of <c>reproduce</c>.</summary>
/// <param name="Name">Its folder, and its name in the report.</param>
/// <param name="InAHurry">Options that <c>--fast</c> adds: fewer seeds, points, epochs or samples.</param>
internal sealed record ReproduceStep(string Name, IReadOnlyList<string> Arguments, IReadOnlyList<string> InAHurry)
{
    /// <summary>Every experiment once or in its variants, in the order of the catalogue.</summary>
    public static IReadOnlyList<ReproduceStep> All { get; } = [.. Catalogue.Names.SelectMany(Variants)];

    /// <summary>The arguments of the run, with those options of <c>reproduce</c> that its command has.</summary>
    public string[] ArgumentsFor(ParseResult parse, bool isFast, string target) =>
    [
        .. Arguments, .. isFast ? InAHurry : [], .. Has(StudyOptions.Data) ? ["--data", parse.Get(StudyOptions.Data)] : Array.Empty<string>(),
        "--seed", parse.Get(StudyOptions.Seed).ToString(CultureInfo.InvariantCulture), "--out", Path.Combine(target, Name), .. DrawingOptions.Typed(parse),
    ];

    /// <summary>Runs the command as the shell would, but without its output on stdout: the results are in its folder.</summary>
    /// <param name="told">Notices about missing data, which are told once.</param>
    public async Task<int> RunAsync(OtherCommands others, ParseResult parse, string[] arguments, bool resume, HashSet<string> told, CancellationToken cancellation)
    {
        string[] all =
        [
            .. arguments, "--quiet", .. resume && Has(StudyOptions.Resume) ? ["--resume"] : Array.Empty<string>(),
            .. parse.Get(GlobalOptions.Verbose) ? ["--verbose"] : Array.Empty<string>(),
        ];
        var target = parse.InvocationConfiguration.Error;
        await using var error = new PrefixWriter(Name, Tell, hasBars: ReferenceEquals(target, Console.Error) && !parse.Get(GlobalOptions.Quiet));
        return await others.RunAsync(all, TextWriter.Null, error, cancellation); // passes Ctrl-C on, which would be ignored between two runs

        void Tell(string line)
        {
            string note = line[$"{Name}: ".Length..];
            if (!DataSets.IsNote(note)) Terminal.Tell(target, line);
            else if (told.Add(note)) Terminal.Tell(target, note);
        }
    }

    /// <summary>The manifest of the run; null where there is none, or none that can be read.</summary>
    public RunManifest? Manifest(string target)
    {
        try
        {
            return ManifestJson.Read(Path.Combine(target, Name, $"{Arguments[0]}.json"));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Whether an earlier run can replace a new one: it is complete, of this version, and made with these arguments.</summary>
    public static bool IsFinished(RunManifest earlier, string[] arguments) =>
        earlier.Complete && earlier.Machine.Version == Machine.Version
        && earlier.CommandLine.Where(token => token is not ("--quiet" or "--resume" or "--verbose")).SequenceEqual(arguments, StringComparer.Ordinal);

    /// <summary>What its checks came to.</summary>
    public static string Mark(RunManifest manifest) => manifest.Checks.All(check => check.Passed) ? OutcomeText.Ok : OutcomeText.Broken;

    /// <summary>The line that is printed after the run, behind the mark.</summary>
    public string Line(RunManifest manifest, bool isNew)
    {
        int broken = manifest.Checks.Count(check => !check.Passed);
        string[] parts =
        [
            .. manifest.Checks.Count == 0 ? [] : new[] { broken == 0 ? Count(manifest.Checks.Count, "check") : $"{broken} of {Count(manifest.Checks.Count, "check")} BROKEN" },
            .. manifest.Claims.CountBy(claim => claim.Outcome).OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key.OfSeveral()}")),
            isNew ? string.Create(CultureInfo.InvariantCulture, $"{manifest.Seconds:0.0} s") : "done before",
        ];
        return $"{Name,-26} {string.Join(", ", parts)}";

        static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
    }

    private bool Has(Setting setting) => Catalogue.Named(Arguments[0]).Options.Any(option => option.Name == setting.Name);

    private static IEnumerable<ReproduceStep> Variants(string experiment) => experiment switch
    {
        "forward" => [Step("forward"), Forward("layernorm"), Forward("spatial-batchnorm"), Forward("groupnorm")],
        "gradcheck" => [Step("gradcheck"), Step("gradcheck-mutate", "gradcheck --mutate")],
        "train" => [Step("train", "train --batchnorm"), Step("train-layernorm", "train --layernorm"), Step("train-seeds", "train --batchnorm --seeds 10")],
        "sweep-init" => [Step("sweep-init", hurry: "--points 10")],
        "sweep-batch" => [Step("sweep-batch", hurry: "--seeds 3"), Step("sweep-batch-layernorm", "sweep-batch --layernorm", hurry: "--seeds 3")],
        "sweep-lr" => [Step("sweep-lr", hurry: "--update-rule sgd --points 6 --seeds 3")],
        "small-batch" => [Step("small-batch", hurry: "--batch-sizes 2,32 --seeds 3 --epochs 2")],
        "whiten" => [Step("whiten", hurry: "--seeds 3 --shrink 4")],
        "shuffle" => [Step("shuffle", hurry: "--seeds 3 --epochs 5")],
        "depth" => [Step("depth", hurry: "--seeds 3 --layers 10,30 --width 500")],
        "saturation" => [Step("saturation", hurry: "--seeds 3 --epochs 2")],
        "gamma-beta" => [Step("gamma-beta", hurry: "--seeds 3 --epochs 3")],
        "placement" => [Step("placement", hurry: "--seeds 3")],
        "shift" => [Step("shift", hurry: "--seeds 3 --epochs 4")],
        "convnet" => [Step("convnet", hurry: "--seeds 3 --filters 8 --epochs 2")],
        "regularization" => [Step("regularization", hurry: "--seeds 3 --epochs 5")],
        "landscape" => [Step("landscape", hurry: "--seeds 3 --epochs 5")],
        "inference" => [Step("inference", hurry: "--seeds 3 --epochs 5 --repeats 11")],
        "recipes" => [Step("recipes", hurry: "--seeds 3 --epochs 2")],
        "affine-only" => [Step("affine-only", hurry: "--seeds 3 --widths 25,50 --epochs 10")],
        _ => [Step(experiment)],
    };

    private static ReproduceStep Forward(string layer) => Step($"forward-{layer}", $"forward --layer {layer}");

    private static ReproduceStep Step(string name, string? arguments = null, string hurry = "") =>
        new(name, (arguments ?? name).Split(' '), hurry.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
