using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Exercises;

/// <summary>
/// A dx of a normalization, taken apart: dx = a · gamma / std · (dy - b · mean(dy) - c · xHat · mean(dy · xHat)), where all three are 1 if it is right.
/// It names mistakes together that the catalogue has one by one.
/// </summary>
internal sealed record TermFit(Coefficient A, Coefficient B, Coefficient C)
{
    private const int FewestColumns = 3; // in single precision, where a wide tolerance fits too much to fewer

    /// <summary>With fewer values in a column, three terms fit too much.</summary>
    public const int FewestRows = 8;

    /// <summary>Whether only the term of dy has a wrong factor: those of the mean and the variance are 1 in all.</summary>
    private bool IsOfDyOnly => B == C && B.IsInverseOf(A);

    /// <summary><c>dx = 1 / std · (dy - xHat · mean(dy · xHat))</c>.</summary>
    public string Text
    {
        get
        {
            string[] over = [.. A.Number.IsOne ? [] : new[] { A.Number.Text }, .. Power("gamma", 1 + A.Gamma)];
            string under = string.Concat(Power("std", 1 - A.Std).Select(power => $" / {power}"));
            string terms = $"dy{Subtracted(B, "mean(dy)")}{Subtracted(C, "xHat · mean(dy · xHat)")}";
            return $"dx = {(over.Length == 0 ? under.Length > 0 ? "1" : "" : string.Join(" · ", over))}{under}{(over.Length + under.Length > 0 ? " · " : "")}{(terms == "dy" ? terms : $"({terms})")}";

            static IEnumerable<string> Power(string of, int power) => power == 0 ? [] : [power == 1 ? of : $"{of}²"];

            static string Subtracted(Coefficient of, string term) => of.IsZero ? ""
                : $" {(of.Number.IsNegative ? '+' : '-')} {of.Magnitude}{(of.Magnitude.Length > 0 ? " · " : "")}{term}";
        }
    }

    /// <summary>What differs from 1 in words: the factor of all terms, then that of each by itself.</summary>
    public IReadOnlyList<string> Mistakes =>
        IsOfDyOnly && !(A.Number.IsOne && A is { Gamma: 0, Std: 0 }) ? [.. Factor(A, "the term of dy", " in the term of dy")]
        : B.IsZero && C.IsZero && A is { Number.IsOne: true, Gamma: -1, Std: 1 } ? ["this is dout itself"]
        : [.. Factor(A, "all", ""), .. Term(B, "mean"), .. Term(C, "variance")];

    /// <param name="all">What has the factor, at the start of a sentence, and <paramref name="where"/> at its end.</param>
    private static IEnumerable<string> Factor(Coefficient of, string all, string where)
    {
        if (of.Gamma < 0) yield return $"gamma is left out{where}";
        if (of.Gamma > 0) yield return $"gamma is there twice{where}";
        if (of.Std > 0) yield return $"the division by the standard deviation is left out{where}";
        if (of.Std < 0) yield return $"{all} is divided by the variance instead of the standard deviation";
        if (of.Number.IsNegative) yield return $"the sign is wrong{where}";
        if (of.Number.Absolute is not "1" and var times) yield return $"{all} is multiplied by {times}";
    }

    private static IEnumerable<string> Term(Coefficient of, string path)
    {
        if (of.IsZero)
        {
            yield return $"the path through the {path} is missing";
            yield break;
        }

        if (of.Gamma != 0) yield return $"the term of the {path} has another power of gamma than dy";
        if (of.Std != 0) yield return path == "variance" && of.Std > 0 ? "x - mean stands where xHat should be" : $"the term of the {path} has another power of the standard deviation than dy";
        if (of.Number.IsNegative) yield return $"the path through the {path} has the wrong sign";
        if (of.Number.Absolute == "1") yield break;
        yield return of.Number.Absolute switch
        {
            "N" => $"the sum of the {path}'s path is not divided by N",
            "N/(N-1)" => $"the sum of the {path}'s path is divided by N - 1 instead of N",
            "1/N" => $"the sum of the {path}'s path is divided by N twice",
            "1/2" when path == "variance" => "the factor 2 of the square is forgotten",
            var times => $"the path through the {path} counts {times} times",
        };
    }

