using BnLab.Experiments.Forward;
using BnLab.Experiments.Gradcheck;

namespace BnLab.Experiments.Notebooks;

/// <summary>BatchNormalization.ipynb: both passes of batch and layer normalization, and nets with the former.</summary>
internal static class BatchNormNotebook
{
    public static void Run(NotebookPage page)
    {
        page.Cell("Batch normalization: forward");
        page.Print(ForwardExperiment.Check("batchnorm", Notebook.Seed).Printed);

        page.Cell("Batch normalization: backward");
        page.Errors(Cases.Named("batchnorm-step-by-step").Draw(Notebook.Seed));

        page.Cell("Batch normalization: alternative backward");
        Alternative(page);

        page.Cell("Fully connected nets with batch normalization");
        FullyConnectedNotebook.Nets(page, hasBatchNorm: true);

        page.Cell("Layer normalization: forward");
        page.Print(ForwardExperiment.Check("layernorm", Notebook.Seed).Printed);

        page.Cell("Layer normalization: backward");
        page.Errors(PlainCases.LayerNorm(Cases.Named("layernorm").Draw(Notebook.Seed)));
    }

    private static void Alternative(NotebookPage page)
    {
        var random = new NumpyRandom(Notebook.Seed);
        var (x, gamma, beta, dy) = (random.Normal(100, 500, 5, 12), random.Normal(1, 500), random.Normal(1, 500), random.Normal(100, 500));
        var pass = BatchNorm.Forward(x, gamma, beta);
        var (steps, closed) = (BatchNorm.BackwardStepByStep(dy, pass), BatchNorm.BackwardClosedForm(dy, pass));
        page.Print("dx difference: ", RelativeError.Max(steps.Dx, closed.Dx));
        page.Print("dgamma difference: ", RelativeError.Max(steps.Dgamma, closed.Dgamma));
        page.Print("dbeta difference: ", RelativeError.Max(steps.Dbeta, closed.Dbeta));
    }
}
