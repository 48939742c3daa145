using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>
/// Analytical gradients of every layer, loss and net against numerical ones; and the check itself against mistakes
/// that are planted into them.
/// </summary>
internal static class GradcheckExperiment
{
    /// <summary>What can be checked, in the order of the report.</summary>
    public static IReadOnlyList<string> Layers { get; } = [.. Subjects.All.Select(entry => entry.Layer)];

    /// <summary>The mistakes that can be planted.</summary>
    public static IReadOnlyList<string> Mistakes => [.. Mutations.All.Select(mutation => mutation.Name)];

    public static DirectExperiment Experiment { get; } = new(
        "gradcheck", "Check the gradients of every layer, loss and net against numerical ones.", "gradcheck --layer batchnorm-closed-form",
        GradcheckOptions.Settings, (values, _, stop) => Run(GradcheckOptions.Of(values), stop));

    /// <summary>Runs the checks, or with <see cref="GradcheckOptions.Mutate"/> the mistakes.</summary>
    public static ExperimentResult Run(GradcheckOptions options, CancellationToken cancellation = default) =>
        options.Mutate ? MutationCheck.Run(options, Mutations.All, cancellation) : Check(options, cancellation);

    private static ExperimentResult Check(GradcheckOptions options, CancellationToken cancellation)
    {
        var planted = options.Plant is null ? null : Mutations.Named(options.Plant);
        string? only = planted?.Layer ?? options.Layer;
        var entries = Subjects.All.Where(entry => only is null || entry.Layer == only).ToList();
        var findings = new List<IReadOnlyList<GradientFinding>>();
        var losses = new List<object[]>();
        foreach (var entry in entries)
        {
            if (cancellation.IsCancellationRequested) break;
            var subject = entry.Draw(options.Seed);
            if (NetSubjects.Cases.SingleOrDefault(net => net.Layer == entry.Layer) is { IsShifted: false } net)
            {
                losses.Add([net.Plan.Name, net.Regularization, subject.Forward()[0, 0]]);
            }

            findings.Add(GradientCheck.Run(planted is null ? subject : planted.Plant(subject), options.H));
        }

        List<Table> tables = [new(
            "gradcheck", ["layer", "parameter", "shape", "relative_error", "error_left", "limit", "course_limit", "passed", "note"],
            [.. findings.SelectMany(layer => layer).Select(Row)]) { IsPrinted = true }];
        if (losses.Count > 0) tables.Add(new("gradcheck.loss", ["net", "reg", "loss"], losses));
        return new(
            "gradcheck", Histories: [], tables, GradcheckFigure.Of(findings), [.. findings.Select(layer => Judge(layer, planted))],
            Complete: findings.Count == entries.Count)
        {
            Printed =
            [
                .. losses.Select(loss => new PrintedLine(string.Create(CultureInfo.InvariantCulture, $"Initial loss of the {loss[0]} net with reg = {loss[1]}: "), loss[2])),
                .. losses.Take(1).Select(_ => new PrintedLine()), // a blank line, where anything stands above it
            ],
        };
    }

    /// <summary>Where a gradient is zero by construction no relative limit applies, and those cells are empty.</summary>
    private static object[] Row(GradientFinding finding) =>
    [
        finding.Layer, finding.Input, $"({finding.Shape.Rows}, {finding.Shape.Columns})", finding.Error,
        .. finding.IsZero ? (object[])["", "", ""] : [finding.ErrorLeft, finding.Limit, finding.CourseLimit],
        finding.Passed,
        finding.Largest is { } largest ? $"{finding.Note} and need only be below {ShortNumber.Text(finding.ZeroLimit)}; the largest is {ShortNumber.Text(largest)}" : finding.Note,
    ];

    /// <summary>A layer's verdict shows the gradient that comes closest to its limit, or passes it furthest.</summary>
    private static Verdict Judge(IReadOnlyList<GradientFinding> layer, Mutation? planted)
    {
        var worst = layer.Where(finding => !finding.Passed).DefaultIfEmpty().MaxBy(Excess)
            ?? layer.Where(finding => !finding.IsZero).MaxBy(Excess)!;
        string with = planted is null ? "" : $" with the mistake {planted.Name}";
        return new(
            $"The gradients of {worst.Layer}{with} agree with numerical ones",
            Measured(worst),
            worst.IsZero ? $"{ShortNumber.Text(worst.ZeroLimit)}, absolute" : ShortNumber.Text(worst.Limit),
            layer.All(finding => finding.Passed));

        static string Measured(GradientFinding finding) => finding switch
        {
            { Largest: { } largest } => $"an element of {ShortNumber.Text(largest)} where all should be 0 ({finding.Input})",
            { Passed: true } when finding.ErrorLeft != finding.Error =>
                $"{ShortNumber.Text(finding.Error)} ({finding.Input}), {ShortNumber.Text(finding.ErrorLeft)} but for step and rounding",
            _ => $"{ShortNumber.Text(finding.Error)} ({finding.Input})",
        };

        static double Excess(GradientFinding? finding) => finding switch
        {
            null => double.NegativeInfinity,
            { Error: double.NaN } => double.PositiveInfinity,
            { Largest: { } largest } => largest / finding.ZeroLimit,
            _ => finding.Error / finding.Limit,
        };
    }
}
