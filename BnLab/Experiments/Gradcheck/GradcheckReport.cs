namespace BnLab.Experiments.Gradcheck;

internal static class GradcheckReport
{
    /// <param name="losses">Initial losses of the nets: name, reg, loss.</param>
    public static ExperimentResult Of(IReadOnlyList<IReadOnlyList<GradientFinding>> findings, IReadOnlyList<object[]> losses, Mutation? planted, bool complete)
    {
        List<Table> tables = [new(
            "gradcheck", ["layer", "parameter", "shape", "relative_error", "error_left", "limit", "course_limit", "passed", "note"],
            [.. findings.SelectMany(layer => layer).Select(Row)])];
        if (findings.Count == 1) tables.Add(Printed(findings[0]));
        if (losses.Count > 0) tables.Add(new("gradcheck.loss", ["net", "reg", "loss"], losses));
        return new(
            "gradcheck", [], tables, findings.Count == 0 ? [] : [("gradcheck", Draw(findings))], complete)
        {
            Checks = [.. findings.Select(layer => Judge(layer, planted))],
            Printed =
            [
                .. planted is null ? [] : new[] { new PrintedLine($"Planted {planted.Name}. {planted.Symptom.Text}"), new() },
                .. losses.Select(loss => new PrintedLine(
                    string.Create(CultureInfo.InvariantCulture, $"Initial loss of the {loss[0]} net with reg = {loss[1]}: "), loss[2])),
                .. losses.Take(1).Select(_ => new PrintedLine()), // a blank line before the losses
            ],
        };
    }

    /// <summary>The catalogue. The relative error is the largest of those that failed; NaN if a gradient has another shape.</summary>
    /// <param name="isPrinted">False where it would take many screens.</param>
    public static Table Mutations(IReadOnlyList<Tried> tried, bool isPrinted) => new(
        "gradcheck.mutations", ["mutation", "caught", "relative_error", "layer", "parameter", "symptom"],
        [.. tried.Select(each => new object[]
        {
            each.Mutation.Name, each.Failed.Count > 0, each.Failed.Aggregate(0.0, (worst, finding) => Math.Max(worst, finding.Error)),
            each.Mutation.Layer, string.Join(' ', each.Failed.Select(finding => finding.Input)), each.Mutation.Symptom.Text,
        })])
    { IsPrinted = isPrinted };

    /// <summary>How many mistakes were caught, and where they were planted.</summary>
    public static Table Summary(IReadOnlyList<Tried> tried) => new(
        "gradcheck.mutations.summary", ["planted", "caught", "into"],
        [[
            tried.Count, tried.Count(each => each.Failed.Count > 0),
            string.Join(", ", tried.CountBy(each => each.Mutation.Layer).Select(layer => string.Create(CultureInfo.InvariantCulture, $"{layer.Key} {layer.Value}")))
            + "; --layer prints those of one, with what they look like, and gradcheck.mutations.csv has all",
        ]])
    { IsPrinted = true, IsWritten = false };

    public static IReadOnlyList<Check> Judge(IReadOnlyList<Tried> tried)
    {
        int caught = tried.Count(each => each.Failed.Count > 0);
        return
        [
            new("every planted mistake is caught", $"{caught} of {tried.Count}", $"{tried.Count} of {tried.Count}", caught == tried.Count),
            .. tried.Where(each => each.Failed.Count == 0).Select(each => new Check(
                $"The mistake {each.Mutation.Name} in {each.Mutation.Layer} is caught", "no gradient failed", "1 gradient or more", Passed: false)),
        ];
    }

    /// <summary>The gradients of one layer, without its name and the course's limit.</summary>
    private static Table Printed(IReadOnlyList<GradientFinding> layer) => new(
        "gradcheck.layer", ["parameter", "shape", "relative_error", "error_left", "limit", "passed", "note"],
        [.. layer.Select(Row).Select(row => (object[])[.. row[1..6], .. row[7..]])])
    { IsPrinted = true, IsWritten = false };

    /// <summary>Where a gradient is zero by construction, no relative limit applies, and its cells are empty.</summary>
    private static object[] Row(GradientFinding finding) =>
    [
        finding.Layer, finding.Input, $"({finding.Shape.Rows}, {finding.Shape.Columns})", finding.Error,
        .. finding.IsZero ? (object[])["", "", ""] : [finding.ErrorLeft, finding.Limit, finding.CourseLimit],
        finding.Passed,
        finding.Largest is { } largest
            ? $"{finding.Note} and need only be below {ShortNumber.Text(finding.ZeroLimit)}; the largest is {ShortNumber.Text(largest)}"
            : finding.Note,
    ];

    /// <summary>It shows the gradient closest to its limit, or furthest beyond it.</summary>
    private static Check Judge(IReadOnlyList<GradientFinding> layer, Mutation? planted)
    {
        var worst = layer.Where(finding => !finding.Passed).DefaultIfEmpty().MaxBy(Excess)
            ?? layer.Where(finding => !finding.IsZero).MaxBy(Excess)!;
        return new(
            planted is null ? $"The gradients of {worst.Layer} agree with numerical ones" : $"{worst.Layer} with the mistake {planted.Name}: its gradients agree with numerical ones",
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

    /// <summary>Gradients that are zero by construction are left out: their relative error has no meaning.</summary>
    private static Figure Draw(IReadOnlyList<IReadOnlyList<GradientFinding>> findings)
    {
        var shown = findings.SelectMany((layer, row) => layer.Where(f => !f.IsZero).Select(f => (Place: (double)(findings.Count - 1 - row), Finding: f))).ToList();
        double[] places = [.. shown.Select(each => each.Place)];
        var rows = new Axis("", Min: -0.5, Max: findings.Count - 0.5) { Categories = [.. findings.Select(layer => layer[0].Layer).Reverse()] };
        return Figure.Stacked("", new Panel(
            "Analytical against numerical gradients", new Axis("Relative error", AxisScale.Log), rows,
            [
                Marks("At the step h", 2, f => f.Error),
                Marks("But for step and rounding", 0, f => f.ErrorLeft),
                Marks("Limit", 1, f => f.Limit),
            ]));

        Series Marks(string name, int style, Func<GradientFinding, double> value) =>
            new LineSeries(name, style, [.. shown.Select(each => value(each.Finding))], places, HasLine: false);
    }
}

/// <summary>A mistake that was planted, and the gradients that failed by it.</summary>
internal sealed record Tried(Mutation Mutation, IReadOnlyList<GradientFinding> Failed);
