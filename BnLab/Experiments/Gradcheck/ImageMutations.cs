using static BnLab.Experiments.Gradcheck.ImageCases;
using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in convolution, max-pool and local response normalization.</summary>
internal static class ImageMutations
{
    private const double Exponent = 0.75; // of local response normalization

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Mutation.Of(
            "convolution", "db-of-the-first-image", "b", "[Only b] fails, without a pattern, and with a single image it passes.",
            (s, _) => ColumnSum(ChannelRows.FromImages(s.Dy.RowRange(0, 1), Places(s)))),
        Mutation.Of(
            "convolution", "db-as-mean-over-the-places", "b",
            "[Only b] fails: its gradient is exactly P · Q times too small, the number of places, so that every error is [(P · Q - 1) / (P · Q + 1)].",
            (s, right) => right / Places(s).Area),
        Mutation.Of(
            "convolution", "pad-ignored-in-dx", "x",
            "[Only dx] fails, and its numbers are right but stand lower and further right than the numerical ones, by the padding.",
            (s, _) => UncroppedDx(s)),
        Mutation.Of(
            "convolution", "kernel-not-turned", "x", "[Only dx] fails, and with a kernel that half a turn leaves as it is, such as a constant one, it passes.",
            (s, _) => NotTurnedDx(s)),
        Mutation.Of(
            "convolution", "dw-of-the-last-image", "w", "[Only w] fails, in all its elements and without a pattern, and with a single image it passes.",
            (s, _) => Backward(s, s.Value("w"), s.Value("x").RowRange(s.Dy.Rows - 1, 1), s.Dy.RowRange(s.Dy.Rows - 1, 1)).Dw),
        Mutation.Of(
            "convolution-strided", "stride-ignored-in-dx", "x",
            "[Only dx] fails: the last rows and columns of each image are 0, where the numerical gradient is not.",
            (s, _) => StridedDx(s, stride: 1, lastWindowOnly: false)),
        Mutation.Of(
            "convolution-strided", "overlaps-overwritten", "x",
            "[Only dx] fails, and it is right at every pixel that a single window sees.",
            (s, _) => StridedDx(s, s.Window.Stride, lastWindowOnly: true)),

        Pooled(
            "gradient-to-the-whole-window", "The largest element of each window is right, and the others have an error of 1: their numerical gradient is 0.",
            (_, _, _, dy) => dy),
        Pooled(
            "gradient-averaged", "The elements of a window are equal: the largest is as many times too small as they are, and the others should be 0.",
            (s, _, _, dy) => dy / (s.Window.Size * s.Window.Size)),
        Pooled(
            "maximum-times-gradient", "The zeros of dx are right, and at each maximum the ratio of analytical to numerical is x itself instead of 1.",
            (_, x, y, dy) => x == y ? x * dy : 0.0),

        LayerMutations.Unmasked("conv-relu", "x, w and b fail together", "w", s => UnmaskedConvolution(s, s.Dy)),
        LayerMutations.Unmasked("conv-relu-pool", "x, w and b fail together", "w", s => UnmaskedConvolution(s, Unpooled(s))),

