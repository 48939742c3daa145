namespace BnLab.Checking;

/// <summary>Compares the analytical gradients of a subject with numerical ones.</summary>
public static class GradientCheck
{
    /// <summary>
    /// A gradient that is zero by construction may be as large as this with the course's step: rounding noise of a loss,
    /// divided by 2h.
    /// </summary>
    public const double ZeroLimit = 1e-9;

    /// <summary>Checks all inputs of a subject.</summary>
    /// <param name="subject">What to check.</param>
    /// <param name="h">The step of the numerical gradient.</param>
    /// <returns>One finding for each input, in their order.</returns>
    public static IReadOnlyList<GradientFinding> Run(GradientCase subject, double h = NumericalGradient.DefaultStep)
    {
        ArgumentNullException.ThrowIfNull(subject);
        subject.Forward();
        var reported = subject.Backward(subject.Dy.Clone());
        var analytical = subject.Inputs.Where(input => reported.ContainsKey(input.Name))
            .ToDictionary(input => input.Name, input => reported[input.Name].Clone(), StringComparer.Ordinal); // the layer reuses its own
        return [.. subject.Inputs.Select(input => analytical.TryGetValue(input.Name, out var gradient)
            ? Compare(subject, input, gradient, h)
            : Misfit(subject, input, "there is no such gradient"))];
    }

    private static GradientFinding Compare(GradientCase subject, CheckedInput input, Matrix<double> analytical, double h)
    {
        var value = input.Value;
        if ((analytical.Rows, analytical.Columns) != (value.Rows, value.Columns))
        {
            return Misfit(subject, input, $"the gradient is ({analytical.Rows}, {analytical.Columns})");
        }

        var numerical = NumericalGradient.OfLayer(value, subject.Forward, subject.Dy, h);
        double error = RelativeError.Max(numerical, analytical);
        var finding = new GradientFinding(
            subject.Layer, input.Name, (value.Rows, value.Columns), error, input.Limit, error <= input.Limit, input.Note)
        {
            CourseLimit = input.CourseLimit,
        };
        if (input.IsZero)
        {
            double largest = Math.Max(Largest(numerical), Largest(analytical));
            double zeroLimit = ZeroLimit * Math.Max(1.0, NumericalGradient.DefaultStep / h); // a smaller step has more noise
            return finding with { Largest = largest, ZeroLimit = zeroLimit, Passed = largest <= zeroLimit };
        }

        if (!(error > input.Limit)) return finding; // passed, or NaN
        var look = NumericalErrorAnalysis.At(subject, input, numerical, analytical, h);
        return finding with
        {
            Passed = look.Error <= input.Limit,
            ErrorLeft = look.Error,
            Note = finding.Note.Length == 0 ? look.Note : $"{finding.Note}; {look.Note}",
        };
    }

    private static GradientFinding Misfit(GradientCase subject, CheckedInput input, string note) =>
        new(subject.Layer, input.Name, (input.Value.Rows, input.Value.Columns), double.NaN, input.Limit, Passed: false, note)
        {
            CourseLimit = input.CourseLimit,
            Largest = input.IsZero ? double.NaN : null,
        };

    /// <summary>The largest magnitude; NaN where one of the elements is.</summary>
    private static double Largest(Matrix<double> x)
    {
        double largest = 0.0;
        foreach (double value in x.ToArray()) largest = Math.Max(largest, Math.Abs(value)); // LINQ's Max passes NaN over
        return largest;
    }
}

/// <summary>How one gradient stood its check.</summary>
/// <param name="Layer">The subject.</param>
/// <param name="Input">Which gradient.</param>
/// <param name="Shape">Rows and columns of the input.</param>
/// <param name="Error">The largest relative error; NaN where the gradient is missing, is NaN or has another shape.</param>
/// <param name="Limit">What was allowed.</param>
/// <param name="Passed">Whether the gradients agree: the limit was met, at the second look if the first one needed it.</param>
/// <param name="Note">Why the error is as it is, where there is a reason to know.</param>
public sealed record GradientFinding(
    string Layer, string Input, (int Rows, int Columns) Shape, double Error, double Limit, bool Passed, string Note)
{
    /// <summary>The relative error that the course's notebook allows.</summary>
    public double CourseLimit { get; init; } = Limit;

    /// <summary>
    /// The relative error that decided: what is left after <see cref="NumericalErrorAnalysis">a second look</see>, or
    /// <see cref="Error"/> where none was needed.
    /// </summary>
    public double ErrorLeft { get; init; } = Error;

    /// <summary>
    /// Where the gradient is zero by construction, what decided in place of a relative error: the largest magnitude in
    /// both gradients; NaN where the gradient is missing or has another shape. Else null.
    /// </summary>
    public double? Largest { get; init; }

    /// <summary>What <see cref="Largest"/> may be.</summary>
    public double ZeroLimit { get; init; } = GradientCheck.ZeroLimit;

    /// <summary>True where the gradient is zero by construction: then the relative error did not decide.</summary>
    public bool IsZero => Largest is not null;
}
