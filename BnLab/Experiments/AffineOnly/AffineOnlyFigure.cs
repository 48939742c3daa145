namespace BnLab.Experiments.AffineOnly;

internal static class AffineOnlyFigure
{
    private const double From = -0.5, To = 2.5, BarWidth = 0.1;

    public static Figure Of(StudyRuns<AffineOnlyVariant, AffineOnlyRun> runs)
    {
        int widest = runs.Variants.Max(net => net.Width);
        return new("What γ and β learn alone, and what random front layers cost",
        [
            [
                new("Batch normalization: what is trained", new Axis("Units of each hidden layer"), new Axis("Accuracy on held-out images"),
                [
                    .. from nets in runs.Variants.Where(net => net.Net == NetVariant.BatchNorm && net.Trained is not (Trained.AllFast or Trained.Back)).GroupBy(net => net.Trained)
                       let first = nets.First()
                       from series in SpreadSeries.Of(
                           first.Label, first.Style, [.. nets.Select(net => (double)net.Width)], [.. nets.Select(net => runs.Mean(net, runs.HeldOutAccuracy))])
                       select series,
                ]),
                new("γ after training at one rate, 1 before it", new Axis("γ", Min: From, Max: To), new Axis("Share of γ", Min: 0), [Gammas(Trained.AllFast), Gammas(Trained.Affine)]),
            ],
            [Front(NetVariant.BatchNorm, "Batch normalization"), Front(NetVariant.Baseline, "No normalization")],
        ]);

        BarSeries Gammas(Trained trained)
        {
            var net = runs.Variants.Single(each => each.Net == NetVariant.BatchNorm && each.Trained == trained && each.Width == widest);
            double[] gammas = [.. runs.Of(net).SelectMany(run => run.Gammas)];
            double[] left = [.. Enumerable.Range(0, (int)Math.Round((To - From) / BarWidth)).Select(i => From + (i * BarWidth))];
            return new(
                net.Label, net.Style, left, [.. left.Select(x => x + BarWidth)],
                [.. left.Select(x => (double)gammas.Count(gamma => gamma >= x && gamma < x + BarWidth) / gammas.Length)]);
        }

        Panel Front(NetVariant net, string title) => runs
            .Where(each => each.Net == net && each.Width == widest && each.Trained is (Trained.All or Trained.Back))
            .AccuracyPanel(title, e => e.Train) with
        { Y = new Axis("Training accuracy", Min: 0, Max: 1) };
    }
}
