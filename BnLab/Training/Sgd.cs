namespace BnLab.Training;

/// <summary>Stochastic gradient descent: one step down the gradient.</summary>
internal sealed class Sgd<T> : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate) => UpdateKernels.Sgd(w, g, learningRate);
}
