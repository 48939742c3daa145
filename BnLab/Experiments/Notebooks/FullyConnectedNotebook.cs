using BnLab.Experiments.Gradcheck;
using static BnLab.Experiments.Notebooks.CourseLayers;

namespace BnLab.Experiments.Notebooks;

/// <summary>FullyConnectedNets.ipynb: layers, sandwich, losses, nets and update rules.</summary>
internal static class FullyConnectedNotebook
{
    public static void Run(NotebookPage page)
    {
        Affines(page);
        Relus(page);
        Sandwich(page);
        Losses(page);
        TwoLayers(page);
        ThreeLayers(page);
        UpdateRules(page);
    }

    private static void Affines(NotebookPage page)
    {
        page.Cell("Affine layer: forward");
        var out_ = Affine(Linspace.Of(-0.1, 0.5, 2, 120), Linspace.Of(-0.2, 0.3, 120, 3), Linspace.Of(-0.3, 0.1, 1, 3));
        page.Print("Testing affine_forward function:");
        page.Print("difference: ", RelativeError.Max(out_, Linspace.Rows(3, 1.49834967, 1.70660132, 1.91485297, 3.25553199, 3.5141327, 3.77273342)));

        page.Cell("Affine layer: backward");
        page.Print("Testing affine_backward function:");
        page.Errors(AffineCase(Cases.Named("affine").Draw(Notebook.Seed), relu: false));
    }

    private static void Relus(NotebookPage page)
    {
        page.Cell("ReLU activation: forward");
        page.Print("Testing relu_forward function:");
        page.Print("difference: ", RelativeError.Max(
            Relu(Linspace.Of(-0.5, 0.5, 3, 4)), Linspace.Rows(4, 0, 0, 0, 0, 0, 0, 0.04545455, 0.13636364, 0.22727273, 0.31818182, 0.40909091, 0.5)));

        page.Cell("ReLU activation: backward");
        page.Print("Testing relu_backward function:");
        page.Errors(Cases.Named("relu").Draw(Notebook.Seed));
    }

    private static void Sandwich(NotebookPage page)
    {
        page.Cell("\"Sandwich\" layers");
        page.Print("Testing affine_relu_forward and affine_relu_backward:");
        page.Errors(AffineCase(Cases.Named("affine-relu").Draw(Notebook.Seed), relu: true));
    }

    private static void Losses(NotebookPage page)
    {
        page.Cell("Loss layers: Softmax and SVM");
        var softmax = Cases.Named("softmax-loss").Draw(Notebook.Seed);
        var random = new NumpyRandom(Notebook.Seed);
        var scores = random.Normal(50, 10, 0.001);
        int[] labels = new int[50];
        random.Choice(10, labels);
        var svm = LayerCases.Loss(scores, gradient => SvmLoss.Compute(scores, labels, gradient));
        page.Print("Testing svm_loss:");
        page.Print("loss: ", svm.Forward()[0, 0]);
        page.Errors(svm);
        page.Print();
        page.Print("Testing softmax_loss:");
        page.Print("loss: ", softmax.Forward()[0, 0]);
        page.Errors(softmax);
    }

    private static void TwoLayers(NotebookPage page)
    {
        page.Cell("Two-layer network");
        const int N = 3, D = 5, H = 50, C = 7;
        page.Print("Testing initialization ... ");
        var net = new CourseNet(new(Notebook.Seed), [D, H, C], 1e-3);
        page.Print("Testing test-time forward pass ... ");
        net.Parameters["W1"] = Linspace.Of(-0.7, 0.3, D, H);
        net.Parameters["b1"] = Linspace.Of(-0.1, 0.9, 1, H);
        net.Parameters["W2"] = Linspace.Of(-0.3, 0.4, H, C);
        net.Parameters["b2"] = Linspace.Of(-0.9, 0.1, 1, C);
        var x = Transposition.Transposed(Linspace.Of(-5.5, 4.5, D, N)); // (N, D)
        page.Print("Testing training loss (no regularization)");
        int[] labels = [0, 5, 1];
        foreach (double reg in new[] { 0.0, 0.7 })
        {
            page.Print("Running numeric gradient check with reg = ", reg);
            net.Regularization = reg;
            page.NetErrors(net.Case(x, labels));
        }
    }

