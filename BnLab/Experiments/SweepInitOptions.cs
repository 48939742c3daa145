namespace BnLab.Experiments;

/// <summary>Which nets <see cref="SweepInit"/> trains, from which weight scales.</summary>
internal sealed record SweepInitOptions
{
    /// <summary>The weight scales.</summary>
    public LogGrid Scales { get; init; } = new(1e-4, 1.0, 20);

    /// <summary>The nets, each once.</summary>
    public IReadOnlyList<NetPlan> Nets { get; init; } = [NetPlan.BatchNorm, NetPlan.Baseline];

    /// <summary>How many seeds each point is repeated with, from <see cref="TrainingSettings.Seed"/> on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Nets and solver. The weight scale is that of the point.</summary>
    public TrainingSettings Settings { get; init; } = new() { Hidden = [50, 50, 50, 50, 50, 50, 50] };

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Scales.Validate("--scale");
        new Seeds(Settings.Seed, Seeds).Validate();
        Settings.Validate();
        if (Nets.Count == 0) throw new OptionException("--net", "", "at least one net");
    }
}
