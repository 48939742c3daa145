namespace BnLab.Tests.Layers;

/// <summary>Convolution one fused multiply-add at a time, in the order that the layer promises: equal to it to the last bit.</summary>
internal sealed class ChainedConvolution
{
    private readonly ImageShape _input, _output;
    private readonly int _kernel, _stride, _pad;

    public ChainedConvolution(
        Matrix<float> x, Matrix<float> w, Matrix<float> b, Matrix<float> dy, ImageShape input, ImageShape output, int kernel, int stride, int pad)
    {
        (_input, _output, _kernel, _stride, _pad) = (input, output, kernel, stride, pad);
        (Y, Dx, Dw) = (dy.Clone(), new(x.Rows, x.Columns), new(w.Rows, w.Columns));
        var block = new Matrix<float>(w.Rows, w.Columns); // of up to 128 places; the first of an image goes on with the sums so far
        for (int n = 0; n < x.Rows; n++)
        {
            for (int place = 0; place < output.Area; place++)
            {
                if (place == 0) (block, Dw) = (Dw, new(w.Rows, w.Columns));
                for (int f = 0; f < output.Channels; f++)
                {
                    int at = (f * output.Area) + place;
                    float sum = b[0, f];
                    for (int k = 0; k < w.Columns; k++)
                    {
                        float seen = Pixel(place, k) is int pixel ? x[n, pixel] : 0;
                        sum = float.FusedMultiplyAdd(w[f, k], seen, sum);
                        block[f, k] = float.FusedMultiplyAdd(seen, dy[n, at], block[f, k]);
                    }

                    Y[n, at] = sum;
                }

                if ((place + 1) % 128 == 0 || place + 1 == output.Area)
                {
                    Dw += block;
                    block = new(w.Rows, w.Columns);
                }

                for (int k = 0; k < w.Columns; k++)
                {
                    if (Pixel(place, k) is not int pixel) continue;
                    float sum = 0;
                    for (int f = 0; f < output.Channels; f++) sum = float.FusedMultiplyAdd(w[f, k], dy[n, (f * output.Area) + place], sum);
                    Dx[n, pixel] += sum;
                }
            }
        }
    }

    public Matrix<float> Y { get; }

    public Matrix<float> Dx { get; }

    public Matrix<float> Dw { get; private set; }

    /// <summary>Which pixel the window sees at a place, or none in the margin.</summary>
    private int? Pixel(int place, int k)
    {
        int c = k / (_kernel * _kernel);
        int h = (place / _output.Width * _stride) - _pad + (k / _kernel % _kernel), v = (place % _output.Width * _stride) - _pad + (k % _kernel);
        return h < 0 || h >= _input.Height || v < 0 || v >= _input.Width ? null : (((c * _input.Height) + h) * _input.Width) + v;
    }
}
