namespace BnLab.Data;

/// <summary>The data set of the regression: points of y = x² with noise.</summary>
/// <param name="Limit">x is uniform between -limit and limit.</param>
/// <param name="Noise">Standard deviation of the normal noise on y.</param>
public sealed record Parabola(double Limit, double Noise)
{
    /// <summary>Draws points.</summary>
    /// <param name="random">Where the draws come from: for each point its x, then its noise.</param>
    /// <param name="count">How many.</param>
    /// <returns>x and y, both (count, 1).</returns>
    public Samples<T> Draw<T>(NumpyRandom random, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        var (x, y) = (new Matrix<T>(count, 1), new Matrix<T>(count, 1)); // (N, 1)
        for (int i = 0; i < count; i++)
        {
            double place = random.NextUniform(-Limit, Limit);
            x[i, 0] = T.CreateTruncating(place);
            y[i, 0] = T.CreateTruncating((place * place) + (Noise * random.NextNormal()));
        }

        return new(x, y);
    }

    /// <summary>The range as text: <c>(-5, 5)</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({-Limit}, {Limit})");
}
