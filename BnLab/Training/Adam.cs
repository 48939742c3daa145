namespace BnLab.Training;

/// <summary>Adam: steps along the running mean of the gradient, divided by the root of its running square.</summary>
/// <remarks>Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, Algorithm 1.</remarks>
/// <param name="parameters">The length of the flat row of parameters.</param>
internal sealed class Adam<T>(int parameters) : UpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Eps = 1e-8;

    private readonly Matrix<T> _m = new(1, parameters); // (1, P)
    private readonly Matrix<T> _v = new(1, parameters); // (1, P)

    public override IReadOnlyList<Matrix<T>> Memory => [_m, _v];

    public override void Step(Matrix<T> w, Matrix<T> g, double learningRate)
    {
        int t = ++Steps;
        double scaleM = 1.0 / (1.0 - Math.Pow(Beta1, t)), scaleV = 1.0 / (1.0 - Math.Pow(Beta2, t));
        UpdateKernels.Adam(w, g, _m, _v, learningRate, Beta1, Beta2, Eps, scaleM, scaleV);
    }
}
