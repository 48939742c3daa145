namespace BnLab.Layers;

/// <summary>Max-pooling: the largest value of each channel in each place of a sliding window.</summary>
/// <remarks>
/// cs231n, <c>max_pool_forward_naive</c> and <c>max_pool_backward_naive</c>. The gradient goes to the maximum; of
/// equal ones to the first, row by row, as in PyTorch.
/// </remarks>
public sealed class MaxPool<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImageShape _input;
    private readonly SlidingWindow _window;
    private readonly ImageShape _output;
    private readonly Workspace<T> _y;  // (N, CPQ)
    private readonly Workspace<T> _dx; // (N, CHW)
    private int[] _winners = [];       // N · C · P · Q columns of x: where each maximum came from

    /// <summary>A layer for images of one extent.</summary>
    /// <param name="input">The extent of each image.</param>
    /// <param name="size">K: height and width of the window.</param>
    /// <param name="stride">Pixels from one place to the next; windows overlap where it is less than K.</param>
    /// <exception cref="ArgumentException">The stride does not lead exactly from edge to edge.</exception>
    public MaxPool(ImageShape input, int size, int stride)
    {
        (_input, _window) = (input, new(size, stride, Pad: 0));
        _output = _window.Places(input, input.Channels);
        (_y, _dx) = (new(_output.Length), new(input.Length));
    }

    /// <summary>The extent of the result: C, P = 1 + (H - K) / stride, and Q likewise across.</summary>
    public ImageShape Output => _output;

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_input.Length);
        var y = _y.Rows(x.Rows, mode); // (N, CPQ)
        if (_winners.Length < y.Count) _winners = new int[y.Count];
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<T> image = x.Row(n);
            Span<T> result = y.Row(n);
            Span<int> winners = _winners.AsSpan(n * _output.Length, _output.Length);
            int i = 0;
            for (int plane = 0; plane < _input.Length; plane += _input.Area)
            {
                for (int row = 0; row < _output.Height; row++)
                {
                    int first = plane + (row * _window.Stride * _input.Width);
                    for (int column = 0; column < _output.Width; column++, i++, first += _window.Stride)
                    {
                        if (mode == Mode.Test)
                        {
                            result[i] = Largest(image, first);
                            continue;
                        }

                        winners[i] = Winner(image, first);
                        result[i] = image[winners[i]];
                    }
                }
            }
        }

        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_output.Length);
        _y.RequireTraining(dy.Rows);
        if (!inputGradient) return default;
        var dx = _dx.Rows(dy.Rows); // (N, CHW)
        dx.Fill(T.Zero);
        for (int n = 0; n < dy.Rows; n++)
        {
            ReadOnlySpan<T> upstream = dy.Row(n);
            ReadOnlySpan<int> winners = _winners.AsSpan(n * _output.Length, _output.Length);
            Span<T> result = dx.Row(n);
            for (int i = 0; i < upstream.Length; i++) result[winners[i]] += upstream[i];
        }

        return dx;
    }

    /// <summary>The column of the largest value in the window that begins there: the first of equals, or the first NaN.</summary>
    private int Winner(ReadOnlySpan<T> image, int first)
    {
        int best = first;
        T largest = image[first];
        for (int h = 0; h < _window.Size; h++, first += _input.Width)
        {
            for (int candidate = first; candidate < first + _window.Size; candidate++)
            {
                T value = image[candidate];
                if (value <= largest || T.IsNaN(largest)) continue;
                (best, largest) = (candidate, value);
            }
        }

        return best;
    }

    /// <summary>The largest value in the window that begins there; NaN if there is one.</summary>
    private T Largest(ReadOnlySpan<T> image, int first)
    {
        T largest = image[first];
        for (int h = 0; h < _window.Size; h++, first += _input.Width)
        {
            foreach (T value in image.Slice(first, _window.Size)) largest = T.Max(largest, value);
        }

        return largest;
    }
}
