namespace BnLab.Layers;

/// <summary>
/// The convolutional layer (in truth a cross-correlation, as everywhere): each filter slides over the image and gives
/// its product with what it sees at each place, plus a bias. All places of an image are one matrix product.
/// </summary>
/// <remarks>cs231n, <c>conv_forward_naive</c> and <c>conv_backward_naive</c>; <c>conv_forward_im2col</c>.</remarks>
public sealed class Convolution<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter<T> _w; // (F, CKK)
    private readonly Parameter<T> _b; // (1, F)
    private readonly ImageShape _input;
    private readonly ImageShape _output;
    private readonly Im2Col<T> _patches;
    private readonly Matrix<T> _seen, _dSeen;              // (CKK, PQ), of one image
    private readonly Matrix<T> _maps, _biases;             // (F, PQ), of one image, and the biases at every place
    private readonly Matrix<T> _places;                    // (PQ, F), of one image
    private readonly Matrix<T> _dwTransposed;              // (CKK, F)
    private readonly Workspace<T> _y;                      // (N, FPQ)
    private readonly Workspace<T> _dx;                     // (N, CHW)
    private readonly Workspace<T> _db;                     // (N, F)
    private Matrix<T> _x;

    /// <summary>A layer for images of one extent.</summary>
    /// <param name="w">(F, CKK): F filters, each channel by channel and row by row: <c>w.reshape(F, -1)</c>.</param>
    /// <param name="b">(1, F): biases.</param>
    /// <param name="input">The extent of each image.</param>
    /// <param name="kernel">K: height and width of a filter.</param>
    /// <param name="stride">Pixels from one place to the next.</param>
    /// <param name="pad">Zeros around the image on every side.</param>
    /// <exception cref="ArgumentException">
    /// The filters do not fit: w or b has another shape, or the stride does not lead exactly from edge to edge.
    /// </exception>
    public Convolution(Parameter<T> w, Parameter<T> b, ImageShape input, int kernel, int stride, int pad)
    {
        var window = new SlidingWindow(kernel, stride, pad);
        (_w, _b, _input, _output) = (w, b, input, window.Places(input, w.Value.Rows));
        _output.RequireChannels(b.Value.Columns);
        int seen = input.Channels * kernel * kernel;
        w.Value.RequireColumns(seen);

        _patches = new(input, window, _output);
        (_seen, _dSeen) = (new(seen, _output.Area), new(seen, _output.Area)); // (CKK, PQ)
        _maps = new(_output.Channels, _output.Area);                          // (F, PQ)
        _biases = new(_output.Channels, _output.Area);                        // (F, PQ)
        _places = new(_output.Area, _output.Channels);                        // (PQ, F)
        _dwTransposed = new(seen, _output.Channels);                          // (CKK, F)
        (_y, _dx, _db) = (new(_output.Length), new(input.Length), new(_output.Channels));
    }

    /// <summary>The extent of the result: F, P = 1 + (H + 2 · pad - K) / stride, and Q likewise across.</summary>
    public ImageShape Output => _output;

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_input.Length);
        _x = x;
        var y = _y.Rows(x.Rows, mode); // (N, FPQ)
        for (int f = 0; f < _biases.Rows; f++) _biases.Row(f).Fill(_b.Value[0, f]); // (F, PQ)
        for (int n = 0; n < x.Rows; n++)
        {
            var inPlace = y.Unfold(n, _maps.Rows);                  // (F, PQ); empty where a map is no whole number of vectors
            var maps = inPlace.IsEmpty ? _maps : inPlace;           // (F, PQ)
            _patches.Gather(x.Row(n), _seen);
            MatrixProduct.Multiply(_w.Value, _seen, maps, _biases); // (F, CKK) · (CKK, PQ) + (F, 1) = (F, PQ)
            for (int f = 0; inPlace.IsEmpty && f < maps.Rows; f++) maps.Row(f).CopyTo(Map(y.Row(n), f));
        }

        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_output.Length);
        _y.RequireTraining(dy.Rows);
        var dx = inputGradient ? _dx.Rows(dy.Rows) : default; // (N, CHW)
        var db = _db.Rows(dy.Rows);                           // (N, F)
        _dwTransposed.Fill(T.Zero);
        for (int n = 0; n < dy.Rows; n++)
        {
            _patches.Gather(_x.Row(n), _seen); // once more: to keep those of all images would take their time in memory
            Transposition.Transpose(dy.Row(n), _places);
            MatrixProduct.MultiplyAdd(_seen, _places, _dwTransposed); // (CKK, F) + (CKK, PQ) · (PQ, F) = (CKK, F)
            ColumnSums.Of(_places, db.RowRange(n, 1));   // (1, F)
            if (!inputGradient) continue;
            for (int f = 0; f < _maps.Rows; f++) Map(dy.Row(n), f).CopyTo(_maps.Row(f));
            MatrixProduct.MultiplyTransposedA(_w.Value, _maps, _dSeen); // (CKK, F) · (F, PQ) = (CKK, PQ)
            _patches.Scatter(_dSeen, dx.Row(n));
        }

        Transposition.Transpose(_dwTransposed, _w.Gradient);
        ColumnSums.Of(db, _b.Gradient); // (1, F)
        return dx;
    }

    /// <summary>What one filter gives at all places of one image.</summary>
    private Span<T> Map(Span<T> image, int f) => image.Slice(f * _output.Area, _output.Area);
}
