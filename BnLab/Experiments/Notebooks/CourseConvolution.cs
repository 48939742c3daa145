using static BnLab.Experiments.Notebooks.CourseLayers;

namespace BnLab.Experiments.Notebooks;

/// <summary>The course's convolution, both as loops and as one matrix product, with NumPy's order of operations.</summary>
/// <remarks>cs231n, <c>conv_forward_naive</c> and <c>conv_forward_strides</c>, with their backward passes.</remarks>
/// <param name="images">C, H, W of x.</param>
/// <param name="window">K, stride and padding.</param>
/// <param name="filters">F.</param>
internal sealed class CourseConvolution(ImageShape images, SlidingWindow window, int filters)
{
    private readonly ImageShape _places = window.Places(images, filters);                                                    // (F, P, Q)
    private readonly int _seen = images.Channels * window.Size * window.Size;                                                // CKK
    private readonly int _height = images.Height + (2 * window.Pad), _width = images.Width + (2 * window.Pad);

    /// <summary>Each value is <c>np.sum(seen * w[f]) + b[f]</c>.</summary>
    /// <param name="x">(N, CHW).</param>
    /// <param name="w">(F, CKK).</param>
    /// <param name="b">(1, F).</param>
    /// <returns>(N, FPQ).</returns>
    public Matrix<double> Naive(Matrix<double> x, Matrix<double> w, Matrix<double> b)
    {
        var (padded, y) = (Padded(x), new Matrix<double>(x.Rows, _places.Length));
        double[] products = new double[_seen];
        ForEachPlace(x.Rows, (n, f, place, start) =>
        {
            ReadOnlySpan<double> image = padded.Row(n), weights = w.Row(f);
            for (int i = 0; i < _seen; i++) products[i] = image[start + Offset(i)] * weights[i];
            y[n, (f * _places.Area) + place] = PairwiseSum.Of<double>(products) + b[0, f];
        });
        return y;
    }

    /// <summary>Image by image, filter by filter and place by place, each adds to what it has seen.</summary>
    public (Matrix<double> Dx, Matrix<double> Dw, Matrix<double> Db) NaiveBackward(Matrix<double> dy, Matrix<double> x, Matrix<double> w)
    {
        var (padded, dPadded) = (Padded(x), new Matrix<double>(x.Rows, images.Channels * _height * _width));
        var (dw, db) = (new Matrix<double>(filters, _seen), new Matrix<double>(1, filters));
        ForEachPlace(x.Rows, (n, f, place, start) =>
        {
            double d = dy[n, (f * _places.Area) + place];
            for (int i = 0; i < _seen; i++)
            {
                dw[f, i] += padded[n, start + Offset(i)] * d;
                dPadded[n, start + Offset(i)] += w[f, i] * d;
            }

            db[0, f] += d;
        });
        return (Cropped(dPadded), dw, db);
    }

    /// <summary><c>w.dot(columns) + b</c>.</summary>
    public Matrix<double> Fast(Matrix<double> x, Matrix<double> w, Matrix<double> b) =>
        FromMaps(Times(w, Columns(x)) + Transposition.Transposed(b), x.Rows); // (F, CKK) · (CKK, NPQ) + (F, 1) = (F, NPQ)

    public (Matrix<double> Dx, Matrix<double> Dw, Matrix<double> Db) FastBackward(Matrix<double> dy, Matrix<double> x, Matrix<double> w)
    {
        var d = ToMaps(dy);                                       // (F, NPQ)
        var dColumns = TransposedTimes(w, d);                     // (CKK, NPQ)
        var dPadded = new Matrix<double>(x.Rows, images.Channels * _height * _width);
        for (int i = 0; i < _seen; i++)
        {
            for (int n = 0; n < x.Rows; n++)
            {
                for (int place = 0; place < _places.Area; place++) dPadded[n, Start(place) + Offset(i)] += dColumns[i, (n * _places.Area) + place];
            }
        }

        return (Cropped(dPadded), TimesTransposed(d, Columns(x)), ChannelRows.Sum(dy, _places));
    }

    /// <summary>im2col: (CKK, NPQ).</summary>
    private Matrix<double> Columns(Matrix<double> x)
    {
        var (padded, columns) = (Padded(x), new Matrix<double>(_seen, x.Rows * _places.Area));
        for (int i = 0; i < _seen; i++)
        {
            for (int n = 0; n < x.Rows; n++)
            {
                for (int place = 0; place < _places.Area; place++) columns[i, (n * _places.Area) + place] = padded[n, Start(place) + Offset(i)];
            }
        }

        return columns;
    }

    private Matrix<double> FromMaps(Matrix<double> maps, int count)
    {
        var y = new Matrix<double>(count, _places.Length);
        ForEachPlace(count, (n, f, place, _) => y[n, (f * _places.Area) + place] = maps[f, (n * _places.Area) + place]);
        return y;
    }

    private Matrix<double> ToMaps(Matrix<double> dy)
    {
        var maps = new Matrix<double>(filters, dy.Rows * _places.Area);
        ForEachPlace(dy.Rows, (n, f, place, _) => maps[f, (n * _places.Area) + place] = dy[n, (f * _places.Area) + place]);
        return maps;
    }

    private Matrix<double> Padded(Matrix<double> x)
    {
        var padded = new Matrix<double>(x.Rows, images.Channels * _height * _width);
        for (int n = 0; n < x.Rows; n++)
        {
            for (int i = 0; i < images.Length; i++) padded[n, Inside(i)] = x[n, i];
        }

        return padded;
    }

    private Matrix<double> Cropped(Matrix<double> padded)
    {
        var x = new Matrix<double>(padded.Rows, images.Length);
        for (int n = 0; n < x.Rows; n++)
        {
            for (int i = 0; i < images.Length; i++) x[n, i] = padded[n, Inside(i)];
        }

        return x;
    }

    /// <summary>Where a pixel is in a padded image.</summary>
    private int Inside(int pixel) =>
        (((pixel / images.Area * _height) + (pixel % images.Area / images.Width) + window.Pad) * _width) + (pixel % images.Width) + window.Pad;

    /// <summary>Where a place's window begins in a padded image.</summary>
    private int Start(int place) => ((place / _places.Width * window.Stride * _width) + (place % _places.Width * window.Stride));

    /// <summary>Where a weight is, from the beginning of its window.</summary>
    private int Offset(int weight)
    {
        int area = window.Size * window.Size;
        return (((weight / area * _height) + (weight % area / window.Size)) * _width) + (weight % window.Size);
    }

    /// <param name="action">Receives image, filter, place, and where its window begins in a padded image.</param>
    private void ForEachPlace(int count, Action<int, int, int, int> action)
    {
        for (int n = 0; n < count; n++)
        {
            for (int f = 0; f < filters; f++)
            {
                for (int place = 0; place < _places.Area; place++) action(n, f, place, Start(place));
            }
        }
    }
}