    /// <summary>Null where dx is no such sum, or its coefficients are no numbers that are known.</summary>
    /// <param name="dx">(N, D).</param>
    /// <param name="dy">(N, D).</param>
    /// <param name="xHat">(N, D).</param>
    /// <param name="gamma">(1, D).</param>
    /// <param name="std">(1, D).</param>
    /// <param name="tolerance">Relative to the largest value of a column.</param>
    public static TermFit? Of(Matrix<double> dx, Matrix<double> dy, Matrix<double> xHat, Matrix<double> gamma, Matrix<double> std, double tolerance)
    {
        if (dx.Rows < FewestRows || (tolerance > 1e-6 && dx.Columns < FewestColumns)) return null;
        var target = dx * std / gamma;                                           // (N, D)
        var rest = Rest(dy, xHat);                                               // (N, D)  dy without mean and xHat
        var a = ColumnMean(rest * target) / ColumnMean(rest * rest);             // (1, D)
        var left = target - (dy * a);                                            // (N, D)
        var b = ColumnMean(left);                                                // (1, D)
        var c = ColumnMean(left * xHat) / ColumnMean(xHat * xHat);               // (1, D)
        var scale = target.Map(Math.Abs);                                        // (N, D)
        var unexplained = left - b - (xHat * c);                                 // (N, D)
        for (int j = 0; j < dx.Columns; j++)
        {
            double largest = Enumerable.Range(0, dx.Rows).Max(n => scale[n, j]);
            if (!Enumerable.Range(0, dx.Rows).All(n => Math.Abs(unexplained[n, j]) <= tolerance * largest)) return null;
        }

        var (mean, product) = (ColumnMean(dy), ColumnMean(dy * xHat));           // (1, D)
        var one = Matrix<double>.Constant(1, dx.Columns, 1.0);                   // (1, D)
        double largestDy = dy.ToArray().Max(Math.Abs);
        return Known(a, one) is { IsZero: false } ofDy && Known(-b / a, mean) is { } ofMean && Known(-c / a, product) is { } ofVariance ? new(ofDy, ofMean, ofVariance) : null;

        // The simplest number with powers of gamma and std that every column's coefficient is.
        Coefficient? Known(Matrix<double> found, Matrix<double> of)
        {
            var powers = from g in (int[])[0, -1, 1] from s in (int[])[0, -1, 1] orderby Math.Abs(g) + Math.Abs(s) select (g, s);
            var all = from power in powers from number in Fraction.Of(dx.Rows) select new Coefficient(number, power.g, power.s);
            return all.FirstOrDefault(known => Enumerable.Range(0, found.Columns).All(j =>
            {
                double expected = known.Number.Value * Math.Pow(gamma[0, j], known.Gamma) * Math.Pow(std[0, j], known.Std) * of[0, j];
                return Math.Abs(found[0, j] - expected) <= Math.Sqrt(tolerance) * (Math.Abs(expected) + Math.Abs(of[0, j]) + (1e-3 * largestDy));
            }));
        }
    }

    private static Matrix<double> Rest(Matrix<double> dy, Matrix<double> xHat) =>
        dy - ColumnMean(dy) - (xHat * (ColumnMean(dy * xHat) / ColumnMean(xHat * xHat)));
}

/// <param name="Gamma">Its power beyond that of the right formula.</param>
/// <param name="Std">Likewise.</param>
internal sealed record Coefficient(Fraction Number, int Gamma, int Std)
{
    public bool IsZero => Number.Value == 0.0;

    /// <summary>Without its sign; empty for 1.</summary>
    public string Magnitude => string.Join(" · ", new[] { Number.Absolute == "1" ? "" : Number.Absolute, Power("gamma", Gamma), Power("std", Std) }.Where(part => part.Length > 0));

    public bool IsInverseOf(Coefficient other) => Gamma == -other.Gamma && Std == -other.Std && Math.Abs((Number.Value * other.Number.Value) - 1.0) < 1e-12;

    private static string Power(string of, int power) => power switch
    {
        0 => "",
        1 => of,
        _ => $"1/{of}",
    };
}

/// <summary>A number that a forgotten or repeated step leaves: 0, 1, 2, 1/2, N, 1/N, N/(N-1).</summary>
internal sealed record Fraction(string Text, double Value)
{
    public bool IsOne => Text == "1";

    public bool IsNegative => Text.StartsWith('-');

    public string Absolute => Text.TrimStart('-');

    public static IEnumerable<Fraction> Of(int n)
    {
        double many = n;
        (string, double)[] all = [("1", 1), ("0", 0), ("1/2", 0.5), ("2", 2), ("N", many), ("1/N", 1 / many), ("N/(N-1)", many / (many - 1)), ("(N-1)/N", (many - 1) / many), ("2/N", 2 / many)];
        return all.SelectMany(each => new[] { new Fraction(each.Item1, each.Item2), new Fraction($"-{each.Item1}", -each.Item2) });
    }
}
