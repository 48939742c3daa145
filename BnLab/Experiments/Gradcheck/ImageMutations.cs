using BnLab.Checking;
using BnLab.Layers;
using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Gradcheck;

/// <summary>Mistakes in convolution and max-pool.</summary>
internal static class ImageMutations
{
    private const int Kernel = ImageSubjects.Kernel, Pad = ImageSubjects.Pad;
    private static readonly ImageShape Images = ImageSubjects.ConvolutionVolume;

    /// <summary>The mistakes.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "convolution-db-of-the-first-image", "convolution",
            new("{only} fails, without a pattern, and with a single image it passes.") { Only = "b" },
            s => s.WithGradient("b", _ => ColumnSum(ChannelRows.FromImages(s.Dy.RowRange(0, 1), Images with { Channels = 2 })))),
        new(
            "convolution-db-as-mean-over-the-places", "convolution",
            new("{only} fails: its gradient is exactly 25 times too small, the number of places, so that every error is {error}.") { Only = "b", Error = (24, 26) },
            s => s.WithGradient("b", right => right / Images.Area)),
        new(
            "convolution-pad-ignored-in-dx", "convolution",
            new("{only} fails, and its numbers are right but stand one row lower and one column further right than the numerical ones.") { Only = "x" },
            s => s.WithGradient("x", _ => UncroppedDx(s))),
        new(
            "convolution-kernel-not-turned", "convolution",
            new("{only} fails, and with a kernel that half a turn leaves as it is, such as a constant one, it passes.") { Only = "x" },
            s => s.WithGradient("x", _ => NotTurnedDx(s))),
        new(
            "convolution-dw-of-the-last-image", "convolution",
            new("{only} fails, in all its elements and without a pattern, and with a single image it passes.") { Only = "w" },
            s => s.WithGradient("w", _ => LastImageDw(s))),
        new(
            "convolution-strided-stride-ignored-in-dx", "convolution-strided",
            new("{only} fails: the last row and the last column of each image are 0, where the numerical gradient is not.") { Only = "x" },
            s => s.WithGradient("x", _ => StridedDx(s, stride: 1, lastWindowOnly: false))),
        new(
            "convolution-strided-overlaps-overwritten", "convolution-strided",
            new("{only} fails, and it is right at every pixel that a single window sees: in even rows and columns, counted from 0.") { Only = "x" },
            s => s.WithGradient("x", _ => StridedDx(s, ImageSubjects.Stride, lastWindowOnly: true))),
        Pooled(
            "gradient-to-the-whole-window",
            "The largest element of each window is right, and the other three have an error of 1: their numerical gradient is 0.",
            (_, _, dy) => dy),
        Pooled(
            "gradient-averaged",
            "The four elements of a window are equal: the largest is 4 times too small, and the others should be 0.",
            (_, _, dy) => dy / (ImageSubjects.Pool * ImageSubjects.Pool)),
        Pooled(
            "maximum-times-gradient",
            "The zeros of dx are right, and at each maximum the ratio of analytical to numerical is x itself instead of 1.",
            (x, y, dy) => x == y ? x * dy : 0.0),
    ];

    /// <summary>The gradient of the padded image, cut from its corner instead of its middle.</summary>
    private static Matrix<double> UncroppedDx(GradientCase s)
    {
        var padded = Images with { Height = Images.Height + (2 * Pad), Width = Images.Width + (2 * Pad) };
        var layer = new Convolution<double>(Parameter<double>.From(s.Value("w")), Parameter<double>.From(s.Value("b")), padded, Kernel, 1, pad: 0);
        var x = s.Value("x");
        layer.Forward(new Matrix<double>(x.Rows, padded.Length), Mode.Train);
        var whole = layer.Backward(s.Dy);
        var dx = new Matrix<double>(x.Rows, x.Columns);
        ForEach(dx, Images, (n, c, h, w, i) => dx[n, i] = whole[n, (((c * padded.Height) + h) * padded.Width) + w]);
        return dx;
    }

    /// <summary>The kernels turned by half a turn once too often.</summary>
    private static Matrix<double> NotTurnedDx(GradientCase s)
    {
        var w = s.Value("w");
        var turned = new Matrix<double>(w.Rows, w.Columns);
        ForEach(turned, new(Images.Channels, Kernel, Kernel), (f, c, h, v, i) =>
            turned[f, i] = w[f, (((c * Kernel) + Kernel - 1 - h) * Kernel) + Kernel - 1 - v]);
        var layer = new Convolution<double>(Parameter<double>.From(turned), Parameter<double>.From(s.Value("b")), Images, Kernel, 1, Pad);
        layer.Forward(s.Value("x"), Mode.Train);
        return layer.Backward(s.Dy);
    }

    private static Matrix<double> LastImageDw(GradientCase s)
    {
        var w = Parameter<double>.From(s.Value("w"));
        var layer = new Convolution<double>(w, Parameter<double>.From(s.Value("b")), Images, Kernel, 1, Pad);
        layer.Forward(s.Value("x").RowRange(s.Dy.Rows - 1, 1), Mode.Train);
        layer.Backward(s.Dy.RowRange(s.Dy.Rows - 1, 1));
        return w.Gradient;
    }

    /// <summary>dx of the strided convolution by its definition, with a wrong step, or with what the last window leaves.</summary>
    private static Matrix<double> StridedDx(GradientCase s, int stride, bool lastWindowOnly)
    {
        Matrix<double> x = s.Value("x"), weights = s.Value("w"), dx = new(x.Rows, x.Columns);
        int across = ((Images.Width + (2 * Pad) - Kernel) / ImageSubjects.Stride) + 1;
        ForEach(s.Dy, new(weights.Rows, across, across), (n, f, p, q, i) =>
            ForEach(weights.RowRange(f, 1), new(Images.Channels, Kernel, Kernel), (_, c, k, l, j) =>
            {
                int h = (p * stride) - Pad + k, w = (q * stride) - Pad + l;
                if (h < 0 || h >= Images.Height || w < 0 || w >= Images.Width) return;
                if (lastWindowOnly && (p != Last(h) || q != Last(w))) return;
                dx[n, (((c * Images.Height) + h) * Images.Width) + w] += s.Dy[n, i] * weights[f, j];
            }));
        return dx;

        int Last(int pixel) => Math.Min(across - 1, (pixel + Pad) / stride);
    }

    /// <summary>A wrong derivative of the maximum of windows that do not overlap, from x, and y and dy of its window.</summary>
    private static Mutation Pooled(string name, Symptom symptom, Func<double, double, double, double> wrong) => new(
        $"max-pool-{name}", "max-pool", symptom, s => s.WithGradient("x", _ =>
        {
            Matrix<double> x = s.Value("x"), y = s.Forward(), dx = new(x.Rows, x.Columns);
            var volume = ImageSubjects.PoolVolume;
            int height = volume.Height / ImageSubjects.Pool, width = volume.Width / ImageSubjects.Pool;
            ForEach(dx, volume, (n, c, h, w, i) =>
            {
                int place = (((c * height) + (h / ImageSubjects.Pool)) * width) + (w / ImageSubjects.Pool);
                dx[n, i] = wrong(x[n, i], y[n, place], s.Dy[n, place]);
            });
            return dx;
        }));

    /// <summary>Goes through all elements: row, channel, height, width, column of the matrix.</summary>
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
}
