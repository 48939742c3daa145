namespace BnLab.Tests.Layers;

/// <summary>Convolution as its definition says it, one product at a time: cs231n, <c>conv_forward_naive</c>.</summary>
internal static class NaiveConvolution
{
    public static (double[] Y, double[] Dx, double[] Dw, double[] Db) Run<T>(
        Matrix<T> x, Matrix<T> w, Matrix<T> b, Matrix<T> dy, ImageShape input, ImageShape output, int kernel, int stride, int pad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = new double[x.Rows * output.Length];
        var (dx, dw, db) = (new double[x.Count], new double[w.Count], new double[b.Count]);
        double[] xs = x.ToArray(), ws = w.ToArray(), bs = b.ToArray(), upstream = dy.ToArray();
        int seen = input.Channels * kernel * kernel;
        for (int each = 0; each < y.Length; each++)
        {
            var (map, place) = Math.DivRem(each, output.Area);
            var (n, f) = Math.DivRem(map, output.Channels);
            var (row, column) = Math.DivRem(place, output.Width);
            y[each] = bs[f];
            db[f] += upstream[each];
            for (int k = 0; k < seen; k++)
            {
                int c = k / (kernel * kernel);
                int h = (row * stride) - pad + (k / kernel % kernel), v = (column * stride) - pad + (k % kernel);
                if (h < 0 || h >= input.Height || v < 0 || v >= input.Width) continue;
                int pixel = (((((n * input.Channels) + c) * input.Height) + h) * input.Width) + v;
                int weight = (f * seen) + k;
                y[each] += xs[pixel] * ws[weight];
                dx[pixel] += upstream[each] * ws[weight];
                dw[weight] += upstream[each] * xs[pixel];
            }
        }

        return (y, dx, dw, db);
    }
}
