using static BnLab.Experiments.Notebooks.CourseLayers;

namespace BnLab.Experiments.Notebooks;

/// <summary>The course's fully connected net in plain lines: {affine – [batch norm] – ReLU – [dropout]} × (L - 1) – affine – softmax.</summary>
/// <remarks>cs231n, <c>FullyConnectedNet</c> and <c>TwoLayerNet</c>.</remarks>
internal sealed class CourseNet
{
    private const uint MaskSeed = 123; // the Dropout notebook's; each layer sets it anew before it draws its mask

    private readonly int _depth;
    private readonly bool _hasBatchNorm;
    private readonly double _keep;

    /// <summary>Draws the weights, layer by layer.</summary>
    /// <param name="sizes">D, the widths of the hidden layers, C.</param>
    public CourseNet(NumpyRandom random, int[] sizes, double weightScale, bool hasBatchNorm = false, double keep = 1.0)
    {
        (_depth, _hasBatchNorm, _keep) = (sizes.Length - 1, hasBatchNorm, keep);
        for (int i = 1; i <= _depth; i++)
        {
            Parameters[$"W{i}"] = random.Normal(sizes[i - 1], sizes[i], weightScale);
            Parameters[$"b{i}"] = new(1, sizes[i]);
            if (!hasBatchNorm || i == _depth) continue;
            Parameters[$"gamma{i}"] = Matrix<double>.Constant(1, sizes[i], 1.0);
            Parameters[$"beta{i}"] = new(1, sizes[i]);
        }
    }

    /// <summary>W1, W2, …, b1, …, beta1, …, gamma1, …: as Python sorts them.</summary>
    public SortedDictionary<string, Matrix<double>> Parameters { get; } = new(StringComparer.Ordinal);

    public double Regularization { get; set; }

    public Matrix<double> Scores(Matrix<double> x) => Forward(x, []);

    public double Loss(Matrix<double> x, int[] labels) => Loss(x, labels, []);

    /// <summary>The net on a mini-batch.</summary>
    public GradientCase Case(Matrix<double> x, int[] labels)
    {
        var gradients = new Dictionary<string, Matrix<double>>(StringComparer.Ordinal);
        return new("", [.. Parameters.Select(each => new CheckedInput(each.Key, each.Value, 0.0))], Dy: 1.0, () => Loss(x, labels, gradients), _ => gradients);
    }

    /// <summary>The generator in the state in which the masks of so many samples leave it; null where there is no dropout.</summary>
    public NumpyRandom? AfterMasks(int samples)
    {
        if (_keep == 1.0) return null;
        var random = new NumpyRandom(MaskSeed);
        Mask(random, samples, Parameters[$"b{_depth - 1}"].Columns);
        return random;
    }

    private double Loss(Matrix<double> x, int[] labels, Dictionary<string, Matrix<double>> gradients)
    {
        var layers = new List<Hidden>();
        var scores = Forward(x, layers);                        // (N, C)
        var d = new Matrix<double>(scores.Rows, scores.Columns); // (N, C)
        double loss = SoftmaxLoss.Compute(scores, labels, d);
        for (int i = _depth; i >= 1; i--)
        {
            if (i < _depth) d = Backward(d, i, layers[i - 1], gradients);
            var input = i == 1 ? x : layers[i - 2].Output;
            (d, gradients[$"W{i}"], gradients[$"b{i}"]) = AffineBackward(d, input, Parameters[$"W{i}"]);
        }

        for (int i = 1; i <= _depth; i++)
        {
            var w = Parameters[$"W{i}"];
            loss += 0.5 * Regularization * PairwiseSum.OfSquares(w);
            gradients[$"W{i}"] += w * Regularization;
        }

        return loss;
    }

    private Matrix<double> Forward(Matrix<double> x, List<Hidden> layers)
    {
        for (int i = 1; i < _depth; i++)
        {
            var a = Affine(x, Parameters[$"W{i}"], Parameters[$"b{i}"]); // (N, H)
            BatchNorm.Pass<double>? batch = null;
            if (_hasBatchNorm) a = (batch = BatchNorm.Forward(a, Parameters[$"gamma{i}"], Parameters[$"beta{i}"])).Y;
            Matrix<double>? mask = _keep == 1.0 ? null : Mask(new(MaskSeed), a.Rows, a.Columns);
            x = mask is { } kept ? Relu(a) * kept : Relu(a);
            layers.Add(new(a, batch, mask, x));
        }

        return Affine(x, Parameters[$"W{_depth}"], Parameters[$"b{_depth}"]);
    }

    private static Matrix<double> Backward(Matrix<double> d, int i, Hidden layer, Dictionary<string, Matrix<double>> gradients)
    {
        if (layer.Mask is { } mask) d *= mask;
        d = ReluBackward(d, layer.Activated);
        if (layer.Batch is not { } batch) return d;
        var normalized = BatchNorm.BackwardClosedForm(d, batch);
        (gradients[$"gamma{i}"], gradients[$"beta{i}"]) = (normalized.Dgamma, normalized.Dbeta);
        return normalized.Dx;
    }

    private Matrix<double> Mask(NumpyRandom random, int rows, int columns) => CourseDropout.Mask(random, rows, columns, _keep);

    /// <param name="Activated">The input of ReLU: (N, H).</param>
    /// <param name="Output">(N, H).</param>
    private sealed record Hidden(Matrix<double> Activated, BatchNorm.Pass<double>? Batch, Matrix<double>? Mask, Matrix<double> Output);
}

/// <summary>Inverted dropout.</summary>
internal static class CourseDropout
{
    /// <summary><c>(np.random.rand(rows, columns) &lt; keep) / keep</c>.</summary>
    public static Matrix<double> Mask(NumpyRandom random, int rows, int columns, double keep) => new Matrix<double>(rows, columns).Map(_ => random.NextDouble() < keep ? 1.0 / keep : 0.0);
}
