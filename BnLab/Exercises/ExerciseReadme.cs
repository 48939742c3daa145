namespace BnLab.Exercises;

/// <summary>The README.md of an exercise: the task, the shapes, and all that bnlab has for it.</summary>
internal static class ExerciseReadme
{
    private const string Columns = """
        ColumnSum(x), ColumnMean(x)   over the samples: (1, D)
        Sqrt(x)                       of each element
        """;

    private const string Rows = """
        RowSum(x), RowMean(x)         over the features of each sample: (N, 1)
        """;

    private const string Images = """

        ChannelRows.FromImages(x, images)   (NHW, C): a row for each pixel
        ChannelRows.ToImages(rows, images)  and back: (N, CHW)
        images.Channels, .Height, .Width, .Area (H · W), .Length (C · H · W)
        """;

    private const string Reshape = """
        x.Reshape(rows)               the same elements in order, in so many rows
        """;

    private const string Products = """

        MatrixProduct.Multiply(a, b, c, bias)             a · b + bias
        MatrixProduct.MultiplyTransposedA(a, b, c)        aᵀ · b
        MatrixProduct.MultiplyTransposedB(a, b, c, work)  a · bᵀ
            Each writes into c, which you make before, as large as the product is.
            work is as large as bᵀ.
        """;

    public static string Of(Exercise exercise) => $"""
        # {exercise.Name}

        {exercise.Task}

        Write the method in {ExerciseFolder.SourceFile}. Then, in this folder:

            bnlab exercise check
            bnlab exercise hint

        From anywhere else the commands take the name, `{exercise.Name}`,
        and `--in FOLDER` with the folder that the exercises lie in.

        ## Shapes

        {Shapes(exercise)}
        eps is 1e-5.

        ## What there is

            x.Rows, x.Columns, x[n, d]    N, D, and an element, to read or to set
            a + b, a - b, a * b, a / b    element by element, as in NumPy: (1, D) is
                                          repeated for each row, (N, 1) for each
                                          column, a number for all elements
            x.Map(v => v * v)             a function of each element
            x.Clone()                     a copy
            new Matrix<double>(n, d)      zeros
        {string.Join('\n', Parts(exercise).SelectMany(part => part.ReplaceLineEndings("\n").Split('\n')).Select(line => $"    {line}".TrimEnd()))}

        x.Rows is a whole number: 1 / x.Rows is 0, and 1.0 / x.Rows is not.
        bnlab's own normalizations are not to be called.

        """.ReplaceLineEndings("\n");

    private static string Shapes(Exercise exercise) =>
        exercise.Takes("w") ? "x is (N, D), w is (D, M), b, gamma and beta are (1, M), dout is (N, M).\nEach result has the shape of what it is the gradient of."
        : exercise.Takes("images") ? "x and dout are (N, CHW): an image is a row, channel by channel.\ngamma and beta are (1, C).\nEach result has the shape of what it is the gradient of."
        : exercise.Takes("dout") ? "x and dout are (N, D): a sample is a row. gamma and beta are\n(1, D). Each result has the shape of what it is the gradient of."
        : $"x and the result are (N, D): a sample is a row.\n{string.Join(", ", exercise.Parameters.Skip(1).SkipLast(1))} and {exercise.Parameters[^1]} are (1, D).";

    private static IEnumerable<string> Parts(Exercise exercise) =>
    [
        Columns,
        .. exercise.Layer is "layernorm" or "groupnorm" ? [Rows] : Array.Empty<string>(),
        .. exercise.Takes("groups") ? [Reshape] : Array.Empty<string>(),
        .. exercise.Takes("images") ? [Images] : Array.Empty<string>(),
        .. exercise.Takes("w") ? [Products] : Array.Empty<string>(),
    ];
}
