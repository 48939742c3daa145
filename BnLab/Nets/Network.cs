namespace BnLab.Nets;

/// <summary>
/// A chain of layers: its outputs are the scores of classes, with the softmax loss after them, or predicted values, with
/// the mean squared error.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _regularization;
    private Matrix<T> _dScores;

    /// <summary>A net of zeros.</summary>
    /// <param name="parameters">Names and shapes of all parameters, in the order of the layers.</param>
    /// <param name="regularization">Strength of the L2 penalty: 0.5 · reg · Σ W² over the weights.</param>
    protected Network(IReadOnlyList<ParameterShape> parameters, double regularization)
    {
        Parameters = new ParameterSet<T>(parameters);
        _regularization = regularization;
    }

    /// <summary>What training changes.</summary>
    public ParameterSet<T> Parameters { get; }

    /// <summary>The layers, from the input to the scores.</summary>
    public abstract IReadOnlyList<ILayer<T>> Layers { get; }

    /// <summary>Draws the weights, layer by layer; biases and beta become 0, gamma 1.</summary>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="weightScale">Standard deviation of the weights.</param>
    public void Initialize(NumpyRandom random, double weightScale) => Initialize(random, new NormalInitialization(weightScale));

    /// <summary>Draws the weights, layer by layer; biases and beta become 0, gamma 1.</summary>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="weights">How the weights are distributed.</param>
    public void Initialize(NumpyRandom random, Initialization weights)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (shape, learned) in Parameters.All)
        {
            if (shape.Kind == ParameterKind.Weight) weights.Fill(learned.Value, random);
            else learned.Value.Fill(shape.Kind == ParameterKind.Scale ? T.One : T.Zero);
        }
    }

    /// <summary>The scores of all classes.</summary>
    /// <param name="x">(N, D): samples.</param>
    /// <param name="mode">Training or test.</param>
    /// <returns>(N, C), valid until the next forward pass.</returns>
    public Matrix<T> Scores(Matrix<T> x, Mode mode = Mode.Test)
    {
        for (int i = 0; i < Layers.Count; i++) x = Layers[i].Forward(x, mode); // an enumerator would be allocated
        return x;
    }

    /// <summary>A forward pass that shows what every layer makes of the samples.</summary>
    /// <param name="x">(N, D): samples.</param>
    /// <param name="mode">Training or test.</param>
    /// <param name="visit">Receives the number of each layer in <see cref="Layers"/> and its output, (N, M), in turn.</param>
    public void Walk(Matrix<T> x, Mode mode, Action<int, Matrix<T>> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        for (int i = 0; i < Layers.Count; i++)
        {
            x = Layers[i].Forward(x, mode);
            visit(i, x);
        }
    }

    /// <summary>Whether the net can score samples in columns: its first layer is affine.</summary>
    public bool TakesColumns => Layers[0] is Affine<T>;

    /// <summary>The scores of samples in columns, in test mode: equal to those of <see cref="Scores"/>, but faster.</summary>
    /// <param name="xTransposed">(D, N): samples.</param>
    /// <returns>(N, C), valid until the next forward pass.</returns>
    /// <exception cref="InvalidOperationException">The net does not take columns.</exception>
    public Matrix<T> ScoresTransposed(Matrix<T> xTransposed)
    {
        if (Layers[0] is not Affine<T> first) throw new InvalidOperationException("The net's first layer does not take samples in columns.");
        var y = first.ForwardColumns(xTransposed); // (N, M)
        for (int i = 1; i < Layers.Count; i++) y = Layers[i].Forward(y, Mode.Test);
        return y;
    }

    /// <summary>One training pass: the loss of a mini-batch, and the gradients of all parameters.</summary>
    /// <param name="x">(N, D): the mini-batch.</param>
    /// <param name="labels">N class labels.</param>
    /// <returns>Softmax loss plus the L2 penalty. The gradients are in <see cref="Parameters"/>.</returns>
    public double Loss(Matrix<T> x, ReadOnlySpan<int> labels)
    {
        var scores = ScoresInTraining(x); // (N, C)
        return Backward(SoftmaxLoss.Compute(scores, labels, _dScores));
    }

    /// <summary>One training pass of a regression: the loss of a mini-batch, and the gradients of all parameters.</summary>
    /// <param name="x">(N, D): the mini-batch.</param>
    /// <param name="targets">(N, C): what is to be predicted.</param>
    /// <returns>Mean squared error plus the L2 penalty. The gradients are in <see cref="Parameters"/>.</returns>
    public double Loss(Matrix<T> x, Matrix<T> targets)
    {
        var predictions = ScoresInTraining(x); // (N, C)
        return Backward(SquaredLoss.Compute(predictions, targets, _dScores));
    }

    private Matrix<T> ScoresInTraining(Matrix<T> x)
    {
        var scores = Scores(x, Mode.Train); // (N, C)
        if (_dScores.Rows != scores.Rows) _dScores = new Matrix<T>(scores.Rows, scores.Columns); // (N, C)
        return scores;
    }

    private double Backward(double loss)
    {
        var dy = _dScores; // (N, C)
        for (int i = Layers.Count - 1; i >= 0; i--) dy = Layers[i].Backward(dy, inputGradient: i > 0);
        return _regularization == 0.0 ? loss : WithPenalty(loss);
    }

    /// <summary>Adds the L2 penalty to the loss, and its gradient, reg · W, to the weights' gradients.</summary>
    private double WithPenalty(double loss)
    {
        T strength = T.CreateTruncating(_regularization);
        for (int i = 0; i < Parameters.All.Count; i++)
        {
            var (shape, learned) = Parameters.All[i];
            if (shape.Kind != ParameterKind.Weight) continue;
            loss += 0.5 * _regularization * double.CreateTruncating(PairwiseSum.OfSquares(learned.Value));
            for (int r = 0; r < shape.Rows; r++)
            {
                ReadOnlySpan<T> w = learned.Value.Row(r);
                Span<T> dw = learned.Gradient.Row(r);
                for (int c = 0; c < w.Length; c++) dw[c] += strength * w[c];
            }
        }

        return loss;
    }
}
