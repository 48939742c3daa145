namespace BnLab.Experiments;

/// <summary>Some of a net's parameters are trained; the others keep the values that they begin with.</summary>
internal sealed class TrainedParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> _parameters;
    private readonly Matrix<T> _mask; // (1, P): 1 where a parameter is trained

    private TrainedParameters(ParameterSet<T> parameters, Matrix<T> mask) => (_parameters, _mask) = (parameters, mask);

    public int Count => _mask.Row(0).ToArray().Count(each => each == T.One);

    /// <summary>All parameters of these names: <c>gamma1</c>.</summary>
    public static TrainedParameters<T> Named(ParameterSet<T> parameters, Func<string, bool> isTrained)
    {
        var mask = new Matrix<T>(1, parameters.Values.Columns); // (1, P)
        foreach (var (named, place) in parameters.All.Zip(parameters.Places(mask)))
        {
            if (isTrained(named.Shape.Name)) place.Fill(T.One);
        }

        return new(parameters, mask);
    }

    /// <summary>So many of these, drawn without replacement.</summary>
    public TrainedParameters<T> Some(int count, NumpyRandom random)
    {
        var mask = new Matrix<T>(1, _mask.Columns); // (1, P)
        for (int drawn = 0; drawn < count;)
        {
            int p = random.NextInteger(mask.Columns);
            if (_mask[0, p] == T.Zero || mask[0, p] == T.One) continue;
            mask[0, p] = T.One;
            drawn++;
        }

        return new(_parameters, mask);
    }

    /// <summary>Sets the gradients of the other parameters to 0, with which no update rule changes them.</summary>
    public void Restrict(Matrix<T> gradients)
    {
        ReadOnlySpan<T> mask = _mask.Row(0);
        Span<T> g = gradients.Row(0);
        for (int p = 0; p < g.Length; p++) g[p] *= mask[p];
    }
}