    private static void ThreeLayers(NotebookPage page)
    {
        page.Cell("Multilayer network: initial loss and gradient check");
        Nets(page, hasBatchNorm: false);
    }

    /// <summary>With and without L2 penalty; the second net's weights are drawn after the first's.</summary>
    public static void Nets(NotebookPage page, bool hasBatchNorm)
    {
        var random = new NumpyRandom(Notebook.Seed);
        var (x, labels) = Samples(random);
        foreach (double reg in new[] { 0.0, NetCases.Regularization })
        {
            page.Print("Running check with reg = ", reg == 0.0 ? "0" : reg);
            var net = new CourseNet(random, [15, 20, 30, 10], 5e-2, hasBatchNorm) { Regularization = reg };
            page.Print("Initial loss: ", net.Loss(x, labels));
            page.NetErrors(net.Case(x, labels));
            if (reg == 0.0 && hasBatchNorm) page.Print(); // as BatchNormalization.ipynb has it
        }
    }

    /// <summary>Two samples of 15 features in 10 classes.</summary>
    public static (Matrix<double> X, int[] Labels) Samples(NumpyRandom random)
    {
        var x = random.Normal(2, 15);
        int[] labels = new int[2];
        random.Choice(10, labels);
        return (x, labels);
    }

    /// <summary>One step of each rule from fixed parameters, gradients and memories.</summary>
    private static void UpdateRules(NotebookPage page)
    {
        var (w, g) = (Linspace.Of(-0.4, 0.6, 4, 5), Linspace.Of(-0.6, 0.4, 4, 5));

        page.Cell("SGD+Momentum");
        var v = (Linspace.Of(0.6, 0.9, 4, 5) * 0.9) - (g * 1e-3);
        page.Print("next_w error: ", RelativeError.Max(w + v, ExpectedSteps.MomentumW));
        page.Print("velocity error: ", RelativeError.Max(v, ExpectedSteps.MomentumV));

        page.Cell("RMSProp");
        var cache = (Linspace.Of(0.6, 0.9, 4, 5) * 0.99) + (g * g * (1 - 0.99));
        page.Print("next_w error: ", RelativeError.Max(w - (g * 1e-2 / (ColumnStatistics.Sqrt(cache) + 1e-8)), ExpectedSteps.RmsPropW));
        page.Print("cache error: ", RelativeError.Max(cache, ExpectedSteps.RmsPropCache));

        page.Cell("Adam");
        const int T = 6; // t is 5 before the step
        var m = (Linspace.Of(0.6, 0.9, 4, 5) * 0.9) + (g * (1 - 0.9));
        var s = (Linspace.Of(0.7, 0.5, 4, 5) * 0.999) + (g * g * (1 - 0.999));
        var (mt, st) = (m / (1 - Math.Pow(0.9, T)), s / (1 - Math.Pow(0.999, T)));
        page.Print("next_w error: ", RelativeError.Max(w - (mt * 1e-2 / (ColumnStatistics.Sqrt(st) + 1e-8)), ExpectedSteps.AdamW));
        page.Print("v error: ", RelativeError.Max(s, ExpectedSteps.AdamV));
        page.Print("m error: ", RelativeError.Max(m, ExpectedSteps.AdamM));
    }

    private static GradientCase AffineCase(GradientCase drawn, bool relu)
    {
        var (x, w, b) = (drawn.Value("x"), drawn.Value("W"), drawn.Value("b"));
        return drawn with
        {
            Forward = () => relu ? Relu(Affine(x, w, b)) : Affine(x, w, b),
            Backward = dy =>
            {
                var (dx, dw, db) = AffineBackward(relu ? ReluBackward(dy, Affine(x, w, b)) : dy, x, w);
                return new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dx, ["W"] = dw, ["b"] = db };
            },
        };
    }
}
