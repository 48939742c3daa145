namespace BnLab.Nets;

/// <summary>How weights begin. Biases and beta always begin at 0, gamma at 1.</summary>
public abstract record Initialization
{
    /// <summary>Draws a weight matrix, row by row.</summary>
    /// <param name="w">(D, M), overwritten.</param>
    /// <param name="random">Where the draws come from.</param>
    public abstract void Fill<T>(Matrix<T> w, NumpyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Normal: <c>scale · randn(D, M)</c>, as in the course.</summary>
/// <param name="Scale">The weight scale: the standard deviation.</param>
public sealed record NormalInitialization(double Scale) : Initialization
{
    /// <inheritdoc/>
    public override void Fill<T>(Matrix<T> w, NumpyRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        random.FillNormal(w, Scale);
    }
}

/// <summary>Normal with the variance of <see cref="UniformInitialization"/>: gain · √(2 / (D + M)) · randn(D, M).</summary>
/// <param name="Gain">Factor on the standard deviation.</param>
public sealed record GlorotNormalInitialization(double Gain = 1.0) : Initialization
{
    /// <inheritdoc/>
    public override void Fill<T>(Matrix<T> w, NumpyRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        random.FillNormal(w, Gain * Math.Sqrt(2.0 / (w.Rows + w.Columns)));
    }
}

/// <summary>Uniform in ±gain · √(6 / (D + M)).</summary>
/// <remarks>
/// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 16,
/// has gain 1, for tanh; 4 is its customary counterpart for the sigmoid, whose slope at 0 is 1/4.
/// </remarks>
/// <param name="Gain">Factor on the bound.</param>
public sealed record UniformInitialization(double Gain = 1.0) : Initialization
{
    /// <summary>The customary gain for an activation: 1 for tanh, 4 for sigmoid, √2 for ReLU.</summary>
    /// <remarks>ReLU: He et al., "Delving Deep into Rectifiers" (2015), for layers as wide as their input.</remarks>
    /// <param name="activation">The activation after the weights.</param>
    public static UniformInitialization For(Activation activation) => new(activation switch
    {
        Activation.Sigmoid => 4.0,
        Activation.Relu => Math.Sqrt(2.0),
        _ => 1.0,
    });

    /// <inheritdoc/>
    public override void Fill<T>(Matrix<T> w, NumpyRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double bound = Gain * Math.Sqrt(6.0 / (w.Rows + w.Columns));
        for (int r = 0; r < w.Rows; r++)
        {
            foreach (ref T weight in w.Row(r)) weight = T.CreateTruncating(((2.0 * random.NextDouble()) - 1.0) * bound);
        }
    }
}
