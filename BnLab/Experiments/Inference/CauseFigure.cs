namespace BnLab.Experiments.Inference;

/// <summary>The causes as bars: what each does, and what its cures leave of that.</summary>
internal static class CauseFigure
{
    private const double HalfBar = 0.36;

    /// <summary>One panel a cause, two in a row.</summary>
    public static Figure Draw(IReadOnlyList<Cause> causes) => new("Wrong statistics at test time, and what helps", [.. causes.Select(Panel).Chunk(2)]);

    private static Panel Panel(Cause cause)
    {
        bool byAccuracy = cause.Harm == Harm.LostAccuracy;
        var shown = cause.Cases.Where(c => c.Role != Role.Reference).ToList();
        var reference = cause.Cases.Single(c => c.Role == Role.Reference);
        return new(
            cause.Title, new Axis("") { Categories = [.. shown.Select(c => c.Name.Replace(" - ", " − ", StringComparison.Ordinal))] }, new Axis(byAccuracy ? "Accuracy" : "Difference from the population's scores", Min: 0),
            [
                .. new[] { Bars(byAccuracy ? "As in training" : "The batch's own, as in training", 2, Role.Training), Bars(byAccuracy ? "Fault" : "At test time: fault", 1, Role.Fault), Bars(byAccuracy ? "Cure" : "At test time: cure", 0, Role.Cure) }.Where(bars => bars.Heights.Count > 0),
                .. byAccuracy ? [new RuleSeries("As it should be", 3, reference.Accuracy)] : Array.Empty<Series>(),
            ]);

        BarSeries Bars(string name, int style, Role role)
        {
            int[] places = [.. Enumerable.Range(0, shown.Count).Where(i => shown[i].Role == role)];
            return new(
                name, style, [.. places.Select(i => i - HalfBar)], [.. places.Select(i => i + HalfBar)],
                [.. places.Select(i => byAccuracy ? shown[i].Accuracy : shown[i].Difference)]);
        }
    }
}
