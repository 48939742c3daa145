namespace BnLab.Nets;

/// <summary>
/// All parameters of a net, in one row of memory, and their gradients in another: an update rule is one pass over both.
/// </summary>
public sealed class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, NamedParameter<T>> _byName;

    /// <summary>Parameters of zeros.</summary>
    /// <param name="shapes">Name, rows, columns and kind of each, in the order of the net's layers.</param>
    public ParameterSet(IReadOnlyList<ParameterShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        int length = shapes.Sum(s => s.Rows * Matrix<T>.PaddedLength(s.Columns));
        (Values, Gradients) = (new Matrix<T>(1, length), new Matrix<T>(1, length)); // (1, P)
        var all = new List<NamedParameter<T>>(shapes.Count);
        int offset = 0;
        foreach (var shape in shapes)
        {
            var value = Values.View(offset, shape.Rows, shape.Columns);
            var gradient = Gradients.View(offset, shape.Rows, shape.Columns);
            all.Add(new(shape, new Parameter<T>(value, gradient)));
            offset += shape.Rows * value.Stride;
        }

        All = all;
        _byName = all.ToDictionary(p => p.Shape.Name, StringComparer.Ordinal);
    }

    /// <summary>The parameters in the order of the net's layers.</summary>
    public IReadOnlyList<NamedParameter<T>> All { get; }

    /// <summary>(1, P): all values, with padding between the rows.</summary>
    public Matrix<T> Values { get; }

    /// <summary>(1, P): all gradients, laid out like the values.</summary>
    public Matrix<T> Gradients { get; }

    /// <summary>A parameter by its name: W1, b1, gamma1, beta1, W2, …</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">The net has no such parameter.</exception>
    public Parameter<T> this[string name] => _byName[name].Parameter;

    /// <summary>
    /// The parameters' places in another row that is laid out like the values: what an update rule remembers of each.
    /// </summary>
    /// <param name="row">(1, P).</param>
    /// <returns>One view for each of <see cref="All"/>, of its shape.</returns>
    public IEnumerable<Matrix<T>> Places(Matrix<T> row)
    {
        int offset = 0;
        foreach (var (shape, _) in All)
        {
            var place = row.View(offset, shape.Rows, shape.Columns); // (D, M)
            offset += shape.Rows * place.Stride;
            yield return place;
        }
    }

    /// <summary>How many numbers the net learns, padding left out.</summary>
    public int Count => All.Sum(p => p.Parameter.Value.Count);
}

/// <summary>One parameter of a net.</summary>
/// <param name="Shape">What it is called and how large it is.</param>
/// <param name="Parameter">Its value and gradient.</param>
public sealed record NamedParameter<T>(ParameterShape Shape, Parameter<T> Parameter)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What a parameter is called and how large it is.</summary>
/// <param name="Name">W1, b1, gamma1, beta1, …, as in the course.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Kind">What it does, which decides how it begins and whether it is regularized.</param>
public sealed record ParameterShape(string Name, int Rows, int Columns, ParameterKind Kind)
{
    /// <summary>Weights and biases of the affine layer with a number, from 1: W1, b1.</summary>
    public static ParameterShape[] Affine(int number, int inputs, int outputs) =>
    [
        new($"W{number}", inputs, outputs, ParameterKind.Weight), // (D, M)
        new($"b{number}", 1, outputs, ParameterKind.Bias),        // (1, M)
    ];

    /// <summary>Gamma and beta of the normalization after a layer: gamma1, beta1.</summary>
    public static ParameterShape[] ScaleAndShift(int number, int features) =>
    [
        new($"gamma{number}", 1, features, ParameterKind.Scale), // (1, M)
        new($"beta{number}", 1, features, ParameterKind.Bias),   // (1, M)
    ];
}

/// <summary>What a parameter does in its layer.</summary>
public enum ParameterKind
{
    /// <summary>Multiplied with the input: begins at random, is regularized.</summary>
    Weight,

    /// <summary>Added (a bias or beta): begins at 0.</summary>
    Bias,

    /// <summary>Scales what was normalized (gamma): begins at 1.</summary>
    Scale,
}
