namespace BnLab.Experiments;

/// <summary>Which learning rates <see cref="SweepLr"/> compares.</summary>
internal sealed record SweepLrOptions
{
    /// <summary>The learning rates: three to a decade.</summary>
    public LogGrid Rates { get; init; } = new(1e-4, 1.0, 13);

    /// <summary>The update rules, each once.</summary>
    public IReadOnlyList<string> UpdateRules { get; init; } = ["sgd", "adam"];

    /// <summary>The nets, each once.</summary>
    public IReadOnlyList<NetPlan> Nets { get; init; } = [NetPlan.BatchNorm, NetPlan.Baseline];

    /// <summary>How many seeds each training is repeated with, from <see cref="TrainingSettings.Seed"/> on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>
    /// Nets and solver. Learning rate and update rule are those of the point. The weight scale is one from which the net
    /// without normalization learns as well as the other in <see cref="SweepInit"/>: from the course's 0.02 plain gradient
    /// steps do not get it to learn at any rate.
    /// </summary>
    public TrainingSettings Settings { get; init; } = new() { WeightScale = 0.05 };

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Rates.Validate("--lr");
        new Seeds(Settings.Seed, Seeds).Validate();
        Settings.Validate();
        if (Nets.Count == 0) throw new OptionException("--net", "", "at least one net");
        if (UpdateRules.Count == 0 || UpdateRules.Except(TrainingSettings.UpdateRules, StringComparer.Ordinal).Any())
            throw new OptionException("--update-rule", string.Join(',', UpdateRules), "some of " + string.Join(", ", TrainingSettings.UpdateRules));
    }
}
