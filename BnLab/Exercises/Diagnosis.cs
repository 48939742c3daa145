using BnLab.Experiments.Gradcheck;

namespace BnLab.Exercises;

/// <summary>What is wrong with a student's arrays, and which known mistake makes exactly that.</summary>
internal sealed class Diagnosis
{
    /// <summary>Of the largest element.</summary>
    public const double SingleLimit = 1e-4;

    private const double DoubleLimit = 1e-8, NumericalLimit = 1e-6;
    private const int MostNumerical = 4_096; // values that a numerical gradient is taken of

    private static readonly string[] Results = ["dx", "dw", "db", "dgamma", "dbeta"], Statistics = ["running_mean", "running_var"];

    private static readonly Finding Overwritten = new(
        "dout", ["dout-overwritten"], "a line such as dout *= gamma has changed it in place before it was saved; work on a copy", []);

    private readonly StudentArrays _arrays;
    private readonly Subject _subject;
    private readonly double _limit;
    private readonly Dictionary<string, Matrix<double>> _right;
    private ForwardMistake? _forward;
    private bool _isOutputWrong;

    private Diagnosis(StudentArrays arrays, Subject subject)
    {
        (_arrays, _subject, _limit) = (arrays, subject, arrays.IsSingle ? SingleLimit : DoubleLimit);
        _right = Gradients(subject.Case);
    }

    /// <summary>One finding for each result that the student has: the output first, since the gradients are those of that output.</summary>
    /// <exception cref="InvalidDataException">There is nothing to judge.</exception>
    public static IReadOnlyList<Finding> Of(StudentArrays arrays, Subject subject)
    {
        var gradients = Checked(arrays, subject);
        string output = OutputOf(subject);
        var diagnosis = new Diagnosis(arrays, subject);
        bool isOverwritten = gradients.Count > 1 && IsOverwritten(arrays, subject);
        return
        [
            .. isOverwritten ? [Overwritten] : Array.Empty<Finding>(),
            .. arrays.Has(output) ? new[] { diagnosis.Output(output) } : [],
            .. isOverwritten
                ? gradients.Select(name => Finding.Right(name) with { Sentence = "right for dout / gamma" })
                : subject.Case.Inputs.Where(input => arrays.Has(Subject.GradientOf(input.Name))).Select(diagnosis.Gradient),
            .. diagnosis.Running(),
        ];
    }

    /// <summary>Of a pass in training; at test time they are inputs.</summary>
    private IEnumerable<Finding> Running() => _subject.Case.Layer != "batchnorm" || _forward?.Name == "statistics-of-test-time" ? [] :
        from array in Statistics
        where _arrays.Has(array)
        let x = _subject.Case.Value("x")
        select RunningStatistics.Judge(array, _arrays.Matrix(array, x.Columns), x, _limit);

    /// <summary>Whether dout was scaled in place before it was saved: then all gradients are right, but for another dout.</summary>
    private static bool IsOverwritten(StudentArrays arrays, Subject subject)
    {
        if (!arrays.Has("gamma") || arrays.Matrix("gamma").Count != arrays.Matrix("dout").Columns) return false;
        var gamma = arrays.Matrix("gamma").Reshape(1); // (1, D)
        if (gamma.ToArray().All(value => value == 1.0)) return false;
        var before = arrays.With("dout", NumpyArray.Of(arrays.Matrix("dout") / gamma, arrays.ShapeOf("dout")));
        var diagnosis = new Diagnosis(before, Subjects.Of(subject.Case.Layer, before));
        return subject.Case.Inputs.Where(input => arrays.Has(Subject.GradientOf(input.Name))).All(diagnosis.Agrees);
    }

    private Finding Output(string name)
    {
        var (y, right) = (_arrays.Matrix(name), _subject.Case.Forward().Clone());
        _isOutputWrong = true;
        if (Shape(name, right) is { } wrong) return wrong;
        if (Apart(y, right) <= _limit)
        {
            _isOutputWrong = false;
            return Finding.Right(name);
        }

        var all = _subject.Forwards.Where(each => Apart(y, each.Y()) <= _limit).ToList();
        _forward = all.FirstOrDefault();
        return _forward is null
            ? Finding.Unknown(name, Facts.Of(y, right, _limit))
            : new(name, [.. all.Select(each => each.Name)], _forward.Sentence, Facts.Of(y, right, _limit));
    }

