namespace BnLab.Experiments.Gradcheck;

/// <summary>Analytical gradients of every layer, loss and net against numerical ones, and the check itself against planted mistakes.</summary>
internal static class GradcheckExperiment
{
    /// <summary>Rounding, up to 3 · 2e-16 · 20 / h where outputs are largest, is below 1e-8, which the relative error takes as zero.</summary>
    public const double SmallestStep = 2e-6;

    /// <summary>The error of the difference quotient, which grows with h², can still be removed.</summary>
    public const double LargestStep = 1e-4;

    private const int MostPrinted = 20; // more than any layer has

    private static readonly Setting<string?> Layer = Setting.Optional("--layer", "the name of a layer", $"Check this one only: {string.Join(", ", Layers)}.") with
    { ValueName = "LAYER", Choices = Layers };

    private static readonly Setting<double> Step = Setting.Number("--h", NumericalGradient.DefaultStep, "Step of the numerical gradient.") with
    {
        ValueName = "H",
        Accepts = h => h >= SmallestStep && h <= LargestStep,
        Range = "a step from 2e-06, below which rounding drowns the gradients, to 0.0001, above which functions bend too much",
    };

    private static readonly Setting<bool> Mutate = Setting.Flag("--mutate", "Plant every known mistake, one at a time: each must be caught.");

    private static readonly Setting<string?> Plant = Setting.Optional(
        "--plant", "the name of a mistake, as in the table of --mutate",
        "Plant one mistake, by its name in the table of --mutate, and check its layer: the check then fails.") with
    { ValueName = "MISTAKE", Choices = Mistakes };

    public static IReadOnlyList<string> Layers => [.. Cases.All.Select(entry => entry.Layer)];

    public static IReadOnlyList<string> Mistakes => [.. Mutations.All.Select(mutation => mutation.Name)];

    public static DirectExperiment Experiment { get; } = new(
        "gradcheck", "Check the gradients of every layer, loss and net against numerical ones.", "gradcheck --layer batchnorm-closed-form",
        [Layer, Step, Mutate, Plant], (values, _, stop) => Run(values, stop));

    /// <summary>Each mistake is planted alone into its layer, and must be caught there.</summary>
    public static ExperimentResult PlantEach(IReadOnlyList<Mutation> mutations, uint seed, double h, CancellationToken stop = default)
    {
        var tried = Each(mutations, mutation =>
        {
            var planted = mutation.Plant(Cases.Named(mutation.Layer).Draw(seed));
            return new Tried(mutation, [.. GradientCheck.Run(planted, h).Where(finding => !finding.Passed)]);
        }, stop);
        bool complete = tried.Count == mutations.Count;
        var table = GradcheckReport.Mutations(tried, isPrinted: mutations.Count <= MostPrinted);
        return new("gradcheck", [], table.IsPrinted ? [table] : [table, GradcheckReport.Summary(tried)], [], complete) { Checks = complete ? GradcheckReport.Judge(tried) : [] };
    }

    private static ExperimentResult Run(Values values, CancellationToken stop)
    {
        var (layer, h, seed) = (values.Get(Layer), values.Get(Step), values.Get(StudyOptions.Seed));
        RequireKnown(Layer, layer, Layers, "a layer, loss or net", "--help");
        var planted = Planted(values);
        if (values.Get(Mutate)) return PlantEach([.. Mutations.All.Where(mutation => layer is null || mutation.Layer == layer)], seed, h, stop);

        string? only = planted?.Layer ?? layer;
        var entries = Cases.All.Where(entry => only is null || entry.Layer == only).ToList();
        var all = Each(entries, entry =>
        {
            var drawn = entry.Draw(seed);
            object[]? loss = entry is NetCase course ? [course.Net.Name, course.Regularization, drawn.Forward()[0, 0]] : null;
            return new Checked(GradientCheck.Run(planted is null ? drawn : planted.Plant(drawn), h), loss);
        }, stop);
        return GradcheckReport.Of([.. all.Select(each => each.Findings)], [.. all.Select(each => each.Loss).OfType<object[]>()], planted, complete: all.Count == entries.Count);
    }

    /// <summary>Checks on all cores; their results in order, up to the first that a stop has kept from its turn.</summary>
    private static List<R> Each<C, R>(IReadOnlyList<C> cases, Func<C, R> check, CancellationToken stop)
        where R : class
    {
        var results = new R?[cases.Count];
        Parallel.For(0, cases.Count, i =>
        {
            if (!stop.IsCancellationRequested) results[i] = check(cases[i]);
        });
        return [.. results.TakeWhile(result => result is not null).OfType<R>()];
    }

    private static Mutation? Planted(Values values)
    {
        var (name, layer) = (values.Get(Plant), values.Get(Layer));
        if (name is null) return null;
        RequireKnown(Plant, name, Mistakes, "the name of a mistake", "--mutate");
        if (values.Get(Mutate)) throw new OptionException(Plant.Name, name, "no --mutate beside it, which plants them all");
        var planted = Mutations.Named(name);
        return layer is null || layer == planted.Layer ? planted : throw new OptionException(Layer.Name, layer, $"{planted.Layer}, which {name} is planted into");
    }

    private static void RequireKnown(Setting option, string? value, IReadOnlyList<string> known, string what, string list)
    {
        if (value is null || known.Contains(value, StringComparer.Ordinal)) return;
        var near = NearestName.Of(value, known);
        string like = near.Count == 0 ? "" : $" such as {string.Join(" or ", near)}";
        throw new OptionException(option.Name, value, $"{what}{like}; 'bnlab gradcheck {list}' lists them all");
    }

    /// <param name="Loss">Of the notebook's nets: name, penalty and loss.</param>
    private sealed record Checked(IReadOnlyList<GradientFinding> Findings, object[]? Loss);
}
