using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>The check of the gradient check: each mistake is planted alone into its layer, and must be caught there.</summary>
internal static class MutationCheck
{
    /// <summary>Plants mistakes one after the other.</summary>
    public static ExperimentResult Run(GradcheckOptions options, IReadOnlyList<Mutation> mutations, CancellationToken cancellation = default)
    {
        var chosen = mutations.Where(mutation => options.Layer is null || mutation.Layer == options.Layer).ToList();
        var tried = new List<(Mutation Mutation, List<GradientFinding> Failed)>();
        foreach (var mutation in chosen)
        {
            if (cancellation.IsCancellationRequested) break;
            var subject = mutation.Plant(Subjects.Named(mutation.Layer).Draw(options.Seed));
            tried.Add((mutation, [.. GradientCheck.Run(subject, options.H).Where(finding => !finding.Passed)]));
        }

        var table = new Table(
            "gradcheck.mutations", ["mutation", "caught", "relative_error", "layer", "parameter", "symptom"],
            [.. tried.Select(each => Row(each.Mutation, each.Failed))])
        { IsPrinted = true };
        return new(
            "gradcheck", Histories: [], [table], Figures: [], tried.Count == chosen.Count ? Judge(tried) : [], Complete: tried.Count == chosen.Count);
    }

    /// <summary>The gradients that gave a mistake away, and the largest of their errors: NaN if one has another shape.</summary>
    private static object[] Row(Mutation mutation, List<GradientFinding> failed) =>
    [
        mutation.Name, failed.Count > 0,
        failed.Count == 0 ? 0.0 : failed.Aggregate(0.0, (worst, finding) => Math.Max(worst, finding.Error)),
        mutation.Layer, string.Join(' ', failed.Select(finding => finding.Input)), mutation.Symptom.Text,
    ];

    private static List<Verdict> Judge(List<(Mutation Mutation, List<GradientFinding> Failed)> tried)
    {
        int caught = tried.Count(each => each.Failed.Count > 0);
        string all = tried.Count.ToString(CultureInfo.InvariantCulture);
        return
        [
            new("every planted mistake is caught", $"{caught.ToString(CultureInfo.InvariantCulture)} of {all}", $"{all} of {all}", caught == tried.Count),
            .. tried.Where(each => each.Failed.Count == 0).Select(each => new Verdict(
                $"The mistake {each.Mutation.Name} in {each.Mutation.Layer} is caught", "no gradient failed", "1 gradient or more", Passed: false)),
        ];
    }
}
