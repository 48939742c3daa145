using BnLab.Experiments.Gradcheck;
using static BnLab.Exercises.SubjectArrays;

namespace BnLab.Exercises;

/// <summary>The affine layer, activations, dropout and losses on a student's arrays.</summary>
internal static class LayerSubjects
{
    public static Subject AffineOf(StudentArrays arrays)
    {
        var (x, w, b, affine) = AffineOn(arrays);
        return new(LayerCases.Of([affine], x, Upstream(arrays, x.Rows, w.Value.Columns), ("W", w), ("b", b)) with { Layer = "affine" }, Of("affine"))
        {
            Forwards =
            [
                new("bias-left-out", "the bias is left out", () => affine.Forward(x, Mode.Train) - b.Value),
            ],
        };
    }

    public static Subject ReluOf(StudentArrays arrays)
    {
        var relu = ActivationOf("relu", arrays, columns => new Relu<double>(columns));
        var x = relu.Case.Value("x");
        return relu with
        {
            Forwards =
            [
                new("absolute-value", "this is the absolute value", () => x.Map(Math.Abs)),
                new("identity", "negative values are not set to 0", () => x.Clone()),
                new("sign-turned", "positive values are set to 0, and negative ones are left", () => x.Map(value => Math.Min(value, 0.0))),
            ],
        };
    }

    public static Subject ActivationOf(string name, StudentArrays arrays, Func<int, ILayer<double>> layer)
    {
        var x = arrays.Matrix("x");
        return new(LayerCases.Of([layer(x.Columns)], x, Upstream(arrays, x.Rows, x.Columns)) with { Layer = name }, Of(name));
    }

    /// <summary>Its mask is an input: of zeros, and of 1 / keep where a value is kept.</summary>
    public static Subject DropoutOf(StudentArrays arrays)
    {
        var x = arrays.Matrix("x");                                                        // (N, D)
        if (!arrays.Has("mask")) throw arrays.Refused("mask", "the mask that was drawn, beside x");
        var mask = arrays.Matrix("mask", arrays.ShapeOf("x")).Reshape(x.Rows);             // (N, D)
        double[] kept = [.. mask.ToArray().Where(factor => factor != 0.0).Distinct()];
        if (kept is not [> 1.0 and var scale]) throw arrays.Refused("mask", "zeros, and 1 / keep where a value is kept, as the course's (np.random.rand(*x.shape) < keep) / keep");
        var of = new GradientCase(
            "dropout", [new("x", x, 0.0)], Upstream(arrays, x.Rows, x.Columns), () => x * mask,
            dy => new Dictionary<string, Matrix<double>>(StringComparer.Ordinal) { ["x"] = dy * mask });
        return new(of, Of("dropout"))
        {
            Forwards =
            [
                new("scale-forgotten", "what is kept is not divided by the probability of keeping it", () => x * mask / scale),
                new("nothing-dropped", "nothing is dropped, as at test time", () => x.Clone()),
                new("scale-at-test-time", "nothing is dropped, and all is multiplied by the probability of keeping it: dropout that is not inverted, at test time", () => x / scale),
            ],
        };
    }

    /// <summary>Its output is the loss.</summary>
    public static Subject ClassificationOf(string name, StudentArrays arrays, Func<Matrix<double>, int[], Matrix<double>, double> loss)
    {
        var x = arrays.Matrix("x"); // (N, C)
        if (!arrays.Has("labels")) throw arrays.Refused("labels", "the right class of each sample beside x");
        int[] labels = [.. arrays.Matrix("labels", x.Rows).ToArray().Select(value => value >= 0 && value < x.Columns && value == Math.Floor(value)
            ? (int)value : throw arrays.Refused("labels", $"classes from 0 to {x.Columns - 1}, but one is {RoundTrip.Text(value)}"))];
        var of = LayerCases.Loss(x, gradient => loss(x, labels, gradient)) with { Layer = name };
        return new(of, Of(name))
        {
            Forwards = [new("sum-for-mean", "the losses of the samples are added up, not averaged", () => of.Forward() * x.Rows)],
            ZeroSums = "rows",
        };
    }

    public static Subject SquaredLossOf(StudentArrays arrays)
    {
        var x = arrays.Matrix("x");                                // (N, M)
        if (!arrays.Has("targets")) throw arrays.Refused("targets", "what the predictions x should be");
        var targets = arrays.Matrix("targets", arrays.ShapeOf("x")).Reshape(x.Rows); // (N, M)
        var of = LayerCases.Loss(x, gradient => SquaredLoss.Compute(x, targets, gradient)) with { Layer = "squared-loss" };
        return new(of, Of("squared-loss"))
        {
            Forwards =
            [
                new("sum-for-mean", "the squares are added up, not averaged over all values", () => of.Forward() * x.Count),
                new("mean-over-samples", "the squares are averaged over the samples only, and should be over all values", () => of.Forward() * x.Columns),
                new("half", "this is half of the mean of the squares", () => of.Forward() / 2.0),
            ],
        };
    }
}
