namespace BnLab.Experiments;

/// <summary>Values at equal ratios, both ends among them: <c>np.logspace</c>.</summary>
/// <param name="Min">The first value.</param>
/// <param name="Max">The last value.</param>
/// <param name="Points">How many; a single one is the first.</param>
internal sealed record LogGrid(double Min, double Max, int Points)
{
    private const int MostPoints = 10_000;

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

    /// <summary>Refuses what is no grid.</summary>
    public void Validate(string name)
    {
        if (!(double.IsFinite(Min) && Min > 0)) throw new OptionException($"{name}-min", Min, "a finite number above 0");
        if (!(double.IsFinite(Max) && Max >= Min)) throw new OptionException($"{name}-max", Max, $"a finite number of at least {name}-min");
        if (Points is < 1 or > MostPoints) throw new OptionException("--points", Points, $"1 to {MostPoints}");
        if (Points > 1 && Max == Min) throw new OptionException($"{name}-max", Max, $"above {name}-min where there are several points");
    }
}
