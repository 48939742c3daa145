using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>The figure of <see cref="GradcheckExperiment"/>: every gradient's error against its limit.</summary>
internal static class GradcheckFigure
{
    /// <summary>A row for each layer, the first on top; a marker for each of its gradients.</summary>
    /// <remarks>Gradients that are zero by construction have no relative error that would say anything, and are left out.</remarks>
    public static IReadOnlyList<(string Name, Figure Figure)> Of(IReadOnlyList<IReadOnlyList<GradientFinding>> findings)
    {
        if (findings.Count == 0) return [];
        var shown = findings.SelectMany((layer, row) => layer.Where(f => !f.IsZero).Select(f => (Place: (double)(findings.Count - 1 - row), Finding: f))).ToList();
        double[] places = [.. shown.Select(each => each.Place)];
        var rows = new Axis("", Min: -0.5, Max: findings.Count - 0.5) { Categories = [.. findings.Select(layer => layer[0].Layer).Reverse()] };
        return
        [
            ("gradcheck", Figure.Stacked("", new Panel(
                "Analytical against numerical gradients", new Axis("Relative error", AxisScale.Log), rows,
                [
                    Marks("At the step h", 2, f => f.Error),
                    Marks("But for step and rounding", 0, f => f.ErrorLeft),
                    Marks("Limit", 1, f => f.Limit),
                ]))),
        ];

        Series Marks(string name, int style, Func<GradientFinding, double> value) =>
            new LineSeries(name, style, [.. shown.Select(each => value(each.Finding))], places, HasLine: false);
    }
}
