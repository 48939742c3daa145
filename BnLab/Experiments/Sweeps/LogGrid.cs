namespace BnLab.Experiments.Sweeps;

/// <summary>Values at equal ratios, both ends among them: <c>np.logspace</c>.</summary>
/// <param name="Min">The first value.</param>
/// <param name="Max">The last value.</param>
/// <param name="Points">How many; a single one is the first.</param>
internal sealed record LogGrid(double Min, double Max, int Points)
{
    public const int MostPoints = 10_000;

    /// <summary>The values, in rising order.</summary>
    public IReadOnlyList<double> Values
    {
        get
        {
            if (Points == 1) return [Min];
            double first = Math.Log10(Min), step = (Math.Log10(Max) - first) / (Points - 1);
            return [Min, .. Enumerable.Range(1, Points - 2).Select(i => Math.Pow(10.0, first + (i * step))), Max];
        }
    }

    /// <summary>This grid, if it is one.</summary>
    /// <param name="name">The options' names without <c>-min</c> and <c>-max</c>.</param>
    /// <exception cref="OptionException">The ends do not fit together.</exception>
    public LogGrid Checked(string name)
    {
        if (Max < Min) throw new OptionException($"{name}-max", Max, $"a finite number of at least {name}-min");
        if (Points > 1 && Max == Min) throw new OptionException($"{name}-max", Max, $"above {name}-min where there are several points");
        return this;
    }
}
