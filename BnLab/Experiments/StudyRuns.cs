namespace BnLab.Experiments;

/// <summary>The results of a study's trainings, and the tables and panels that studies make of them.</summary>
/// <param name="study">The stem of its files.</param>
/// <param name="all">All runs: those of the first seed, net by net, then those of the second.</param>
internal sealed class StudyRuns<TVariant, TRun>(
    string study, IReadOnlyList<TVariant> variants, IReadOnlyList<TRun> all, Func<TRun, History> historyOf)
    where TVariant : NetVariant
{
    public IReadOnlyList<TVariant> Variants { get; } = variants;

    public IReadOnlyList<TRun> All { get; } = all;

    public int Seeds => All.Count / Variants.Count;

    public IEnumerable<(TVariant Variant, IReadOnlyList<TRun> Runs)> Groups => Variants.Select(variant => (variant, Of(variant)));

    public IReadOnlyList<History> Histories => [.. Variants.SelectMany(Of).Select(historyOf)];

    /// <summary>In the order of the seeds.</summary>
    public IReadOnlyList<TRun> Of(TVariant variant)
    {
        int place = Enumerable.Range(0, Variants.Count).First(i => Variants[i] == variant);
        return [.. All.Where((_, i) => i % Variants.Count == place)];
    }

    public StudyRuns<TVariant, TRun> Where(Func<TVariant, bool> isWanted) => new(
        study, [.. Variants.Where(isWanted)], [.. All.Where((_, i) => isWanted(Variants[i % Variants.Count]))], historyOf);

    public ConfidenceInterval Mean(TVariant variant, Func<TRun, double> measure) => ConfidenceInterval.Of([.. Of(variant).Select(measure)]);

    /// <summary>After the last epoch.</summary>
    public double TrainAccuracy(TRun run) => historyOf(run).Epochs[^1].Train;

    /// <inheritdoc cref="TrainingMeasure.HeldOutAccuracy"/>
    public double HeldOutAccuracy(TRun run) => TrainingMeasure.HeldOutAccuracy(historyOf(run));

    /// <summary>The means that are compared: <c>0.724 against 0.527</c>.</summary>
    public string Against(TVariant one, TVariant other, Func<TRun, double> measure, string format = "0.000") =>
        $"{Mean(one, measure).Mean.ToString(format, CultureInfo.InvariantCulture)} against {Mean(other, measure).Mean.ToString(format, CultureInfo.InvariantCulture)}";

    /// <summary>Seed by seed, one minus the other.</summary>
    public ConfidenceInterval Difference(TVariant one, TVariant other, Func<TRun, double> measure) => Contrast(measure, (one, 1), (other, -1));

    /// <summary>Seed by seed, the sum of several nets' measures with these weights: a difference of differences has 1, -1, -1 and 1.</summary>
    public ConfidenceInterval Contrast(Func<TRun, double> measure, params IReadOnlyList<(TVariant Net, double Weight)> nets)
    {
        var of = nets.Select(net => (Values: Of(net.Net).Select(measure).ToList(), net.Weight)).ToList();
        return ConfidenceInterval.Of([.. Enumerable.Range(0, Seeds).Select(seed => of.Sum(net => net.Weight * net.Values[seed]))]);
    }

    /// <summary>Seed by seed, one divided by the other. Each measure must be above 0.</summary>
    public ConfidenceInterval Ratio(TVariant one, TVariant other, Func<TRun, double> measure) =>
        Difference(one, other, run => Math.Log(measure(run))) with { IsRatio = true };

    /// <summary>In accuracy on the held-out images after the last epoch, seed by seed and image by image: both are samples of more.</summary>
    public ConfidenceInterval AccuracyDifference(TVariant one, TVariant other) => AccuracyContrast((one, 1), (other, -1));

    /// <summary>The sum of several nets' accuracies with these weights.</summary>
    /// <inheritdoc cref="AccuracyDifference"/>
    public ConfidenceInterval AccuracyContrast(params IReadOnlyList<(TVariant Net, double Weight)> nets) =>
        AccuracyContrast([.. nets.Select(net => (Of(net.Net), net.Weight))]);

    /// <inheritdoc cref="AccuracyContrast(IReadOnlyList{ValueTuple{TVariant, double}})"/>
    public ConfidenceInterval AccuracyContrast(params IReadOnlyList<(IReadOnlyList<TRun> Runs, double Weight)> nets)
    {
        int images = historyOf(nets[0].Runs[0]).Right.Length;
        return ConfidenceInterval.OfImages(
            [.. Enumerable.Range(0, Seeds).Select(seed => Enumerable.Range(0, images).Select(i => nets.Sum(net => net.Weight * historyOf(net.Runs[seed]).Right[i])).ToArray())]);
    }

    /// <summary>For each seed the place of the net whose mean over the other seeds is highest: a run does not choose by its own luck.</summary>
    public int[] BestByOthers(IReadOnlyList<TVariant> nets, Func<TRun, double> measure)
    {
        double[][] values = [.. nets.Select(net => Of(net).Select(measure).ToArray())];
        return [.. Enumerable.Range(0, Seeds).Select(seed => values.Index().MaxBy(net => net.Item.Sum() - net.Item[seed]).Index)];
    }

    /// <param name="places">For each seed, of one of the nets.</param>
    public IReadOnlyList<TRun> Chosen(IReadOnlyList<TVariant> nets, IReadOnlyList<int> places) => [.. places.Select((place, seed) => Of(nets[place])[seed])];

    public Hypothesis MoreAccurate(string statement, TVariant one, TVariant other) => Hypothesis.Above(statement, AccuracyDifference(one, other), TrainingMeasure.HeldOut) with
    {
        Measured = Against(one, other, HeldOutAccuracy),
    };

    /// <summary>A printed table with a row for each net.</summary>
    public Table Summary(string[] columns, Func<TVariant, object[]> row, bool isWritten = true) => new(
        isWritten ? study : $"{study}.summary", [.. Variants[0].Key.Select(key => key.Column), .. columns],
        [.. Variants.Select(variant => (object[])[.. variant.Key.Select(key => key.Cell), .. row(variant)])])
    {
        IsPrinted = true,
        IsWritten = isWritten,
    };

    /// <summary>A table with some rows for each run: the net's key, the seed, and these cells.</summary>
    /// <param name="part">Follows the study's name in the file's name; empty for the name alone.</param>
    /// <param name="bySeed">In the order of the trainings; else net by net.</param>
    public Table Rows(string part, string[] columns, Func<TVariant, TRun, IEnumerable<object[]>> rows, bool bySeed = false)
    {
        var runs = bySeed
            ? All.Select((run, i) => (Variant: Variants[i % Variants.Count], Run: run))
            : Groups.SelectMany(group => group.Runs, (group, run) => (group.Variant, Run: run));
        return new(
            part.Length == 0 ? study : $"{study}.{part}", [.. Variants[0].Key.Select(key => key.Column), "seed", .. columns],
            [
                .. from at in runs
                   from row in rows(at.Variant, at.Run)
                   select (object[])[.. at.Variant.Key.Select(key => key.Cell), historyOf(at.Run).Seed, .. row],
            ]);
    }

    public Table Losses(bool bySeed = false) => Rows(
        "loss", ["iteration", "loss"], (_, run) => historyOf(run).Losses.Select((loss, t) => new object[] { t + 1, loss }), bySeed);

    public Table Accuracies(string part = "accuracy", bool bySeed = false) => Rows(
        part, ["epoch", "train_accuracy", "val_accuracy"], (_, run) => historyOf(run).Epochs.Select(e => new object[] { e.Epoch, e.Train, e.Validation }), bySeed);

    /// <param name="smoothed">Iterations in the running mean that the line shows; 0 for no line.</param>
    public Panel LossPanel(int smoothed) => new("Training loss", new Axis("Iteration") { IsWhole = true }, new Axis("Loss"), [.. Variants.Select(net =>
    {
        List<History> seeds = [.. Of(net).Select(historyOf)];
        double[] iterations = [.. Enumerable.Range(1, seeds[0].Losses.Count).Select(t => (double)t)];
        return new LineSeries(net.Label, net.Style, iterations, [.. iterations.Select((_, t) => seeds.Average(history => history.Losses[t]))], HasLine: false)
        {
            RunningMean = smoothed,
        };
    })]);

    public Panel AccuracyPanel(string title, Func<EpochAccuracy, double> accuracy) =>
        EpochPanel(title, "Accuracy", (run, i) => accuracy(historyOf(run).Epochs[i]));

    /// <summary>Means over the seeds in their 95 % intervals.</summary>
    /// <param name="measure">Receives a run and the index of the epoch in its history.</param>
    /// <param name="first">The first index that is shown: 1 where the start has no measure.</param>
    /// <param name="isLog">Whether the measure is a logarithm, and the axis shows what it is of.</param>
    public Panel EpochPanel(string title, string y, Func<TRun, int, double> measure, int first = 0, bool isLog = false) => new(
        title, new Axis("Epoch") { IsWhole = true }, new Axis(y, isLog ? AxisScale.Log : AxisScale.Linear), [.. Variants.SelectMany(net =>
        {
            int[] places = [.. Enumerable.Range(first, historyOf(Of(net)[0]).Epochs.Count - first)];
            double[] epochs = [.. places.Select(i => (double)historyOf(Of(net)[0]).Epochs[i].Epoch)];
            return SpreadSeries.Of(net.Label, net.Style, epochs, [.. places.Select(i => Mean(net, run => measure(run, i)) with { IsRatio = isLog })]);
        })]);
}
