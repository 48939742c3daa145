using BnLab.Layers;
using BnLab.Numerics;
using BnLab.Training;

namespace BnLab.Benchmarks;

/// <summary>A piece of work that bnlab and its peers each have a kernel for.</summary>
/// <param name="Name">What <c>peers/kernels.py</c> calls it, too.</param>
/// <param name="Operations">Floating-point operations, where the processor's multiply-adds bound the work; else 0.</param>
/// <param name="Bytes">Bytes that must at least be read and written, where these bound the work; else 0.</param>
/// <param name="Run">Does it once.</param>
internal sealed record KernelWork(string Name, double Operations, double Bytes, Action Run)
{
    /// <summary>All of them, in single precision on one core, on normal draws.</summary>
    public static List<KernelWork> All()
    {
        var random = new NumpyRandom(231);
        return
        [
            Forward(random, 50, 3072, 100), WeightGradient(random, 50, 3072, 100), Forward(random, 1024, 1024, 1024),
            Normalization("batch norm (50, 100)", random, 50, 100, Batch),
            Normalization("batch norm (100, 500)", random, 100, 500, Batch),
            Normalization("layer norm (50, 100)", random, 50, 100, (gamma, beta) => new LayerNormLayer<float>(gamma, beta)),
            Spatial(random, 32, new(64, 32, 32)), Convolution(random, 50, new(3, 32, 32), 32), Adam(random, 372_000),
        ];
    }

    private static BatchNormLayer<float> Batch(Parameter<float> gamma, Parameter<float> beta) => new(gamma, beta);

    private static KernelWork Forward(NumpyRandom random, int rows, int depth, int columns)
    {
        Matrix<float> a = Normal(random, rows, depth), b = Normal(random, depth, columns), c = new(rows, columns);
        return new($"A·B {rows}×{depth}×{columns}", 2.0 * rows * depth * columns, 0, () => MatrixProduct.Multiply(a, b, c));
    }

    private static KernelWork WeightGradient(NumpyRandom random, int rows, int depth, int columns)
    {
        Matrix<float> a = Normal(random, rows, depth), b = Normal(random, rows, columns), c = new(depth, columns);
        return new($"Aᵀ·B {rows}×{depth}×{columns}", 2.0 * rows * depth * columns, 0, () => MatrixProduct.MultiplyTransposedA(a, b, c));
    }

    private static KernelWork Normalization(
        string name, NumpyRandom random, int rows, int columns, Func<Parameter<float>, Parameter<float>, ILayer<float>> create)
    {
        var (gamma, beta) = (Parameter<float>.From(Normal(random, 1, columns)), Parameter<float>.From(Normal(random, 1, columns)));
        return Pass(name, 0, BytesOfPasses(rows, columns), create(gamma, beta), Normal(random, rows, columns), Normal(random, rows, columns));
    }

    private static KernelWork Spatial(NumpyRandom random, int images, ImageShape volume)
    {
        var (gamma, beta) = (Parameter<float>.From(Normal(random, 1, volume.Channels)), Parameter<float>.From(Normal(random, 1, volume.Channels)));
        var layer = new SpatialBatchNormLayer<float>(gamma, beta, volume);
        string name = $"spatial batch norm ({images}, {volume.Channels}, {volume.Height}, {volume.Width})";
        return Pass(name, 0, BytesOfPasses(images, volume.Length), layer, Normal(random, images, volume.Length), Normal(random, images, volume.Length));
    }

    /// <summary>3 × 3 filters, forward and the gradient of the weights, as in a net's first layer.</summary>
    private static KernelWork Convolution(NumpyRandom random, int images, ImageShape volume, int filters)
    {
        const int Kernel = 3;
        int window = volume.Channels * Kernel * Kernel;
        var w = Parameter<float>.From(Normal(random, filters, window));
        var layer = new Convolution<float>(w, Parameter<float>.From(Normal(random, 1, filters)), volume, Kernel, stride: 1, pad: 1);
        string name = $"convolution ({images}, {volume.Channels}, {volume.Height}, {volume.Width}), {filters} of 3×3";
        double operations = 2 * 2.0 * images * volume.Area * window * filters;
        return Pass(name, operations, 0, layer, Normal(random, images, volume.Length), Normal(random, images, layer.Output.Length), inputGradient: false);
    }

    private static KernelWork Adam(NumpyRandom random, int parameters)
    {
        Matrix<float> w = Normal(random, 1, parameters), g = Normal(random, 1, parameters);
        var rule = UpdateRule.Create<float>("adam", parameters);
        return new($"Adam, {parameters} parameters", 0, 7.0 * parameters * sizeof(float), () => rule.Step(w, g, 1e-3));
    }

    private static KernelWork Pass(
        string name, double operations, double bytes, ILayer<float> layer, Matrix<float> x, Matrix<float> dy, bool inputGradient = true) => new(
        name, operations, bytes, () =>
        {
            layer.Forward(x, Mode.Train);
            layer.Backward(dy, inputGradient);
        });

    /// <summary>x and y forward; dy, x and dx backward.</summary>
    private static double BytesOfPasses(int rows, int columns) => 5.0 * rows * columns * sizeof(float);

    private static Matrix<float> Normal(NumpyRandom random, int rows, int columns)
    {
        var x = new Matrix<float>(rows, columns);
        random.FillNormal(x);
        return x;
    }
}
