namespace BnLab.Experiments.Forward;

/// <summary>What <see cref="ForwardExperiment"/> looks at.</summary>
internal sealed record ForwardOptions
{
    /// <summary>The largest size of a value: sums of squares of such numbers are still far from the largest double.</summary>
    public const double LargestValue = 1e150;

    /// <summary>The layers whose forward pass can be looked at.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["batchnorm", "layernorm", "spatial-batchnorm", "groupnorm"];

    /// <summary>The options of the command.</summary>
    public static IReadOnlyList<Setting> Settings => [LayerSetting, ValuesSetting];

    private static Setting<string> LayerSetting { get; } = Setting.Choice("--layer", Layers[0], Layers, $"Which layer: {string.Join(", ", Layers)}.") with { ValueName = "LAYER" };

    private static Setting<IReadOnlyList<IReadOnlyList<double>>?> ValuesSetting { get; } = new(
        "--values", null, "rows of equally many finite numbers, like 1,2;3,4;5,6", ReadRows, "Normalize these rows under each convention, side by side, instead: 1,2;3,4;5,6.")
    {
        ValueName = "ROWS",
        Accepts = rows => rows!.All(row => row.All(value => Math.Abs(value) <= LargestValue)),
        Range = "numbers from -1e+150 to 1e+150, whose squares can be added up",
        Format = rows => string.Join(';', rows!.Select(row => string.Join(',', row.Select(RoundTrip.Text)))),
    };

    /// <summary>One of <see cref="Layers"/>.</summary>
    public string Layer { get; init; } = Layers[0];

    /// <summary>Rows of a matrix to normalize under every convention; null for the course's checks.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Values { get; init; }

    /// <summary>Seed of the draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <exception cref="OptionException">The options do not fit together.</exception>
    public static ForwardOptions Of(Values values)
    {
        var options = new ForwardOptions { Layer = values.Get(LayerSetting), Values = values.Get(ValuesSetting), Seed = values.Get(StudyOptions.Seed) };
        return options.Values is null || options.Layer == Layers[0]
            ? options
            : throw new OptionException("--layer", options.Layer, "no --values beside it, which are normalized as batch normalization does it");
    }

    private static bool ReadRows(string text, out IReadOnlyList<IReadOnlyList<double>>? rows)
    {
        double[][] read = [.. text.Split(';').Select(row => row.Split(',').Select(Number).ToArray())];
        rows = read.All(row => row.Length == read[0].Length && row.All(double.IsFinite)) ? read : null;
        return rows is not null;

        static double Number(string number) => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
    }
}
