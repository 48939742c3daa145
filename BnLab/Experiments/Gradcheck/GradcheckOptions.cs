using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>What <see cref="GradcheckExperiment"/> checks, and with which step.</summary>
internal sealed record GradcheckOptions
{
    /// <summary>
    /// The smallest step: rounding, up to 3 · 2e-16 · 20 / h where the outputs are largest, is then still below 1e-8, which the
    /// relative error takes for zero.
    /// </summary>
    public const double SmallestStep = 2e-6;

    /// <summary>The largest step: the chord's error, which grows with its square, can still be taken out.</summary>
    public const double LargestStep = 1e-4;

    private const string StepRange = "a step from 2e-06, below which rounding drowns the gradients, to 0.0001, above which functions bend too much";

    /// <summary>The options of the command.</summary>
    public static IReadOnlyList<Setting> Settings => [LayerSetting, StepSetting, MutateSetting, PlantSetting];

    private static Setting<string?> LayerSetting { get; } = Setting.Optional("--layer", "the name of a layer", $"Check this one only: {string.Join(", ", GradcheckExperiment.Layers)}.") with
    { ValueName = "LAYER", Choices = GradcheckExperiment.Layers };

    private static Setting<double> StepSetting { get; } = Setting.Number("--h", NumericalGradient.DefaultStep, "Step of the numerical gradient.") with
    { ValueName = "H", Accepts = h => h >= SmallestStep && h <= LargestStep, Range = StepRange };

    private static Setting<bool> MutateSetting { get; } = Setting.Flag("--mutate", "Plant every known mistake, one at a time: each must be caught.");

    private static Setting<string?> PlantSetting { get; } = Setting.Optional(
        "--plant", "the name of a mistake, as in the table of --mutate", "Plant one mistake, by its name in the table of --mutate, and check its layer: the check then fails.") with
    { ValueName = "MISTAKE", Choices = GradcheckExperiment.Mistakes };

    /// <summary>The only layer to check, one of <see cref="GradcheckExperiment.Layers"/>; null for all.</summary>
    public string? Layer { get; init; }

    /// <summary>The step of the numerical gradient.</summary>
    public double H { get; init; } = NumericalGradient.DefaultStep;

    /// <summary>Whether the check itself is checked: every known mistake is planted, and each must be caught.</summary>
    public bool Mutate { get; init; }

    /// <summary>A mistake to plant, one of <see cref="GradcheckExperiment.Mistakes"/>: its layer is checked and must fail.</summary>
    public string? Plant { get; init; }

    /// <summary>Seed of each subject's draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <exception cref="OptionException">There is no such layer or mistake, or they do not fit together.</exception>
    public static GradcheckOptions Of(Values values)
    {
        var options = new GradcheckOptions
        {
            Layer = values.Get(LayerSetting),
            H = values.Get(StepSetting),
            Mutate = values.Get(MutateSetting),
            Plant = values.Get(PlantSetting),
            Seed = values.Get(StudyOptions.Seed),
        };
        options.Validate();
        return options;
    }

    private void Validate()
    {
        RequireKnown("--layer", Layer, GradcheckExperiment.Layers, "a layer, loss or net", "--help");
        RequireKnown("--plant", Plant, GradcheckExperiment.Mistakes, "the name of a mistake", "--mutate");
        if (Plant is null) return;
        if (Mutate) throw new OptionException("--plant", Plant, "no --mutate beside it, which plants them all");
        string layer = Mutations.Named(Plant).Layer;
        if (Layer is not null && Layer != layer) throw new OptionException("--layer", Layer, $"{layer}, which {Plant} is planted into");
    }

    private static void RequireKnown(string option, string? value, IReadOnlyList<string> known, string what, string list)
    {
        if (value is null || known.Contains(value, StringComparer.Ordinal)) return;
        var near = NearestName.Of(value, known);
        string like = near.Count == 0 ? "" : $" such as {string.Join(" or ", near)}";
        throw new OptionException(option, value, $"{what}{like}; 'bnlab gradcheck {list}' lists them all");
    }
}
