using BnLab.Experiments.Gradcheck;

namespace BnLab.Experiments.Notebooks;

/// <summary>Dropout.ipynb: means of both modes, the gradient, and nets.</summary>
internal static class DropoutNotebook
{
    public static void Run(NotebookPage page)
    {
        page.Cell("Dropout: forward");
        Means(page);

        page.Cell("Dropout: backward");
        page.Errors(Cases.Named("dropout").Draw(Notebook.Seed), "relative error");

        page.Cell("Fully connected nets with dropout");
        Nets(page);
    }

    private static void Means(NotebookPage page)
    {
        var random = new NumpyRandom(Notebook.Seed);
        var x = random.Normal(500, 500, shift: 10.0);
        foreach (double keep in new[] { 0.25, 0.4, 0.7 })
        {
            var y = x * CourseDropout.Mask(random, x.Rows, x.Columns, keep);
            page.Print("Running tests with p = ", keep);
            page.Print("Mean of input: ", PairwiseSum.Of(x) / x.Count);
            page.Print("Mean of train-time output: ", PairwiseSum.Of(y) / x.Count);
            page.Print("Mean of test-time output: ", PairwiseSum.Of(x) / x.Count);
            page.Print("Fraction of train-time output set to zero: ", Zeros(y));
            page.Print("Fraction of test-time output set to zero: ", Zeros(x));
            page.Print();
        }

        static double Zeros(Matrix<double> values) => values.ToArray().Count(value => value == 0.0) / (double)values.Count;
    }

    /// <summary>Each net's weights are drawn after the last's, and after its masks.</summary>
    private static void Nets(NotebookPage page)
    {
        var random = new NumpyRandom(Notebook.Seed);
        var (x, labels) = FullyConnectedNotebook.Samples(random);
        foreach (double keep in new[] { 1.0, 0.75, 0.5 })
        {
            page.Print("Running check with dropout = ", keep == 1.0 ? "1" : keep);
            var net = new CourseNet(random, [15, 20, 30, 10], 5e-2, keep: keep);
            page.Print("Initial loss: ", net.Loss(x, labels));
            page.NetErrors(net.Case(x, labels));
            page.Print();
            random = net.AfterMasks(x.Rows) ?? random;
        }
    }
}
