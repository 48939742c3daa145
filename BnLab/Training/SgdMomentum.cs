namespace BnLab.Training;

/// <summary>Gradient descent with momentum: the step is a velocity that gradients accelerate and friction slows.</summary>
/// <remarks>Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.</remarks>
/// <param name="parameters">The length of the flat row of parameters.</param>
internal sealed class SgdMomentum<T>(int parameters) : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Momentum = 0.9;

    private readonly Matrix<T> _velocity = new(1, parameters); // (1, P)

    public override IReadOnlyList<Matrix<T>> Memory => [_velocity];

    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate) =>
        UpdateKernels.Momentum(w, g, _velocity, learningRate, Momentum);
}
