namespace BnLab.Experiments.Regularization;

/// <summary>A net, and one regularizer at one strength.</summary>
/// <param name="Step">The place of the strength among those of its regularizer, from 1; 0 for no regularizer.</param>
/// <param name="Strength">Dropout: the share of values that it drops; L2: the penalty; distortion: 1.</param>
internal sealed record Dose(NetVariant Net, Regularizer Regularizer, int Step, double Strength)
    : NetVariant(Step == 0 ? Net.Name : $"{Net.Name}-{Regularizer.Name}-{ShortNumber.Text(Strength)}", Net.Label, Net.Style, Net.Normalization)
{
    public static IReadOnlyList<NetVariant> Nets { get; } = [NetVariant.BatchNorm, NetVariant.Baseline];

    public static IReadOnlyList<Dose> All { get; } =
    [
        .. from net in Nets
           from regularizer in Regularizer.All.Prepend(Regularizer.None)
           from strength in regularizer.Strengths.Index()
           select new Dose(net, regularizer, regularizer == Regularizer.None ? 0 : strength.Index + 1, strength.Item),
    ];

    public override IReadOnlyList<(string Column, object Cell)> Key => [("net", Net.Name), ("regularizer", Regularizer.Name), ("strength", Strength)];

    public double Of(Regularizer regularizer) => Regularizer == regularizer ? Strength : 0.0;
}

/// <param name="Name">In files; <paramref name="Label"/> in claims.</param>
/// <param name="Strengths">From weak to strong.</param>
internal sealed record Regularizer(string Name, string Label, string Axis, IReadOnlyList<double> Strengths)
{
    public static Regularizer None { get; } = new("none", "no regularizer", "", [0.0]);

    /// <summary>The shares of a note: 5, 10, 40 and 50 %.</summary>
    public static Regularizer Dropout { get; } = new("dropout", "dropout", "Share of values that dropout drops", [0.05, 0.1, 0.4, 0.5]);

    /// <summary>By factors of 5, by which Ioffe and Szegedy lowered the penalty, around the 0.001 of the course's convolutional net.</summary>
    public static Regularizer L2 { get; } = new("l2", "an L2 penalty", "L2 penalty", [4e-5, 2e-4, 1e-3, 5e-3, 2.5e-2]);

    /// <summary>Images are shifted and mirrored at random each time.</summary>
    public static Regularizer Distortion { get; } = new("distortion", "distortion of its images", "Shifts and flips", [1.0]);

    public static IReadOnlyList<Regularizer> All { get; } = [Dropout, L2, Distortion];
}
