using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.InUse;

/// <summary>
/// Three forms of one net in use: batch normalization as it is written, as a scale and shift of each feature, and folded
/// into the affine layers. They give the same scores but for rounding, in less and less time.
/// </summary>
internal static class FoldedForms
{
    private static readonly int[] Sizes = [1, 100];

    /// <summary>Compares and times the forms.</summary>
    public static StudyPart Measure<T>(
        IReadOnlyList<(string Name, TrainedNet<T> Net)> nets, Samples<T> test, InferenceOptions options, Func<double> seconds, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new List<object[]>();
        double largest = 0.0;
        foreach (var (name, net) in nets)
        {
            net.Population.SetOn(net.Net);
            var folded = Folding.Fold(net.Net);
            (string Name, Func<Matrix<T>, Matrix<T>> Scores)[] forms =
            [
                ("as written", x => AsWritten(net.Net, x)),
                ("scale and shift", x => net.Net.Scores(x)),
                ("folded", x => folded.Scores(x)),
            ];
            var written = AsWritten(net.Net, test.X);
            double[] differences = [.. forms.Select(form => Distance.Largest(form.Scores(test.X), written))];
            largest = Math.Max(largest, differences[^1]);
            foreach (int size in Sizes.Select(size => int.Min(size, test.Count)).Distinct())
            {
                var x = test.X.RowRange(0, size); // (size, D)
                double[] times = MedianTimes.Of(options.Repeats, seconds, cancellation, [.. forms.Select(form => (Action)(() => form.Scores(x)))]);
                rows.AddRange(forms.Select((form, i) => new object[] { name, options.Settings.Seed, form.Name, size, differences[i], 1e6 * times[i] / size }));
            }
        }

        double limit = Rounding.Of<T>();
        return new(
            new("inference.folding", ["net", "seed", "form", "batch", "largest_difference", "us_per_image"], rows) { IsPrinted = true }, [],
            [
                new(
                    "Folded into the affine layers, batch normalization leaves the scores as they are, but for rounding",
                    $"largest difference {ShortNumber.Text(largest)} of the largest score", ShortNumber.Text(limit), largest <= limit),
            ]);
    }

    /// <summary>gamma · (x - mean) / √(variance + eps) + beta, operation by operation, and the ReLU behind it.</summary>
    private static Matrix<T> AsWritten<T>(FullyConnectedNet<T> net, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int number = 0;
        foreach (var layer in net.Layers)
        {
            if (layer is BatchNormLayer<T> normalization)
            {
                number++;
                var (gamma, beta) = (net.Parameters[$"gamma{number}"].Value, net.Parameters[$"beta{number}"].Value); // (1, M)
                x = BatchNorm.ForwardTest(x, gamma, beta, normalization.RunningMean, normalization.RunningVariance).Map(y => T.Max(T.Zero, y));
            }
            else
            {
                x = layer.Forward(x, Mode.Test);
            }
        }

        return x;
    }
}
