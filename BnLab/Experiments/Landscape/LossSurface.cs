namespace BnLab.Experiments.Landscape;

/// <summary>The loss of some samples around the parameters of a net, along their gradient.</summary>
/// <param name="net">A net of the same parameters, for the measurement alone: it overwrites parameters and running statistics.</param>
/// <param name="rate">The learning rate of the training.</param>
internal sealed class LossSurface<T>(Network<T> net, Matrix<T> x, int[] labels, double rate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Lengths of the steps, in units of the learning rate.</summary>
    public static readonly double[] Steps = [0.5, 1.0, 2.0, 3.0, 4.0];

    private readonly Matrix<T> _gradient = net.Parameters.Gradients.Clone(); // (1, P)

    public SurfacePoint At(int iteration, Matrix<T> parameters)
    {
        parameters.CopyTo(net.Parameters.Values);
        double low = net.Loss(x, labels), high = low, change = 0.0, smoothness = 0.0;
        net.Parameters.Gradients.CopyTo(_gradient);
        double length = Math.Sqrt(_gradient.SumOfSquares());
        foreach (double step in Steps)
        {
            parameters.CopyTo(net.Parameters.Values);
            UpdateKernels.Sgd(net.Parameters.Values, _gradient, step * rate);
            double loss = net.Loss(x, labels), changed = Math.Sqrt((_gradient - net.Parameters.Gradients).SumOfSquares());
            (low, high) = (Math.Min(low, loss), Math.Max(high, loss)); // NaN stays
            (change, smoothness) = (Math.Max(change, changed), Math.Max(smoothness, changed / (step * rate * length)));
        }

        return new(iteration, low, high, change, smoothness);
    }
}

/// <summary>What steps of several lengths along the gradient find.</summary>
/// <param name="Low">The lowest loss, at the start of the steps or at the end of one.</param>
/// <param name="Change">The largest Euclidean distance of a gradient from that at the start.</param>
/// <param name="Smoothness">The largest such distance in relation to the length of the step: the effective beta-smoothness.</param>
internal sealed record SurfacePoint(int Iteration, double Low, double High, double Change, double Smoothness);
