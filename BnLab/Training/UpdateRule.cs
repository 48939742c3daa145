namespace BnLab.Training;

/// <summary>How parameters follow their gradients.</summary>
/// <remarks>cs231n, <c>optim.py</c>, with its default constants.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One step.</summary>
    /// <param name="w">(1, P): all parameters of a net, changed in place.</param>
    /// <param name="g">(1, P): their gradients.</param>
    /// <param name="learningRate">Step length.</param>
    public abstract void Step(Matrix<T> w, Matrix<T> g, double learningRate);

    /// <summary>(1, P) each: what the rule remembers from step to step; nothing, unless it says otherwise.</summary>
    public virtual IReadOnlyList<Matrix<T>> Memory => [];

    /// <summary>Steps taken, counted by rules to which it matters.</summary>
    public int Steps { get; internal set; }
}

/// <summary>The rules by the names that the command line gives them.</summary>
public static class UpdateRule
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["adam", "rmsprop", "sgd-momentum", "sgd"];

    /// <summary>A rule at its first step.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="parameters">The length of the flat row of parameters.</param>
    /// <exception cref="ArgumentException">There is no rule of that name.</exception>
    public static UpdateRule<T> Create<T>(string name, int parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => name switch
        {
            "adam" => new Adam<T>(parameters),
            "rmsprop" => new RmsProp<T>(parameters),
            "sgd-momentum" => new SgdMomentum<T>(parameters),
            "sgd" => new Sgd<T>(),
            _ => throw new ArgumentException($"There is no update rule '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
        };
}
