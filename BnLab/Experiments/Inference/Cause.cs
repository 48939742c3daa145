namespace BnLab.Experiments.Inference;

/// <summary>A cause of errors at test time, and its cures.</summary>
/// <param name="Cases">One reference, in any place. The cures are for the first fault; other faults are for comparison.</param>
internal sealed record Cause(string Name, string Title, Harm Harm, IReadOnlyList<Case> Cases)
{
    public const string Momentum = "momentum", TinyBatches = "tiny-batches", Drift = "drift", Chain = "chain";

    private const double GreaterPart = 0.5, HalfBar = 0.36;

    public Case Reference => Cases.Single(c => c.Role == Role.Reference);

    private bool ByAccuracy => Harm == Harm.LostAccuracy;

    /// <summary>From means over the seeds.</summary>
    public static IReadOnlyList<Cause> All(StudyRuns<InferenceVariant, InferenceRun> runs, TrainingSettings settings)
    {
        var seeds = CasesOf(runs).Select(seed => seed.Cases).ToList();
        var means = seeds[0].Select((c, i) => c with
        {
            Accuracy = seeds.Average(cases => cases[i].Accuracy),
            Difference = seeds.Average(cases => cases[i].Difference),
        }).ToLookup(c => c.Cause, StringComparer.Ordinal);
        return
        [
            Of(Momentum, $"Momentum 0.999, {InferenceVariant.Slow.Apply(settings).Schedule.Iterations} mini-batches", Harm.LostAccuracy),
            Of(TinyBatches, $"Statistics of mini-batches of {InferenceVariant.TinyBatch}", Harm.OtherScores),
            Of(Drift, "Brighter by 60, half the contrast", Harm.LostAccuracy),
            Of(Chain, $"A chain of {InferenceVariant.ChainLength} normalizations", Harm.OtherScores),
        ];

        Cause Of(string name, string title, Harm harm) => new(name, title, harm, [.. means[name]]);
    }

    public static Table[] Tables(StudyRuns<InferenceVariant, InferenceRun> runs, IReadOnlyList<Cause> causes) =>
    [
        new(
            "inference.causes", ["cause", "case", "role", "seed", "accuracy", "difference"],
            [
                .. from seed in CasesOf(runs)
                   from c in seed.Cases
                   select new object[] { c.Cause, c.Name, $"{c.Role}".ToLowerInvariant(), seed.Seed, c.Accuracy, c.Difference },
            ]),
        new(
            "inference.causes.summary", ["cause", "case", "role", "accuracy", "difference"],
            [.. causes.SelectMany(cause => cause.Cases).Select(c => new object[] { c.Cause, c.Name, $"{c.Role}".ToLowerInvariant(), c.Accuracy, c.Difference })])
        {
            IsPrinted = true,
            IsWritten = false,
        },
    ];

    public static Figure Draw(IReadOnlyList<Cause> causes) =>
        new("Wrong statistics at test time, and what helps", [.. causes.Select(cause => cause.Panel()).Chunk(2)]);

