namespace BnLab.Experiments.Landscape;

/// <summary>Multiplies and shifts each activation by random numbers, whose means are drawn anew for each unit in every forward pass; at test time values pass unchanged.</summary>
/// <remarks>
/// Santurkar et al. (2018): noise of a mean that is not 0 and a variance that is not 1, from a distribution that changes at each step. The strengths are our own.
/// </remarks>
internal sealed class ActivationNoise<T>(int features, NumpyRandom random) : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double MostShift = 0.5, MostFactor = 1.25, Spread = 0.1; // beside the deviation of 1 that normalization leaves

    private readonly Workspace<T> _factors = new(features), _y = new(features), _dx = new(features); // (N, D)
    private readonly (double Shift, double Factor)[] _means = new (double, double)[features];

    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(features);
        var (y, factors) = (_y.Rows(x.Rows, mode), _factors.Rows(x.Rows)); // (N, D)
        if (mode == Mode.Test) return x;
        for (int j = 0; j < features; j++) _means[j] = (random.NextUniform(-MostShift, MostShift), random.NextUniform(1.0, MostFactor));
        for (int n = 0; n < x.Rows; n++)
        {
            for (int j = 0; j < features; j++)
            {
                var (shift, factor) = _means[j];
                factors[n, j] = T.CreateTruncating(factor + random.NextUniform(-Spread, Spread));
                y[n, j] = (x[n, j] * factors[n, j]) + T.CreateTruncating(shift + random.NextUniform(-Spread, Spread));
            }
        }

        return y;
    }

    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        _y.RequireTraining(dy.Rows);
        var (factors, dx) = (_factors.Rows(dy.Rows), _dx.Rows(dy.Rows)); // (N, D)
        for (int n = 0; n < dy.Rows; n++)
        {
            for (int j = 0; j < features; j++) dx[n, j] = dy[n, j] * factors[n, j];
        }

        return dx;
    }
}
