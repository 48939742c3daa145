namespace BnLab.Experiments.Regularization;

/// <summary>One point of the grid: how a net is normalized and what regularizes it.</summary>
/// <param name="Net">Batch normalization or none.</param>
/// <param name="On">The regularizers that it has.</param>
internal sealed record GridPoint(NetPlan Net, IReadOnlyList<Regularizer> On)
{
    public static IReadOnlyList<Regularizer> Regularizers { get; } = [Regularizer.Dropout, Regularizer.L2, Regularizer.Distortion];

    /// <summary>The sets of regularizers: none, each alone, each two, all.</summary>
    public static IReadOnlyList<IReadOnlyList<Regularizer>> Sets { get; } =
    [
        .. from count in Enumerable.Range(0, Regularizers.Count + 1)
           from mask in Enumerable.Range(0, 1 << Regularizers.Count)
           where BitOperations.PopCount((uint)mask) == count
           select (IReadOnlyList<Regularizer>)[.. Regularizers.Where(each => (mask & (1 << (int)each)) != 0)],
    ];

    public static IReadOnlyList<NetPlan> Nets { get; } = [NetPlan.BatchNorm, NetPlan.Baseline];

    /// <summary>The whole grid.</summary>
    public static IReadOnlyList<GridPoint> All { get; } = [.. from set in Sets from net in Nets select new GridPoint(net, set)];

    /// <summary>Its name in files: <c>batchnorm-dropout-l2</c>.</summary>
    public string Name => string.Join('-', [Net.Name, .. On.Select(Word)]);

    public bool Has(Regularizer regularizer) => On.Contains(regularizer);

    /// <summary>A regularizer in file names and tables.</summary>
    public static string Word(Regularizer regularizer) => regularizer switch
    {
        Regularizer.Dropout => "dropout",
        Regularizer.L2 => "l2",
        _ => "distortion",
    };
}

/// <summary>What keeps a net from learning its training images by heart.</summary>
internal enum Regularizer
{
    /// <summary>Dropout after each hidden layer.</summary>
    Dropout,

    /// <summary>An L2 penalty on the weights.</summary>
    L2,

    /// <summary>Images that are shifted and mirrored at random each time.</summary>
    Distortion,
}
