namespace BnLab.Experiments.Notebooks;

/// <summary>What a notebook of the course prints, cell by cell.</summary>
/// <param name="Name"><c>batchnorm</c>.</param>
/// <param name="File"><c>BatchNormalization.ipynb</c>.</param>
internal sealed record Notebook(string Name, string File, Action<NotebookPage> Run)
{
    /// <summary>The notebooks' own seed.</summary>
    public const uint Seed = 231;

    public static IReadOnlyList<Notebook> All { get; } =
    [
        new("fully-connected", "FullyConnectedNets.ipynb", FullyConnectedNotebook.Run),
        new("batchnorm", "BatchNormalization.ipynb", BatchNormNotebook.Run),
        new("dropout", "Dropout.ipynb", DropoutNotebook.Run),
        new("convolutional", "ConvolutionalNetworks.ipynb", ConvolutionalNotebook.Run),
    ];

    public IReadOnlyList<NotebookCell> Cells()
    {
        var page = new NotebookPage();
        Run(page);
        return page.Cells;
    }
}

/// <param name="Title">The heading above the cell.</param>
internal sealed record NotebookCell(string Title, List<PrintedLine> Lines);

/// <summary>Collects what a notebook's cells print.</summary>
internal sealed class NotebookPage
{
    private readonly List<NotebookCell> _cells = [];

    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>Begins a cell.</summary>
    public void Cell(string title) => _cells.Add(new(title, []));

    /// <summary>Python's <c>print</c>.</summary>
    public void Print(params object[] parts) => _cells[^1].Lines.Add(new(parts));

    /// <summary>Lines that an experiment prints.</summary>
    public void Print(IEnumerable<PrintedLine> lines) => _cells[^1].Lines.AddRange(lines);

    /// <summary>The relative error of each gradient: <c>dx error:  3.27e-12</c>.</summary>
    public void Errors(GradientCase of, string what = "error")
    {
        foreach (var (name, error) in ErrorsOf(of, NumericalGradient.DefaultStep)) Print($"d{name.ToLowerInvariant()} {what}: ", error);
    }

    /// <summary>The same of a net: <c>W1 relative error: 1.48e-07</c>.</summary>
    /// <param name="format">Of the number.</param>
    public void NetErrors(GradientCase of, string what = "relative error", string format = "0.00e+00", double h = NumericalGradient.DefaultStep)
    {
        foreach (var (name, error) in ErrorsOf(of, h)) Print($"{name} {what}: {error.ToString(format, CultureInfo.InvariantCulture)}");
    }

    private static List<(string Name, double Error)> ErrorsOf(GradientCase of, double h)
    {
        of.Forward();
        var gradients = of.Backward(of.Dy).ToDictionary(StringComparer.Ordinal);
        return [.. of.Inputs.Select(input => (input.Name, RelativeError.Max(NumericalGradient.OfLayer(input.Value, of.Forward, of.Dy, h), gradients[input.Name])))];
    }
}

/// <summary>Fixed inputs of the notebooks.</summary>
internal static class Linspace
{
    /// <summary><c>np.linspace(first, last, num=rows * columns).reshape(rows, columns)</c>.</summary>
    public static Matrix<double> Of(double first, double last, int rows, int columns)
    {
        var values = new Matrix<double>(1, rows * columns);
        double step = (last - first) / (values.Columns - 1);
        for (int i = 0; i < values.Columns; i++) values[0, i] = (i * step) + first;
        values[0, values.Columns - 1] = last;
        return values.Reshape(rows);
    }

    /// <summary>Rows of expected numbers.</summary>
    public static Matrix<double> Rows(int columns, params double[] values) => Matrix<double>.FromRow(values).Reshape(values.Length / columns);
}
