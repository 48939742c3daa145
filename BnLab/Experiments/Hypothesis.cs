namespace BnLab.Experiments;

/// <summary>A statement that an effect is above a limit, below one, or between two; measurements decide, or leave it open.</summary>
/// <param name="Unit">What the effect is measured in.</param>
internal sealed record Hypothesis(string Statement, ConfidenceInterval Effect, string Unit)
{
    private const double Error = 1 - ConfidenceInterval.Confidence;
    private const double Power = 0.8; // so often would the number of seeds that is named decide

    /// <summary>The effect is claimed to be above it.</summary>
    public double Lowest { get; private init; } = double.NegativeInfinity;

    public double Highest { get; private init; } = double.PositiveInfinity;

    /// <summary>The numbers that the effect is computed from.</summary>
    public string Measured { get; init; } = "";

    /// <param name="limit">A difference or a factor; null for none, 0 or 1.</param>
    public static Hypothesis Above(string statement, ConfidenceInterval effect, string unit, double? limit = null) =>
        new(statement, effect, unit) { Lowest = limit ?? (effect.IsRatio ? 1.0 : 0.0) };

    public static Hypothesis Below(string statement, ConfidenceInterval effect, string unit, double? limit = null) =>
        new(statement, effect, unit) { Highest = limit ?? (effect.IsRatio ? 1.0 : 0.0) };

    /// <summary>An equivalence, where the limits are on both sides of no effect (two one-sided tests, Schuirmann 1987).</summary>
    public static Hypothesis Between(string statement, ConfidenceInterval effect, string unit, double low, double high) =>
        new(statement, effect, unit) { Lowest = low, Highest = high };

    /// <summary>Decides all claims of a run together: the more there are, the surer each must be (Holm 1979).</summary>
    public static IReadOnlyList<Claim> Judge(params IReadOnlyList<Hypothesis> all)
    {
        var adjusted = new double[all.Count];
        double least = 0.0;
        foreach (var (i, rank) in all.Index().OrderBy(each => each.Item.P).Select((each, rank) => (each.Index, rank)))
        {
            least = Math.Max(least, Math.Min(1.0, (all.Count - rank) * all[i].P));
            adjusted[i] = least;
        }

        return [.. all.Select((hypothesis, i) => hypothesis.ToClaim(adjusted[i], Error / all.Count) with { Together = all.Count })];
    }

    private double Lower => Effect.IsRatio ? Math.Log(Math.Max(0.0, Lowest)) : Lowest;

    private double Upper => Effect.IsRatio ? Math.Log(Highest) : Highest;

    private bool IsInside => Effect.Mean > Lower && Effect.Mean < Upper;

    /// <summary>Two-sided, of the outcome that the mean is on the side of; 1 where nothing can be told.</summary>
    private double P
    {
        get
        {
            if (Effect.Count < 2 || Effect.Mean == Lower || Effect.Mean == Upper) return 1.0;
            if (Effect.StandardError == 0.0) return Math.Pow(2.0, 1 - Effect.Count); // a sign test is all that values without spread allow
            double p = IsInside ? Math.Max(Tail(Effect.Mean - Lower), Tail(Upper - Effect.Mean)) : Math.Min(Tail(Lower - Effect.Mean), Tail(Effect.Mean - Upper));
            return double.IsNaN(p) ? 1.0 : Math.Min(1.0, 2 * p);
        }
    }

    private double Tail(double distance)
    {
        double t = distance / Effect.StandardError;
        double within = StudentT.ProbabilityWithin(Math.Abs(t), Effect.Degrees);
        return t > 0 ? (1 - within) / 2 : (1 + within) / 2;
    }

    private Claim ToClaim(double p, double error)
    {
        var outcome = p > Error ? Outcome.NotDecided : IsInside ? Outcome.Holds : Outcome.DoesNotHold;
        string holdsIf = (double.IsFinite(Lowest), double.IsFinite(Highest)) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $"from {Lowest:G4} to {Highest:G4}"),
            (true, _) => string.Create(CultureInfo.InvariantCulture, $"above {Lowest:G4}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"below {Highest:G4}"),
        };
        return new(
            Statement, outcome, Shown(Effect.Mean), Shown(Effect.Low), Shown(Effect.High), Unit, Effect.IsRatio, Effect.Count, Effect.Repeated, holdsIf,
            Effect.Count < 2 ? null : p, outcome == Outcome.NotDecided ? Enough(error) : null, Measured);
    }

    private double? Shown(double value)
    {
        double shown = Effect.IsRatio ? Math.Exp(value) : value;
        return double.IsFinite(shown) ? shown : null;
    }

    /// <summary>Repetitions that would decide with the power of 80 %, if effect and spread are what they are estimated to be.</summary>
    private int? Enough(double error)
    {
        const int Normal = 10_000; // degrees of freedom of a normal distribution, for all purposes
        double distance = Math.Min(Math.Abs(Effect.Mean - Lower), Math.Abs(Upper - Effect.Mean)), z = StudentT.Bound(1 - error, Normal);
        double sum = z + StudentT.Bound(double.IsFinite(Lower) && double.IsFinite(Upper) ? Power : (2 * Power) - 1, Normal); // either limit can be missed
        double variance = (distance * distance / (sum * sum)) - Effect.SharedVariance; // that the repetitions may leave
        double needed = Effect.StandardError == 0.0 ? 1 - Math.Log2(error) : (Effect.Spread * Effect.Spread / variance) + (z * z / 2); // Student's t is wider
        return double.IsFinite(needed) && variance > 0 ? (int)Math.Min(int.MaxValue, Math.Max(Effect.Count + 1, Math.Ceiling(needed))) : null;
    }
}
