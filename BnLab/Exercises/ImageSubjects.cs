using BnLab.Experiments.Gradcheck;
using static BnLab.Exercises.SubjectArrays;

namespace BnLab.Exercises;

/// <summary>Convolution and max-pool on a student's arrays.</summary>
internal static class ImageSubjects
{
    public static Subject ConvolutionOf(StudentArrays arrays)
    {
        var images = ImagesOf(arrays);
        if (!arrays.Has("w") || arrays.ShapeOf("w") is not [var filters, var channels, var kernel, var width] || channels != images.Channels || kernel != width || filters < 1)
            throw arrays.Refused("w", $"filters of shape (F, {images.Channels}, K, K)");
        var window = new SlidingWindow(kernel, Whole("stride", least: 1), Whole("pad", least: 0));
        var output = Places(window, filters);
        var (w, b) = (Parameter<double>.From(arrays.Matrix("w")), Parameter<double>.From(arrays.Matrix("b", filters)));
        var (x, dy) = (arrays.Matrix("x"), Upstream(arrays, arrays.ShapeOf("x")[0], output.Length));
        var of = ImageCases.Convolution(x, w, b, dy, images, window) with { Layer = "convolution" };
        return new(of, Of("convolution", "convolution-strided"))
        {
            Output = [x.Rows, output.Channels, output.Height, output.Width],
            Forwards =
            [
                new("bias-left-out", "the bias is left out", () => Convolved(w.Value, new(1, filters))),
                new("kernel-turned", "the kernel is turned by half a turn: a convolution in the mathematical sense, where the course slides it as it is", () => Convolved(ImageMutations.Turned(of), b.Value)),
            ],
        };

        Matrix<double> Convolved(Matrix<double> by, Matrix<double> bias) =>
            new Convolution<double>(Parameter<double>.From(by), Parameter<double>.From(bias), images, window.Size, window.Stride, window.Pad).Forward(x, Mode.Train);

        int Whole(string name, int least) => !arrays.Has(name) ? throw arrays.Refused(name, "it beside w, as in conv_param: stride=stride, pad=pad")
            : arrays.Whole(name) is var value && value >= least && value <= images.Length ? value : throw arrays.Refused(name, $"a whole number from {least} to {images.Length}");

        ImageShape Places(SlidingWindow window, int filters)
        {
            try
            {
                return window.Places(images, filters);
            }
            catch (ArgumentException)
            {
                throw arrays.Refused("stride", $"one that leads from edge to edge of {images.Height} x {images.Width} pixels with a kernel of {window.Size} and a padding of {window.Pad}, but it is {window.Stride}");
            }
        }
    }

    /// <summary>Whether the output has fewer pixels than the input.</summary>
    public static bool IsPooled(StudentArrays arrays) => arrays.ShapeOf("x") is [_, _, var height, _] && PooledShape(arrays) is [_, _, var places, _] && places < height;

    /// <summary>The windows lie side by side, so the shapes give their size.</summary>
    public static Subject MaxPoolOf(StudentArrays arrays)
    {
        var images = ImagesOf(arrays);
        if (PooledShape(arrays) is not [_, var channels, var height, var width] || height < 1 || width < 1 || channels != images.Channels
            || images.Height % height > 0 || images.Width % width > 0 || images.Height / height != images.Width / width)
            throw arrays.Refused("out", $"it or dout in the shape of windows side by side on x, which is {arrays.ShapeText("x")}: (N, C, H / size, W / size)");
        var (x, dy) = (arrays.Matrix("x"), Upstream(arrays, arrays.ShapeOf("x")[0], channels * height * width));
        int size = images.Height / height;
        return new(ImageCases.MaxPool(x, dy, images, size) with { Layer = "max-pool" }, Of("max-pool"))
        {
            Output = [x.Rows, channels, height, width],
            Forwards =
            [
                new("mean-for-max", "this is the mean of each window", Means),
                new("minimum", "this is the smallest value of each window", () => -new MaxPool<double>(images, size, size).Forward(-x, Mode.Train)),
            ],
        };

        // A convolution whose filters are constant in one channel.
        Matrix<double> Means()
        {
            var filters = new Matrix<double>(channels, channels * size * size);
            for (int c = 0; c < channels; c++) filters.Row(c).Slice(c * size * size, size * size).Fill(1.0 / (size * size));
            return new Convolution<double>(Parameter<double>.From(filters), Parameter<double>.From(new(1, channels)), images, size, size, pad: 0).Forward(x, Mode.Train);
        }
    }

    private static IReadOnlyList<int> PooledShape(StudentArrays arrays) => arrays.Has("dout") ? arrays.ShapeOf("dout") : arrays.Has("out") ? arrays.ShapeOf("out") : [];
}
