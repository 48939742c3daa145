namespace BnLab.Layers;

/// <summary>The affine (fully connected) layer: y = x · W + b.</summary>
/// <remarks>cs231n, <c>affine_forward</c> and <c>affine_backward</c>.</remarks>
/// <param name="w">(D, M): weights, one column per output.</param>
/// <param name="b">(1, M): biases.</param>
public sealed class Affine<T>(Parameter<T> w, Parameter<T> b) : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _y = new(w.Value.Columns);
    private readonly Workspace<T> _dx = new(w.Value.Rows);
    private readonly Workspace<T> _wTransposed = new(w.Value.Rows);
    private Matrix<T> _x;
    private Matrix<T> _columns; // (1, MN): memory for a result in columns

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        _x = x;
        var y = _y.Rows(x.Rows, mode);                  // (N, M)
        MatrixProduct.Multiply(x, w.Value, y, b.Value); // (N, D) · (D, M) + (1, M) = (N, M)
        return y;
    }

    /// <summary>The same in test mode for samples in columns: faster, and equal to the last bit.</summary>
    /// <remarks>
    /// Here samples lie side by side in the vectors, not outputs, whose number is seldom a whole number of vectors
    /// (50 are 3 1/8). Each sum is the same chain of multiply-adds.
    /// </remarks>
    /// <param name="xTransposed">(D, N): one sample a column.</param>
    /// <returns>(N, M), valid until the next forward pass.</returns>
    public Matrix<T> ForwardColumns(Matrix<T> xTransposed)
    {
        int count = xTransposed.Columns, outputs = w.Value.Columns, length = outputs * Matrix<T>.PaddedLength(count);
        if (_columns.Columns < length) _columns = new Matrix<T>(1, length);              // (1, MN)
        var yTransposed = _columns.View(0, outputs, count);                             // (M, N)
        for (int m = 0; m < outputs; m++) yTransposed.Row(m).Fill(b.Value[0, m]);
        MatrixProduct.MultiplyTransposedA(w.Value, xTransposed, yTransposed, add: true); // (M, D) · (D, N) + (M, 1) = (M, N)
        var y = _y.Rows(count, Mode.Test);                                               // (N, M)
        Transposition.Transpose(yTransposed, y);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        _y.RequireTraining(dy.Rows);
        MatrixProduct.MultiplyTransposedA(_x, dy, w.Gradient); // (D, N) · (N, M) = (D, M)
        ColumnSums.Of(dy, b.Gradient);                         // (1, M)
        if (!inputGradient) return default;

        var dx = _dx.Rows(dy.Rows);                                      // (N, D)
        var wTransposed = _wTransposed.Rows(w.Value.Columns);            // (M, D)
        MatrixProduct.MultiplyTransposedB(dy, w.Value, dx, wTransposed); // (N, M) · (M, D) = (N, D)
        return dx;
    }
}
