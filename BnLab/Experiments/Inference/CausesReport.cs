namespace BnLab.Experiments.Inference;

/// <summary>All causes, from the cases of all nets.</summary>
internal sealed class CausesReport
{
    private readonly List<(uint Seed, IReadOnlyList<Case> Cases)> _seeds;

    public CausesReport(StudyRuns<InferenceVariant, InferenceRun> runs, TrainingSettings settings)
    {
        _seeds = [.. from run in runs.All group run by run.History.Seed into of select (of.Key, (IReadOnlyList<Case>)[.. of.SelectMany(run => run.Cases).OrderBy(c => c.Number)])];
        Case[] means =
        [
            .. _seeds[0].Cases.Select((c, i) => c with
            {
                Accuracy = _seeds.Average(seed => seed.Cases[i].Accuracy),
                Difference = _seeds.Average(seed => seed.Cases[i].Difference),
                Uncertainty = _seeds.Average(seed => seed.Cases[i].Uncertainty),
            }),
        ];
        int iterations = InferenceVariant.Slow.Apply(settings).Schedule.Iterations;
        Causes =
        [
            Of("momentum", $"Momentum 0.999, {iterations} mini-batches", Harm.LostAccuracy),
            Of("tiny-batches", $"Statistics of mini-batches of {InferenceVariant.TinyBatch}", Harm.OtherScores),
            Of("drift", "Brighter by 60, half the contrast", Harm.LostAccuracy),
            Of("chain", $"A chain of {InferenceVariant.ChainLength} normalizations", Harm.OtherScores),
        ];

        Cause Of(string name, string title, Harm harm) => new(name, title, harm, [.. means.Where(c => c.Cause == name)]);
    }

    /// <summary>Means over the seeds.</summary>
    public IReadOnlyList<Cause> Causes { get; }

    public Table Table => new(
        "inference.causes", ["cause", "case", "role", "seed", "accuracy", "difference"],
        [.. from seed in _seeds from c in seed.Cases select new object[] { c.Cause, c.Name, c.Role.ToString().ToLowerInvariant(), seed.Seed, c.Accuracy, c.Difference }])
    {
        IsPrinted = true,
    };
}