    /// <summary>There is a harm, and each cure takes away the greater part of it: claims of their own, so that nothing is chosen by the nets that judge it.</summary>
    /// <remarks>Scores always differ a little; it is a harm where they differ more than in training, where mini-batches have statistics of their own.</remarks>
    public IEnumerable<Hypothesis> Judge(StudyRuns<InferenceVariant, InferenceRun> runs)
    {
        var seeds = CasesOf(runs).Select(seed => seed.Cases.Where(c => c.Cause == Name).ToList()).ToList();
        int reference = First(Role.Reference), training = First(Role.Training), fault = First(Role.Fault);
        string unit = ByAccuracy ? "validation accuracy" : "score difference";
        yield return ByAccuracy
            ? Hypothesis.Above($"{Title}: at test time the accuracy is lower than it should be", Sum((reference, 1), (fault, -1)), unit) with
            { Measured = Text($"{Cases[fault].Accuracy:0.000} instead of {Cases[reference].Accuracy:0.000}") }
            : Hypothesis.Above($"{Title}: at test time the scores are further off than by mini-batches' own statistics, as in training", Sum((fault, 1), (training, -1)), unit) with
            { Measured = Text($"{Cases[fault].Difference:0.000} against {Cases[training].Difference:0.000}") };
        foreach (int cure in Enumerable.Range(0, Cases.Count).Where(i => Cases[i].Role == Role.Cure))
        {
            yield return Hypothesis.Below(
                $"{Title}: the cure '{Cases[cure].Name}' takes away the greater part of the harm",
                ByAccuracy ? Sum((fault, GreaterPart), (reference, 1 - GreaterPart), (cure, -1)) : Sum((cure, 1), (fault, -GreaterPart)), $"{unit} above half the harm") with
            { Measured = Text($"leaves {Harm(cure):0.000} of {Harm(fault):0.000}") };
        }

        int First(Role role) => seeds[0].FindIndex(c => c.Role == role);

        // Accuracies image by image: seeds and images are samples.
        ConfidenceInterval Sum(params (int Case, double Weight)[] terms) => ByAccuracy
            ? ConfidenceInterval.OfImages([.. seeds.Select(cases => cases[0].Right.Select((_, n) => terms.Sum(term => term.Weight * cases[term.Case].Right[n])).ToArray())])
            : ConfidenceInterval.Of([.. seeds.Select(cases => terms.Sum(term => term.Weight * cases[term.Case].Difference))]);

        double Harm(int i) => ByAccuracy ? Cases[reference].Accuracy - Cases[i].Accuracy : Cases[i].Difference;

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private Panel Panel()
    {
        var shown = Cases.Where(c => c.Role != Role.Reference).ToList();
        var (training, fault, cure) = ByAccuracy
            ? ("As in training", "Fault", "Cure")
            : ("The batch's own, as in training", "At test time: fault", "At test time: cure");
        List<Series> series = [.. new[] { Bars(training, 2, Role.Training), Bars(fault, 1, Role.Fault), Bars(cure, 0, Role.Cure) }.Where(bars => bars.Heights.Count > 0)];
        if (ByAccuracy) series.Add(new RuleSeries("As it should be", 3, Reference.Accuracy));
        var names = new Axis("") { Categories = [.. shown.Select(c => c.Name.Replace(" - ", " − ", StringComparison.Ordinal))] };
        return new(Title, names, new Axis(ByAccuracy ? "Accuracy" : "Difference from the population's scores", Min: 0), series);

        BarSeries Bars(string name, int style, Role role)
        {
            int[] places = [.. Enumerable.Range(0, shown.Count).Where(i => shown[i].Role == role)];
            return new(
                name, style, [.. places.Select(i => i - HalfBar)], [.. places.Select(i => i + HalfBar)],
                [.. places.Select(i => ByAccuracy ? shown[i].Accuracy : shown[i].Difference)]);
        }
    }

    /// <summary>Seed by seed, the cases of all nets in the order of their numbers.</summary>
    private static IEnumerable<(uint Seed, IReadOnlyList<Case> Cases)> CasesOf(StudyRuns<InferenceVariant, InferenceRun> runs) =>
        runs.All.Chunk(runs.Variants.Count).Select(nets =>
            (nets[0].History.Seed, (IReadOnlyList<Case>)[.. nets.SelectMany(run => run.Cases).OrderBy(c => c.Number)]));
}

internal enum Harm
{
    /// <summary>Right answers become wrong.</summary>
    LostAccuracy,

    /// <summary>Most answers stay, but the scores change.</summary>
    OtherScores,
}

/// <summary>Test images normalized in one way.</summary>
/// <param name="Difference">From the scores of the same net with its population's statistics.</param>
internal sealed record Case(string Cause, string Name, Role Role, double Accuracy, double Difference)
{
    /// <summary>Its place among all cases.</summary>
    public int Number { get; init; }

    /// <summary>For each image 1 where the answer is right, else 0.</summary>
    public byte[] Right { get; init; } = [];
}

internal enum Role
{
    Reference,

    /// <summary>Batches as large as in training, with their own statistics.</summary>
    Training,

    Fault,
    Cure,
}
