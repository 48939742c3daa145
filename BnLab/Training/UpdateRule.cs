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
    /// <exception cref="ArgumentException">The shapes differ, or are not those that the rule was made for.</exception>
    public abstract void Step(Matrix<T> w, Matrix<T> g, double learningRate);

    /// <summary>(1, P) each: the rule's state from step to step; none by default.</summary>
    public virtual IReadOnlyList<Matrix<T>> Memory => [];

    /// <summary>Steps taken, where the rule depends on them.</summary>
    public int Steps { get; internal set; }
}

/// <summary>The rules by name.</summary>
public static class UpdateRule
{
    /// <summary>The names of all rules, as on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } = ["adam", "rmsprop", "sgd-momentum", "sgd"];

    /// <summary>A rule before its first step.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="parameters">P, the length of the flat row of parameters.</param>
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

/// <summary>Stochastic gradient descent: w -= rate · g.</summary>
internal sealed class Sgd<T> : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate) => UpdateKernels.Sgd(w, g, learningRate);
}

/// <summary>Gradient descent with momentum: v = 0.9 · v - rate · g; w += v.</summary>
/// <remarks>Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.</remarks>
internal sealed class SgdMomentum<T>(int parameters) : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _velocity = new(1, parameters); // (1, P)

    public override IReadOnlyList<Matrix<T>> Memory => [_velocity];

    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate) =>
        UpdateKernels.Momentum(w, g, _velocity, learningRate, momentum: 0.9);
}

/// <summary>RMSProp: each gradient is divided by the root of its running square.</summary>
/// <remarks>Tieleman and Hinton, "Lecture 6.5 - rmsprop", 2012.</remarks>
internal sealed class RmsProp<T>(int parameters) : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _v = new(1, parameters); // (1, P)

    public override IReadOnlyList<Matrix<T>> Memory => [_v];

    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate) =>
        UpdateKernels.RmsProp(w, g, _v, learningRate, decay: 0.99, eps: 1e-8);
}

/// <summary>Adam: steps along the running mean of the gradient, divided by the root of its running square.</summary>
/// <remarks>Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, Algorithm 1.</remarks>
internal sealed class Adam<T>(int parameters) : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private readonly Matrix<T> _m = new(1, parameters); // (1, P)
    private readonly Matrix<T> _v = new(1, parameters); // (1, P)

    public override IReadOnlyList<Matrix<T>> Memory => [_m, _v];

    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate)
    {
        int t = ++Steps;
        double scaleM = 1.0 / (1.0 - Math.Pow(Beta1, t)), scaleV = 1.0 / (1.0 - Math.Pow(Beta2, t));
        UpdateKernels.Adam(w, g, _m, _v, learningRate, Beta1, Beta2, eps: 1e-8, scaleM, scaleV);
    }
}
