using BnLab.Experiments.Forward;
using BnLab.Experiments.Gradcheck;
using static BnLab.Experiments.Notebooks.CourseLayers;

namespace BnLab.Experiments.Notebooks;

/// <summary>ConvolutionalNetworks.ipynb: convolution and pool, sandwiches, the three-layer net, spatial and group normalization.</summary>
internal static class ConvolutionalNotebook
{
    public static void Run(NotebookPage page)
    {
        page.Cell("Convolution: naive forward pass");
        page.Print("Testing conv_forward_naive");
        var convolution = new CourseConvolution(new(3, 4, 4), new(4, Stride: 2, Pad: 1), 3);
        page.Print("difference: ", RelativeError.Max(
            convolution.Naive(Linspace.Of(-0.1, 0.5, 2, 48), Linspace.Of(-0.2, 0.3, 3, 48), Linspace.Of(-0.1, 0.2, 1, 3)), ConvolutionExpected));

        page.Cell("Convolution: naive backward pass");
        page.Print("Testing conv_backward_naive function");
        page.Errors(Naive(Cases.Named("convolution").Draw(Notebook.Seed)));

        page.Cell("Max-pooling: naive forward");
        page.Print("Testing max_pool_forward_naive function:");
        page.Print("difference: ", RelativeError.Max(MaxPool(Linspace.Of(-0.3, 0.4, 2, 48), new(3, 4, 4)), PoolExpected));

        page.Cell("Max-pooling: naive backward");
        page.Print("Testing max_pool_backward_naive function:");
        page.Errors(Cases.Named("max-pool").Draw(Notebook.Seed));

        page.Cell("Convolutional \"sandwich\" layers");
        page.Print("Testing conv_relu_pool");
        page.Errors(Fast(Cases.Named("conv-relu-pool").Draw(Notebook.Seed), isPooled: true));
        page.Print("Testing conv_relu:");
        var relu = Cases.Named("conv-relu").Draw(Notebook.Seed);
        page.Errors(Fast(relu, isPooled: false));

        page.Cell("Three-layer ConvNet: sanity check loss");
        SanityLoss(page);

        page.Cell("Three-layer ConvNet: gradient check");
        ConvNet(page);

        page.Cell("Spatial batch normalization: forward");
        page.Print(ForwardExperiment.Check("spatial-batchnorm", Notebook.Seed).Printed);

        page.Cell("Spatial batch normalization: backward");
        page.Errors(PlainCases.Spatial(Cases.Named("spatial-batchnorm").Draw(Notebook.Seed)));

        page.Cell("Group normalization: forward");
        page.Print(ForwardExperiment.Check("groupnorm", Notebook.Seed).Printed);

        page.Cell("Group normalization: backward");
        page.Errors(PlainCases.Group(Cases.Named("groupnorm").Draw(Notebook.Seed)));
    }

    private static readonly Matrix<double> ConvolutionExpected = Linspace.Rows(
        12, -0.08759809, -0.10987781, -0.18387192, -0.2109216, 0.21027089, 0.21661097, 0.22847626, 0.23004637, 0.50813986, 0.54309974, 0.64082444, 0.67101435,
        -0.98053589, -1.03143541, -1.19128892, -1.24695841, 0.69108355, 0.66880383, 0.59480972, 0.56776003, 2.36270298, 2.36904306, 2.38090835, 2.38247847);

    private static readonly Matrix<double> PoolExpected = Linspace.Rows(
        12, -0.26315789, -0.24842105, -0.20421053, -0.18947368, -0.14526316, -0.13052632, -0.08631579, -0.07157895, -0.02736842, -0.01263158, 0.03157895, 0.04631579,
        0.09052632, 0.10526316, 0.14947368, 0.16421053, 0.20842105, 0.22315789, 0.26736842, 0.28210526, 0.32631579, 0.34105263, 0.38526316, 0.4);

    /// <summary>The notebook sets no seed here: it goes on with the draws after those of conv_relu.</summary>
    private static void SanityLoss(NotebookPage page)
    {
        var random = new NumpyRandom(Notebook.Seed);
        Cases.Named("conv-relu").Build(random);
        var net = new CourseConvNet(random, new(3, 32, 32), filters: 32, kernel: 7, hidden: 100, classes: 10, isSingle: true);
        var x = random.Normal(50, 3 * 32 * 32);
        int[] labels = new int[50];
        random.Choice(10, labels);
        page.Print("Initial loss (no regularization): ", net.Loss(x, labels));
        net.Regularization = 0.5;
        page.Print("Initial loss (with regularization): ", net.Loss(x, labels));
    }

    private static void ConvNet(NotebookPage page)
    {
        var random = new NumpyRandom(Notebook.Seed);
        var images = new ImageShape(3, 16, 16);
        var x = random.Normal(2, images.Length);
        int[] labels = new int[2];
        random.Choice(10, labels);
        var net = new CourseConvNet(random, images, filters: 3, kernel: 3, hidden: 7, classes: 10, isSingle: false);
        page.NetErrors(net.Case(x, labels), "max relative error", "0.000000e+00", h: 1e-6);
    }

    private static GradientCase Naive(GradientCase s)
    {
        var (x, w, b, convolution) = (s.Value("x"), s.Value("w"), s.Value("b"), new CourseConvolution(s.Images, s.Window, s.Value("b").Columns));
        return s with { Forward = () => convolution.Naive(x, w, b), Backward = dy => Named(convolution.NaiveBackward(dy, x, w)) };
    }

    private static GradientCase Fast(GradientCase s, bool isPooled)
    {
        var (x, w, b, convolution) = (s.Value("x"), s.Value("w"), s.Value("b"), new CourseConvolution(s.Images, s.Window, s.Value("b").Columns));
        var maps = s.Images with { Channels = b.Columns };
        return s with
        {
            Forward = () => isPooled ? MaxPool(Relu(convolution.Fast(x, w, b)), maps) : Relu(convolution.Fast(x, w, b)),
            Backward = dy =>
            {
                var a = convolution.Fast(x, w, b);
                return Named(convolution.FastBackward(ReluBackward(isPooled ? MaxPoolBackward(dy, Relu(a), maps) : dy, a), x, w));
            },
        };
    }

    private static Dictionary<string, Matrix<double>> Named((Matrix<double> Dx, Matrix<double> Dw, Matrix<double> Db) gradients) =>
        new(StringComparer.Ordinal) { ["x"] = gradients.Dx, ["w"] = gradients.Dw, ["b"] = gradients.Db };
}
