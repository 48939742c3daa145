namespace BnLab.Experiments.Regularization;

/// <summary>One point of the grid, <c>batchnorm-dropout-l2</c>: a net, and its regularizers.</summary>
internal sealed record GridPoint(NetVariant Net, IReadOnlyList<Regularizer> On)
    : NetVariant(string.Join('-', [Net.Name, .. On.Select(regularizer => regularizer.Name)]), Net.Label, Net.Style, Net.Normalization)
{
    /// <summary>None, each alone, each two, all.</summary>
    public static IReadOnlyList<IReadOnlyList<Regularizer>> Sets { get; } =
    [
        .. from count in Enumerable.Range(0, Regularizer.All.Count + 1)
           from mask in Enumerable.Range(0, 1 << Regularizer.All.Count)
           where BitOperations.PopCount((uint)mask) == count
           select (IReadOnlyList<Regularizer>)[.. Regularizer.All.Where((_, i) => (mask & (1 << i)) != 0)],
    ];

    public static IReadOnlyList<NetVariant> Nets { get; } = [NetVariant.BatchNorm, NetVariant.Baseline];

    public static IReadOnlyList<GridPoint> All { get; } = [.. from set in Sets from net in Nets select new GridPoint(net, set)];

    public bool Has(Regularizer regularizer) => On.Contains(regularizer);
}

/// <param name="Name">In files; <paramref name="Label"/> in claims, <paramref name="Bar"/> and <paramref name="Letter"/> in the figure.</param>
internal sealed record Regularizer(string Name, string Label, string Bar, char Letter)
{
    public static Regularizer Dropout { get; } = new("dropout", "dropout", "dropout", 'D');

    public static Regularizer L2 { get; } = new("l2", "L2 penalty", "L2", 'L');

    /// <summary>Images are shifted and mirrored at random each time.</summary>
    public static Regularizer Distortion { get; } = new("distortion", "distortion of its images", "shifts, flips", 'S');

    public static IReadOnlyList<Regularizer> All { get; } = [Dropout, L2, Distortion];
}

internal sealed record Grid(StudyRuns<GridPoint, History> Runs)
{
    private const double Half = 0.5;

    public static double Gap(History history) => history.Epochs[^1].Train - history.Epochs[^1].Validation;

    /// <summary>The first epoch after which half of the training images, undistorted, are right; infinite if there is none.</summary>
    public static double EpochsToHalf(History history) =>
        history.Epochs.Where(epoch => epoch.Train >= Half).Select(epoch => (double)epoch.Epoch).FirstOrDefault(double.PositiveInfinity);

    /// <summary>Finite as long as more than half of the values are.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Seed by seed, the mean gain in best validation accuracy over all pairs of points that differ in this regularizer only.</summary>
    public double[] Gains(NetVariant net, Regularizer regularizer)
    {
        return [.. Runs.All.Chunk(Runs.Variants.Count).Select(seed => Mean(seed, has: true) - Mean(seed, has: false))];

        double Mean(History[] seed, bool has) => Runs.Variants.Zip(seed)
            .Where(run => run.First.Net == net && run.First.Has(regularizer) == has).Average(run => run.Second.BestValAccuracy);
    }

    /// <summary>How much more a regularizer adds without batch normalization than with it, seed by seed.</summary>
    public double[] Spared(Regularizer regularizer) =>
        [.. Gains(NetVariant.Baseline, regularizer).Zip(Gains(NetVariant.BatchNorm, regularizer), (without, with) => without - with)];
}