    /// <summary>The gradients that the student has of this layer.</summary>
    /// <exception cref="InvalidDataException">There is nothing to judge, or there are gradients of another layer.</exception>
    private static List<string> Checked(StudentArrays arrays, Subject subject)
    {
        var names = subject.Case.Inputs.Select(input => Subject.GradientOf(input.Name)).ToList();
        var gradients = names.Where(arrays.Has).ToList();
        string output = OutputOf(subject);
        if (gradients.Count == 0 && !arrays.Has(output))
            throw arrays.Refused(output, $"it, or one of the gradients {string.Join(", ", names)}: there is nothing to judge");
        if (gradients.Count > 0 && output == "out" && !arrays.Has("dout")) throw arrays.Refused("dout", $"the gradient of the output beside {gradients[0]}");
        if (gradients.Count > 0 && arrays.Has("dout") && arrays.Matrix("dout").ToArray().All(value => value == 0.0)) throw arrays.Refused("dout", "values other than 0: with it all gradients are 0");
        if (Results.FirstOrDefault(name => arrays.Has(name) && !names.Contains(name, StringComparer.Ordinal)) is { } foreign)
            throw arrays.Refused(foreign, $"a gradient of {subject.Case.Layer}: {string.Join(", ", names)}; --layer names another layer");
        return gradients;
    }

    /// <summary>Whether a layer's output is right; false where the student has none.</summary>
    /// <exception cref="InvalidDataException">There are gradients of another layer, say.</exception>
    public static bool IsOutputRight(StudentArrays arrays, Subject subject)
    {
        Checked(arrays, subject);
        string output = OutputOf(subject);
        return arrays.Has(output) && new Diagnosis(arrays, subject).Output(output).IsRight;
    }

    private static string OutputOf(Subject subject) => subject.Case.Layer.EndsWith("-loss", StringComparison.Ordinal) ? "loss" : "out";

    /// <summary>Whether a gradient is right: what is cheap to say.</summary>
    private bool Agrees(CheckedInput input) => Subject.GradientOf(input.Name) is var name && Shape(name, _right[input.Name]) is null
        && Apart(_arrays.Matrix(name), _right[input.Name], ScaleOf(input.Name)) <= _limit;

    private double ScaleOf(string input) => Math.Max(_right[input].ToArray().Max(Math.Abs), _subject.Scale?.Invoke(input) ?? 0.0);

    private Finding Gradient(CheckedInput input)
    {
        string name = Subject.GradientOf(input.Name);
        var (found, right, scale) = (_arrays.Matrix(name), _right[input.Name], ScaleOf(input.Name));
        var shape = Shape(name, right);
        if (shape is { IsNotFinite: true }) return shape;
        if (shape is null && Apart(found, right, scale) <= _limit) return Finding.Right(name) with { Sentence = Unseen(input.Name) };
        if (shape is null && _forward is not null && input.Value.Count <= MostNumerical && Apart(found, OfForward(input)) <= Math.Max(_limit, NumericalLimit))
            return Finding.Right(name) with { Sentence = $"right for that output ({_forward.Name})" };

        Mutation[] known = [.. _subject.Mistakes.Where(mistake => !_arrays.IsSingle || !mistake.Name.Contains("eps", StringComparison.Ordinal)).Where(mistake => Makes(mistake, input.Name, found, scale))];
        if (known.Length > 0) return new(name, [.. known.Select(mistake => mistake.Name)], known[0].Symptom.TextOf(name), Described());
        if (shape is not null) return shape;
        if (_right.FirstOrDefault(other => other.Key != input.Name && Apart(found, other.Value) <= _limit).Key is { } exchanged)
            return new(name, [$"{Subject.GradientOf(exchanged)}-for-{name}"], $"these are the numbers of {Subject.GradientOf(exchanged)}", []);
        var fit = input.Name == "x" ? _subject.Fit?.Invoke(found, _limit) : null;
        return fit is { Mistakes.Count: > 0 }
            ? new(name, fit.Mistakes, fit.Text, Described()) { IsFitted = true }
            : Finding.Unknown(name, Described());

        IReadOnlyList<string> Described() => _isOutputWrong
            ? ["out is wrong, too: mend it first"]
            : [.. Facts.Of(found, right, _limit, input.Name == "x" ? _subject.ZeroSums : ""), .. TooFew(input.Name)];
    }

