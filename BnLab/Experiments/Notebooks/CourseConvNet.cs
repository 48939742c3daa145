using static BnLab.Experiments.Notebooks.CourseLayers;

namespace BnLab.Experiments.Notebooks;

/// <summary>The course's convolutional net in plain lines: convolution – ReLU – 2 × 2 max-pool – affine – ReLU – affine – softmax.</summary>
/// <remarks>cs231n, <c>ThreeLayerConvNet</c>: its weights are float32 by default; everything else is float64.</remarks>
internal sealed class CourseConvNet
{
    private const double WeightScale = 1e-3;

    private readonly ImageShape _maps;
    private readonly CourseConvolution _convolution;
    private readonly bool _isSingle;

    /// <summary>Draws the weights, layer by layer.</summary>
    /// <param name="images">C, H, W.</param>
    /// <param name="filters">F.</param>
    /// <param name="kernel">K, an odd number.</param>
    public CourseConvNet(NumpyRandom random, ImageShape images, int filters, int kernel, int hidden, int classes, bool isSingle)
    {
        _isSingle = isSingle;
        _maps = images with { Channels = filters };
        _convolution = new(images, new(kernel, Stride: 1, Pad: kernel / 2), filters);
        Add(1, filters, images.Channels * kernel * kernel, filters);
        Add(2, _maps.Length / 4, hidden, hidden);
        Add(3, hidden, classes, classes);

        void Add(int layer, int rows, int columns, int outputs)
        {
            var w = random.Normal(rows, columns, WeightScale);
            Parameters[$"W{layer}"] = isSingle ? w.Map(value => (float)value) : w;
            Parameters[$"b{layer}"] = new(1, outputs);
        }
    }

    /// <summary>W1, W2, W3, b1, b2, b3.</summary>
    public SortedDictionary<string, Matrix<double>> Parameters { get; } = new(StringComparer.Ordinal);

    public double Regularization { get; set; }

    public double Loss(Matrix<double> x, int[] labels) => Loss(x, labels, null);

    /// <summary>The net on a mini-batch.</summary>
    public GradientCase Case(Matrix<double> x, int[] labels)
    {
        var gradients = new Dictionary<string, Matrix<double>>(StringComparer.Ordinal);
        return new("", [.. Parameters.Select(each => new CheckedInput(each.Key, each.Value, 0.0))], Dy: 1.0, () => Loss(x, labels, gradients), _ => gradients);
    }

    private double Loss(Matrix<double> x, int[] labels, Dictionary<string, Matrix<double>>? gradients)
    {
        var p = Parameters;
        var a = _convolution.Fast(x, p["W1"], p["b1"]);                 // (N, FHW)
        var pooled = MaxPool(Relu(a), _maps);                           // (N, FHW / 4)
        var hidden = Affine(pooled, p["W2"], p["b2"]);                  // (N, M)
        var scores = Affine(Relu(hidden), p["W3"], p["b3"]);            // (N, C)
        var d = new Matrix<double>(scores.Rows, scores.Columns);        // (N, C)
        double loss = SoftmaxLoss.Compute(scores, labels, d);
        if (gradients is not null)
        {
            (d, gradients["W3"], gradients["b3"]) = AffineBackward(d, Relu(hidden), p["W3"]);
            (d, gradients["W2"], gradients["b2"]) = AffineBackward(ReluBackward(d, hidden), pooled, p["W2"]);
            (_, gradients["W1"], gradients["b1"]) = _convolution.FastBackward(ReluBackward(MaxPoolBackward(d, Relu(a), _maps), a), x, p["W1"]);
            foreach (string w in (string[])["W1", "W2", "W3"]) gradients[w] += p[w] * Regularization;
        }

        return Regularization == 0.0 ? loss : loss + (0.5 * Regularization * Squares());
    }

    /// <summary>Of single precision where the weights are.</summary>
    private double Squares() => _isSingle
        ? Single("W1") + Single("W2") + Single("W3")
        : PairwiseSum.OfSquares(Parameters["W1"]) + PairwiseSum.OfSquares(Parameters["W2"]) + PairwiseSum.OfSquares(Parameters["W3"]);

    private float Single(string weights)
    {
        var w = Parameters[weights];
        var single = new Matrix<float>(w.Rows, w.Columns);
        for (int r = 0; r < w.Rows; r++)
        {
            for (int c = 0; c < w.Columns; c++) single[r, c] = (float)w[r, c];
        }

        return PairwiseSum.OfSquares(single);
    }
}
