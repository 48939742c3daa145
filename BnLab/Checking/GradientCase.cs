namespace BnLab.Checking;

/// <summary>
/// Something whose gradients can be checked: a layer, a loss or a net as two plain functions, whoever wrote them.
/// </summary>
/// <param name="Layer">What it is called: <c>batchnorm</c>.</param>
/// <param name="Inputs">What its output depends on. The functions read these matrices anew at every call.</param>
/// <param name="Dy">The gradient of some loss with respect to the output; (1, 1) with the value 1 where the output is the loss.</param>
/// <param name="Forward">Computes the output from the inputs.</param>
/// <param name="Backward">Computes the gradient of each input, by its name, from the gradient of the output.</param>
public sealed record GradientCase(
    string Layer,
    IReadOnlyList<CheckedInput> Inputs,
    Matrix<double> Dy,
    Func<Matrix<double>> Forward,
    Func<Matrix<double>, IReadOnlyDictionary<string, Matrix<double>>> Backward)
{
    /// <summary>The extent of the images that are the rows of x; empty where they are no images.</summary>
    public ImageShape Images { get; init; }

    /// <summary>Groups of channels that are normalized together.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>What slides over the images, in a convolution or a pool.</summary>
    internal SlidingWindow Window { get; init; }

    /// <summary>
    /// The same subject with some gradients changed after its backward pass: how a mistake is planted.
    /// </summary>
    /// <param name="change">Gets the right gradient of an input by its name, gives back the one to report.</param>
    public GradientCase WithGradients(Func<string, Matrix<double>, Matrix<double>> change)
    {
        var backward = Backward;
        return this with
        {
            Backward = dy => backward(dy).ToDictionary(
                pair => pair.Key, pair => change(pair.Key, pair.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>The same subject with one gradient changed after its backward pass.</summary>
    /// <param name="input">Whose gradient.</param>
    /// <param name="change">Gets the right gradient, gives back the one to report.</param>
    public GradientCase WithGradient(string input, Func<Matrix<double>, Matrix<double>> change) =>
        WithGradients((name, right) => name == input ? change(right) : right);

    /// <summary>The value of an input.</summary>
    /// <param name="input">Its name.</param>
    public Matrix<double> Value(string input) => Inputs.Single(each => each.Name == input).Value;
}

/// <summary>One input of a subject under check.</summary>
/// <param name="Name">x, gamma, W1, …</param>
/// <param name="Value">Its value; the check moves its elements and puts them back.</param>
/// <param name="Limit">The relative error that its gradient may have.</param>
public sealed record CheckedInput(string Name, Matrix<double> Value, double Limit)
{
    /// <summary>
    /// True where the gradient is zero by construction, as that of a bias before batch normalization: then a relative
    /// error compares rounding noise with rounding noise, and the check asks that both gradients are small.
    /// </summary>
    public bool IsZero { get; init; }

    /// <summary>The relative error that the course's notebook allows, where its check does not tell rounding from mistakes.</summary>
    public double CourseLimit { get; init; } = Limit;

    /// <summary>Why the error is as large as it is, where there is a reason to know; else empty.</summary>
    public string Note { get; init; } = "";
}
