namespace BnLab.Exercises;

/// <summary>A method that a student writes, and how it is judged.</summary>
/// <param name="Brief">The task in a few words, for a list.</param>
/// <param name="Layer">The subject that its results are those of: a name of <see cref="Subjects"/>.</param>
/// <param name="Parameters">Arrays by their names; <c>images</c> and <c>groups</c> are the extent of images and the number of groups.</param>
/// <param name="Results">In the order in which the method gives them back.</param>
/// <param name="Hints">Where to look; the formula; its lines in C#.</param>
internal sealed record Exercise(
    string Name, string Brief, string Task, string Layer, IReadOnlyList<string> Parameters, IReadOnlyList<string> Results, IReadOnlyList<string> Hints)
{
    private static readonly string[] Backward = ["dout", "x", "gamma", "beta"], Gradients = ["dx", "dgamma", "dbeta"];

    /// <summary>In the order in which they build on one another.</summary>
    public static IReadOnlyList<Exercise> All { get; } =
    [
        new(
            "forward-train", "normalize by the mini-batch itself", "Normalize each column of x by its own mean and biased variance (divided by N), eps 1e-5 under the root; then scale by gamma and shift by beta.",
            "batchnorm", ["x", "gamma", "beta"], ["out"],
            [
                "Mean and variance are those of a feature over the mini-batch: one of each for a column.",
                "out = gamma · (x - mean) / √(variance + eps) + beta, with variance = mean((x - mean)²).",
                "var xMu = x - ColumnMean(x);\nvar std = Sqrt(ColumnMean(xMu * xMu) + 1e-5);",
            ]),
        new(
            "forward-test", "normalize by running statistics", "Normalize x by the running statistics instead of its own, as at test time.",
            "batchnorm-test", ["x", "gamma", "beta", "running_mean", "running_var"], ["out"],
            [
                "Nothing here depends on the other samples of the mini-batch.",
                "out = gamma · (x - running_mean) / √(running_var + eps) + beta.",
                "return gamma * (x - running_mean) / Sqrt(running_var + 1e-5) + beta;",
            ]),
        new(
            "backward-step-by-step", "its gradients, line by line", "The gradients of batch normalization, one line for each line of the forward pass, in reverse.",
            "batchnorm", Backward, Gradients,
            [
                "x is used twice in the forward pass, for the mean and minus the mean; so is x - mean. The gradients of both uses add up.",
                "dxMu gets dxHat / std and 2 · xMu · dvariance / N; dx gets dxMu and -mean(dxMu), since mu = mean(x).",
                """
                var dxMu = dxHat / std;
                var dstd = -ColumnSum(dxHat * xMu) / (std * std);
                var dvariance = dstd / (std * 2.0);
                dxMu += xMu * (dvariance / n) * 2.0;
                var dx = dxMu - ColumnSum(dxMu) / n;
                """,
            ]),
        new(
            "backward-closed-form", "its gradients in one expression", "The same gradients in one expression for dx.",
            "batchnorm", Backward, Gradients,
            [
                "Work the steps into one another: the sums over dy and over dy · xHat are dbeta and dgamma.",
                "dx = gamma / std · (dy - mean(dy) - xHat · mean(dy · xHat)).",
                "var dx = gamma / std * (dout - dbeta / n - xHat * dgamma / n);",
            ]),
        new(
            "layernorm", "gradients, means over features", "The gradients of layer normalization: each row is normalized by its own mean and variance over the features.",
            "layernorm", Backward, Gradients,
            [
                "It is batch normalization on the other axis, but gamma varies within a row: it cannot be taken out of the means.",
                "With dxHat = dy · gamma: dx = (dxHat - mean(dxHat) - xHat · mean(dxHat · xHat)) / std, means over each row.",
                "var dxHat = dout * gamma;\nvar dx = (dxHat - RowMean(dxHat) - xHat * RowMean(dxHat * xHat)) / std;",
            ]),
        new(
            "spatial", "gradients for images", "The gradients of batch normalization of images: a channel is the feature, and each pixel of each image one of its values. x is (N, CHW).",
            "spatial-batchnorm", [.. Backward, "images"], Gradients,
            [
                "ChannelRows.FromImages makes a matrix (NHW, C) of images, and ChannelRows.ToImages turns it back.",
                "The sums are over N · H · W values, and so is what they are divided by.",
                """
                var dy = ChannelRows.FromImages(dout, images);
                var dx = gamma / std * (dy - ColumnMean(dy) - xHat * ColumnMean(dy * xHat));
                return (ChannelRows.ToImages(dx, images), ColumnSum(dy * xHat), ColumnSum(dy));
                """,
            ]),
        new(
            "groupnorm", "gradients, channels in groups", "The gradients of group normalization: the channels of each image are normalized in groups, with one gamma and beta for each channel.",
            "groupnorm", [.. Backward, "images", "groups"], Gradients,
            [
                "x.Reshape(N · groups) has a group of a sample in each row: from there on it is layer normalization.",
                "gamma is one number for each channel, which is repeated for its H · W pixels; dgamma and dbeta are sums over samples and pixels.",
                """
                var dy = ChannelRows.FromImages(dout, images);
                var dxHat = ChannelRows.ToImages(dy * gamma, images).Reshape(rows.Rows);
                var pixels = ChannelRows.FromImages(xHat.Reshape(x.Rows), images);
                var dgamma = ColumnSum(dy * pixels);
                """,
            ]),
        new(
            "affine-bn-relu", "gradients through three layers", "The gradients of affine, batch normalization and ReLU one after the other: out = relu(batchnorm(x · w + b)).",
            "affine-batchnorm-relu", ["dout", "x", "w", "b", "gamma", "beta"], ["dx", "dw", "db", "dgamma", "dbeta"],
            [
                "Go backwards: what passes ReLU, then batch normalization, then the affine layer.",
                "da = gradient of batch normalization for dout where its output is above 0; dx = da · wᵀ, dw = xᵀ · da, db = sum of da over the rows, which is 0 but for rounding.",
                """
                var dy = dout * (gamma * xHat + beta).Map(y => y > 0 ? 1.0 : 0.0);
                var dx = new Matrix<double>(x.Rows, x.Columns);
                var dw = new Matrix<double>(w.Rows, w.Columns);
                MatrixProduct.MultiplyTransposedA(x, da, dw);
                var work = new Matrix<double>(w.Columns, w.Rows);
                MatrixProduct.MultiplyTransposedB(da, w, dx, work);
                """,
            ]),
        new(
            "break-the-check", "a mistake that gamma = 1 hides", "A wrong dx of batch normalization that a check with gamma = 1 does not notice, and one with random gamma does.",
            "batchnorm", Backward, ["dx"],
            [
                "What in dx makes no difference where gamma is 1?",
                "Leave gamma out, or multiply by it twice.",
                "var dx = (dout - ColumnMean(dout) - xHat * ColumnMean(dout * xHat)) / std;",
            ]),
    ];

    /// <summary>Whether it is solved by being wrong where gamma is random, and right where it is 1.</summary>
    public bool IsToBreak => Name == "break-the-check";

    /// <summary>The method to write.</summary>
    public string Method => Results[0] == "out" ? "Forward" : "Backward";

    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public static Exercise Named(string? name) => All.FirstOrDefault(each => each.Name == name) ?? throw new InvalidDataException(
        name is null ? $"NAME: expected an exercise, as in 'bnlab exercise start {All[0].Name}'; 'bnlab exercise list' shows all"
        : $"NAME: expected one of {string.Join(", ", All.Select(each => each.Name))}, not '{name}'.{NearestName.Question(name, All.Select(each => each.Name))}");

    public bool Takes(string parameter) => Parameters.Contains(parameter, StringComparer.Ordinal);

    /// <summary>The file that a student begins with.</summary>
    public string Template => $$"""
        using System;
        using BnLab.Layers;   // ChannelRows: images as rows of pixels
        using BnLab.Numerics; // Matrix, MatrixProduct
        using static BnLab.Numerics.ColumnStatistics; // ColumnMean, ColumnSum, Sqrt
        using static BnLab.Numerics.RowStatistics;    // RowMean, RowSum

        // {{Task}}
        // Matrices have + - * / as NumPy's arrays have: (1, D) is repeated for each row, (N, 1) for each column.
        // eps is 1e-5. README.md has the shapes, and all that can be called.
        public static class Exercise
        {
            public static {{ResultType}} {{Method}}({{string.Join(", ", Parameters.Select(Typed))}})
            {
                throw new NotImplementedException();
            }
        }

        """;

    private string ResultType => Results.Count == 1 ? "Matrix<double>" : $"({string.Join(", ", Results.Select(result => $"Matrix<double> {char.ToUpperInvariant(result[0])}{result[1..]}"))})";

    private static string Typed(string parameter) => parameter switch
    {
        "images" => "ImageShape images",
        "groups" => "int groups",
        _ => $"Matrix<double> {parameter}",
    };
}
