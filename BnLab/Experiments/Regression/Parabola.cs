namespace BnLab.Experiments.Regression;

/// <summary>Points of y = x² with normal noise of the given standard deviation; x is at equal distances from -limit to limit.</summary>
internal sealed record Parabola(double Limit, double Noise)
{
    /// <summary>x and y, both (count, 1).</summary>
    public Samples<T> Draw<T>(NumpyRandom random, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, y) = (new Matrix<T>(count, 1), new Matrix<T>(count, 1)); // (N, 1)
        for (int i = 0; i < count; i++)
        {
            double place = count == 1 ? 0.0 : Limit * ((2.0 * i / (count - 1)) - 1.0);
            x[i, 0] = T.CreateTruncating(place);
            y[i, 0] = T.CreateTruncating((place * place) + (Noise * random.NextNormal()));
        }

        return new(x, y);
    }

    /// <summary><c>(-5, 5)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({-Limit}, {Limit})");
}
