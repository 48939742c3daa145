namespace BnLab.Nets;

/// <summary>What a fully connected net is made of; the defaults are the course's net without normalization.</summary>
/// <param name="Inputs">D, the number of features of a sample.</param>
/// <param name="Hidden">The width of each hidden layer; none for a linear net.</param>
/// <param name="Outputs">C, the number of classes, or of predicted values.</param>
public sealed record NetDesign(int Inputs, IReadOnlyList<int> Hidden, int Outputs)
{
    /// <summary>What normalizes the hidden layers.</summary>
    public Normalization Normalization { get; init; }

    /// <summary>The activation of the hidden layers.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether normalization is after the activation; before it, as in the paper and the course, if false.</summary>
    public bool NormalizesAfterActivation { get; init; }

    /// <summary>How batch normalization keeps statistics for test time.</summary>
    public BatchNormConventions Conventions { get; init; } = BatchNormConventions.Course;

    /// <summary>The probability that dropout, after each hidden layer, keeps a value; 1 for no dropout.</summary>
    public double Keep { get; init; } = 1.0;

    /// <summary>Strength of the L2 penalty on the weights.</summary>
    public double Regularization { get; init; }

    /// <summary>How many random numbers the initialization of the weights draws.</summary>
    public int WeightCount
    {
        get
        {
            int[] widths = [Inputs, .. Hidden, Outputs];
            return widths.Zip(widths.Skip(1), (inputs, outputs) => inputs * outputs).Sum();
        }
    }
}

/// <summary>The normalization between an affine layer and its activation, or after that.</summary>
public enum Normalization
{
    /// <summary>Nothing: the baseline.</summary>
    None,

    /// <summary>Batch normalization.</summary>
    Batch,

    /// <summary>Layer normalization.</summary>
    Layer,
}

/// <summary>The function after each hidden affine layer.</summary>
public enum Activation
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
