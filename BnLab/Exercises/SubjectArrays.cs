using BnLab.Experiments.Gradcheck;

namespace BnLab.Exercises;

/// <summary>What several subjects ask of a student's arrays.</summary>
internal static class SubjectArrays
{
    public static IReadOnlyList<Mutation> Of(params string[] layers) => [.. layers.SelectMany(layer => Mutations.All.Where(mutation => mutation.Layer == layer))];

    public static ImageShape ImagesOf(StudentArrays arrays) => arrays.ShapeOf("x") is [_, var channels, var height, var width]
        ? new(channels, height, width) : throw arrays.Refused("x", $"a shape of (N, C, H, W), but it is {arrays.ShapeText("x")}");

    /// <summary>dout; zeros where the student has none and has no gradients either.</summary>
    public static Matrix<double> Upstream(StudentArrays arrays, int rows, int columns)
    {
        if (!arrays.Has("dout")) return new(rows, columns);
        var dy = arrays.Matrix("dout");
        return (dy.Rows, dy.Columns) == (rows, columns) ? dy : throw arrays.Refused("dout", $"the shape of the output, but it is {arrays.ShapeText("dout")}");
    }

    public static (Matrix<double> X, Parameter<double> W, Parameter<double> B, Affine<double> Layer) AffineOn(StudentArrays arrays)
    {
        var (x, w) = (arrays.Matrix("x"), arrays.Matrix("w"));
        if (w.Rows != x.Columns) throw arrays.Refused("w", $"{x.Columns} rows, one for each value of a sample of x, but its shape is {arrays.ShapeText("w")}");
        var (weights, b) = (Parameter<double>.From(w), Parameter<double>.From(arrays.Matrix("b", w.Columns)));
        return (x, weights, b, new(weights, b));
    }
}