    /// <summary>What a right dx does not show.</summary>
    private string Unseen(string input) => input == "x" && _arrays.Has("gamma") && _arrays.Matrix("gamma").ToArray().All(value => value == 1.0)
        ? "right, as far as a gamma of 1 shows: draw gamma at random, or a forgotten gamma cannot be seen" : "";

    private IEnumerable<string> TooFew(string input) => input == "x" && _subject.Fit is not null && _subject.Case.Dy.Rows < TermFit.FewestRows
        ? [$"with {TermFit.FewestRows} samples or more it can be said which terms are there"] : [];

    private bool Makes(Mutation mistake, string input, Matrix<double> found, double scale)
    {
        var planted = Gradients(mistake.Plant(_subject.Case))[input];
        return Apart(planted, _right[input], scale) > _limit && Apart(found, planted, scale) <= _limit;
    }

    private Matrix<double> OfForward(CheckedInput input) => NumericalGradient.OfLayer(input.Value, _forward!.Y, _subject.Case.Dy);

    private static Dictionary<string, Matrix<double>> Gradients(GradientCase of)
    {
        of.Forward();
        return of.Backward(of.Dy.Clone()).ToDictionary(each => each.Key, each => each.Value.Clone(), StringComparer.Ordinal);
    }

    /// <summary>What is wrong with its shape, or values that are no numbers; null if nothing is.</summary>
    private Finding? Shape(string name, Matrix<double> right)
    {
        string of = name is "out" or "loss" ? name : name[1..];
        var (shape, wanted) = (_arrays.ShapeOf(name), of is "out" ? OutputShape() : of is "loss" ? [] : _arrays.ShapeOf(of));
        if (!Extents(shape).SequenceEqual(Extents(wanted))) return Finding.Unknown(name, [$"{name} is {NumpyArray.ShapeOf(shape)}, and should be {NumpyArray.ShapeOf(wanted)}{(of == name ? "" : $" as {of}")}"]);
        var values = _arrays.Matrix(name).ToArray();
        int bad = values.Count(value => !double.IsFinite(value));
        return bad == 0 ? null : Finding.Unknown(name, [$"{bad} of {values.Length} values are not finite"]) with { IsNotFinite = true };

        static IEnumerable<int> Extents(IReadOnlyList<int> shape) => shape.Where(extent => extent > 1);
        IReadOnlyList<int> OutputShape() => _subject.Output.Count > 0 ? _subject.Output : right.Columns == _subject.Case.Value("x").Columns ? _arrays.ShapeOf("x") : [right.Rows, right.Columns];
    }

    /// <summary>The largest difference as a part of the largest value; infinite where the numbers of values differ or one is no number.</summary>
    public static double Apart(Matrix<double> found, Matrix<double> right, double? scale = null)
    {
        if (found.Count != right.Count) return double.PositiveInfinity;
        var pairs = found.ToArray().Zip(right.ToArray());
        if (!pairs.All(pair => double.IsFinite(pair.First - pair.Second))) return double.PositiveInfinity;
        double apart = pairs.Max(pair => Math.Abs(pair.First - pair.Second)), largest = scale ?? right.ToArray().Max(Math.Abs);
        return apart == 0.0 ? 0.0 : apart / largest;
    }
}

/// <summary>What was found of one array.</summary>
/// <param name="Mistakes">All that make exactly these numbers; empty if the array is right, or if no known mistake does.</param>
/// <param name="Sentence">How the mistake is recognized.</param>
/// <param name="Facts">What is seen in the numbers.</param>
internal sealed record Finding(string Array, IReadOnlyList<string> Mistakes, string Sentence, IReadOnlyList<string> Facts)
{
    public bool IsRight { get; init; }

    public bool IsNotFinite { get; init; }

    /// <summary>Whether its mistakes are the factors of a fit, which belong together.</summary>
    public bool IsFitted { get; init; }

    public static Finding Right(string array) => new(array, [], "", []) { IsRight = true };

    public static Finding Unknown(string array, IReadOnlyList<string> facts) => new(array, [], "", facts);
}
