namespace BnLab.Training;

/// <summary>RMSProp: each gradient is divided by the root of its running square.</summary>
/// <remarks>Tieleman and Hinton, "Lecture 6.5 - rmsprop", 2012.</remarks>
/// <param name="parameters">The length of the flat row of parameters.</param>
internal sealed class RmsProp<T>(int parameters) : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Decay = 0.99;
    private const double Eps = 1e-8;

    private readonly Matrix<T> _v = new(1, parameters); // (1, P)

    public override IReadOnlyList<Matrix<T>> Memory => [_v];

    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate) =>
        UpdateKernels.RmsProp(w, g, _v, learningRate, Decay, Eps);
}
