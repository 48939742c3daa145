namespace BnLab.Experiments.Inference;

/// <summary>Batch normalization at test time as written, as a scale and shift of each feature, and folded into the affine layers.</summary>
/// <remarks>The scores are the same up to rounding, in less and less time.</remarks>
internal static class FoldedForms
{
    private static readonly string[] Names = ["as written", "scale and shift", "folded"];
    private static readonly int[] Sizes = [1, 100];
    private static readonly InferenceVariant[] Timed = [InferenceVariant.Plain, InferenceVariant.Chain];

    /// <summary>How far the scores of each form are from those of the first.</summary>
    public static IReadOnlyList<double> Differences<T>(TrainedNet<T> trained, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        trained.Population.SetOn(trained.Net);
        var written = AsWritten(trained.Net, x);
        return [.. Of(trained.Net).Select(form => Distance.Largest(form(x), written))];
    }

    /// <summary>Of nets as they are initialized, on random samples: times do not depend on the weights.</summary>
    public static IReadOnlyList<FormTimes> Times<T>(TrainingSettings settings, ImageSet images, int repeats, Func<double> clock)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var times = new List<FormTimes>();
        int largest = int.Min(Sizes[^1], settings.SplitOf(images).Validation);
        foreach (var variant in Timed)
        {
            var random = new NumpyRandom(settings.Seed);
            var net = TrainedNet<T>.Create(variant, settings, images.Shape.Length, images.ClassNames.Count, random);
            var x = new Matrix<T>(largest, images.Shape.Length); // (N, D)
            random.FillNormal(x);
            PopulationStatistics.SetExact(net, x);
            var forms = Of(net);
            foreach (int size in Sizes.Select(size => int.Min(size, largest)).Distinct())
            {
                var batch = x.RowRange(0, size);
                times.Add(new(variant, size, MedianTimes.Of(repeats, clock, CancellationToken.None, [.. forms.Select(form => (Action)(() => form(batch)))])));
            }
        }

        return times;
    }

    public static (Table[] Tables, Check Check) Report(StudyRuns<InferenceVariant, InferenceRun> runs, IReadOnlyList<FormTimes> times, double limit)
    {
        var rows = from variant in Timed
                   from run in runs.Of(variant)
                   from timed in times
                   where timed.Net == variant
                   from form in Names.Index()
                   select new object[]
                   {
                       variant.Name, run.History.Seed, form.Item, timed.Size, run.FormDifferences[form.Index], 1e6 * timed.Seconds[form.Index] / timed.Size,
                   };
        var summary = from variant in Timed
                      from timed in times
                      where timed.Net == variant
                      from form in Names.Index()
                      select new object[]
                      {
                          variant.Name, form.Item, timed.Size, runs.Of(variant).Max(run => run.FormDifferences[form.Index]), 1e6 * timed.Seconds[form.Index] / timed.Size,
                      };
        double largest = Timed.Max(variant => runs.Of(variant).Max(run => run.FormDifferences[^1]));
        return (
            [
                new("inference.folding", ["net", "seed", "form", "batch", "largest_difference", "us_per_image"], [.. rows]),
                new("inference.folding.summary", ["net", "form", "batch", "largest_difference", "us_per_image"], [.. summary]) { IsPrinted = true, IsWritten = false },
            ],
            new(
                "Folded into the affine layers, batch normalization leaves the scores as they are, but for rounding",
                $"largest difference {ShortNumber.Text(largest)} of the largest score", ShortNumber.Text(limit), largest <= limit));
    }

    private static Func<Matrix<T>, Matrix<T>>[] Of<T>(FullyConnectedNet<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var folded = Folding.Fold(net);
        return [x => AsWritten(net, x), x => net.Scores(x), x => folded.Scores(x)];
    }

    /// <summary>gamma · (x - mean) / √(variance + eps) + beta, operation by operation, and the ReLU after it.</summary>
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

/// <param name="Size">Samples in a batch.</param>
/// <param name="Seconds">Of a pass, form by form.</param>
internal sealed record FormTimes(InferenceVariant Net, int Size, IReadOnlyList<double> Seconds);