        LocalResponse(
            "sum-as-constant",
            "dx is dy times one positive number at each place, s^(-3/4), so that both have the same sign everywhere; the numerical gradient does not, where x is large.",
            t => t.Direct),
        LocalResponse(
            "neighbours-forgotten", "dx is right where the channels beside have dy = 0, and in images of a single channel it passes.",
            t => t.Direct - (t.X * t.Share * (2.0 * Alpha * Exponent))),
        LocalResponse(
            "factor-2-of-the-square-forgotten", "dx lies exactly halfway between the numerical gradient and dy / s^(3/4), which it is with the sum as a constant.",
            t => t.Direct - (t.X * Window(t.Share) * (Alpha * Exponent))),
        LocalResponse(
            "exponent-not-lowered",
            "What dx differs by from dy / s^(3/4) is too large, by about s of the channels around: with k = 1 and a small alpha it nearly passes.",
            t => t.Direct - (t.X * Window(t.Dy * t.Y) * (2.0 * Alpha * Exponent))),
        LocalResponse(
            "alpha-divided-by-n",
            "What dx differs by from dy / s^(3/4) is exactly n times too small: PyTorch's alpha in the backward pass and the paper's in the forward pass.",
            t => t.Direct - (t.X * Window(t.Share) * (2.0 * Alpha / Neighbours * Exponent))),
        LocalResponse(
            "window-to-one-side",
            "Where dy is 0 in all channels but one, dx reaches two channels further to one side of it than to the other, and should reach as far to either.",
            t => t.Direct - (t.X * Window(t.Share, shift: 1) * (2.0 * Alpha * Exponent))),
    ];

    /// <summary>The gradient of the padded image, cut from its corner instead of its middle.</summary>
    private static Matrix<double> UncroppedDx(GradientCase s)
    {
        var (images, window) = (s.Images, s.Window);
        var padded = images with { Height = images.Height + (2 * window.Pad), Width = images.Width + (2 * window.Pad) };
        var unpadded = s with { Images = padded, Window = window with { Pad = 0 } };
        var whole = Backward(unpadded, s.Value("w"), new(s.Dy.Rows, padded.Length), s.Dy).Dx; // dx does not depend on x
        var dx = new Matrix<double>(s.Dy.Rows, images.Length);
        ForEach(dx, images, (n, c, h, w, i) => dx[n, i] = whole[n, (((c * padded.Height) + h) * padded.Width) + w]);
        return dx;
    }

    /// <summary>The kernels turned by half a turn once too often.</summary>
    private static Matrix<double> NotTurnedDx(GradientCase s) => Backward(s, Turned(s), s.Value("x"), s.Dy).Dx;

    /// <summary>The kernels after half a turn: (F, CKK).</summary>
    public static Matrix<double> Turned(GradientCase s)
    {
        var w = s.Value("w");
        int kernel = s.Window.Size;
        var turned = new Matrix<double>(w.Rows, w.Columns);
        ForEach(turned, new(s.Images.Channels, kernel, kernel), (f, c, h, v, i) =>
            turned[f, i] = w[f, (((c * kernel) + kernel - 1 - h) * kernel) + kernel - 1 - v]);
        return turned;
    }

    private static (Matrix<double> Dx, Matrix<double> Dw) Backward(GradientCase s, Matrix<double> weights, Matrix<double> x, Matrix<double> dy)
    {
        var w = Parameter<double>.From(weights);
        var layer = new Convolution<double>(w, Parameter<double>.From(s.Value("b")), s.Images, s.Window.Size, s.Window.Stride, s.Window.Pad);
        layer.Forward(x, Mode.Train);
        return (layer.Backward(dy), w.Gradient);
    }

    /// <summary>dx of the strided convolution by its definition: with a wrong stride, or only from the last window over each pixel.</summary>
    private static Matrix<double> StridedDx(GradientCase s, int stride, bool lastWindowOnly)
    {
        Matrix<double> x = s.Value("x"), weights = s.Value("w"), dx = new(x.Rows, x.Columns);
        var (images, window, places) = (s.Images, s.Window, Places(s));
        ForEach(s.Dy, places, (n, f, p, q, i) =>
            ForEach(weights.RowRange(f, 1), new(images.Channels, window.Size, window.Size), (_, c, k, l, j) =>
            {
                int h = (p * stride) - window.Pad + k, w = (q * stride) - window.Pad + l;
                if (h < 0 || h >= images.Height || w < 0 || w >= images.Width) return;
                if (lastWindowOnly && (p != Last(h, places.Height) || q != Last(w, places.Width))) return;
                dx[n, (((c * images.Height) + h) * images.Width) + w] += s.Dy[n, i] * weights[f, j];
            }));
        return dx;

        int Last(int pixel, int count) => Math.Min(count - 1, (pixel + window.Pad) / stride);
    }

    private static (Matrix<double> Dx, Matrix<double> Dw, Matrix<double> Db) UnmaskedConvolution(GradientCase s, Matrix<double> dy)
    {
        var (dx, dw) = Backward(s, s.Value("w"), s.Value("x"), dy);
        return (dx, dw, ChannelRows.Sum(dy, Places(s)));
    }

    /// <summary>The gradient before a pool of 2 × 2, which goes to the largest value also where that is negative: without ReLU before it.</summary>
    private static Matrix<double> Unpooled(GradientCase s)
    {
        var convolution = new Convolution<double>(
            Parameter<double>.From(s.Value("w")), Parameter<double>.From(s.Value("b")), s.Images, s.Window.Size, s.Window.Stride, s.Window.Pad);
        var pool = new MaxPool<double>(convolution.Output, 2, 2);
        pool.Forward(convolution.Forward(s.Value("x"), Mode.Train), Mode.Train);
        return pool.Backward(s.Dy);
    }

    /// <summary>The extent of a convolution's output: F, P, Q.</summary>
    private static ImageShape Places(GradientCase s) => s.Window.Places(s.Images, s.Value("b").Columns);

    /// <summary>A wrong derivative for windows that do not overlap, from x, and y and dy of its window.</summary>
    private static Mutation Pooled(string name, string symptom, Func<GradientCase, double, double, double, double> wrong) =>
        Mutation.Of("max-pool", name, "x", symptom, (s, _) =>
        {
            Matrix<double> x = s.Value("x"), y = s.Forward(), dx = new(x.Rows, x.Columns);
            var places = s.Window.Places(s.Images, s.Images.Channels);
            ForEach(dx, s.Images, (n, c, h, w, i) =>
            {
                int place = (((c * places.Height) + (h / s.Window.Size)) * places.Width) + (w / s.Window.Size);
                dx[n, i] = wrong(s, x[n, i], y[n, place], s.Dy[n, place]);
            });
            return dx;
        });

    private static Mutation LocalResponse(string name, string symptom, Func<LocalResponseTerms, Matrix<double>> wrong) =>
        Mutation.Of("local-response-norm", name, "x", symptom, (s, _) => wrong(LocalResponseTerms.Of(s)));

    /// <summary>For each channel, the sum over the channels around it.</summary>
    private static Matrix<double> Window(Matrix<double> values, int shift = 0)
    {
        var sums = new Matrix<double>(values.Rows, values.Columns);
        ForEach(values, LocalResponseVolume, (n, _, _, _, i) =>
        {
            for (int away = shift - (Neighbours / 2); away <= shift + (Neighbours / 2); away++)
            {
                int j = i + (away * LocalResponseVolume.Area);
                if (j >= 0 && j < values.Columns) sums[n, i] += values[n, j];
            }
        });
        return sums;
    }

    /// <param name="action">Receives row, channel, height, width, and column of the matrix.</param>
    private static void ForEach(Matrix<double> images, ImageShape volume, Action<int, int, int, int, int> action)
    {
        for (int n = 0; n < images.Rows; n++)
        {
            for (int i = 0; i < volume.Length; i++)
            {
                action(n, i / volume.Area, i % volume.Area / volume.Width, i % volume.Width, i);
            }
        }
    }

    /// <summary>Terms of dx for y = x / s^(3/4), s = k + alpha · Σ x² over n channels; all are (N, CHW).</summary>
    private sealed record LocalResponseTerms(Matrix<double> X, Matrix<double> Dy, Matrix<double> Y, Matrix<double> Scale)
    {
        /// <summary>dy / s^(3/4): dx if the sum did not depend on x.</summary>
        public Matrix<double> Direct => Dy * Scale.Map(s => Math.Pow(s, -Exponent));

        /// <summary>dy · y / s, which dx sums over the channels around.</summary>
        public Matrix<double> Share => Dy * Y / Scale;

        public static LocalResponseTerms Of(GradientCase s)
        {
            const double K = 2.0;
            var x = s.Value("x");
            var scale = (Window(x * x) * Alpha) + K;
            return new(x, s.Dy, x * scale.Map(value => Math.Pow(value, -Exponent)), scale);
        }
    }
}
