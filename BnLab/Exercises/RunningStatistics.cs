using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Exercises;

/// <summary>What running statistics are after a single mini-batch, by the conventions of the course, of libraries, and of common mistakes.</summary>
internal static class RunningStatistics
{
    private const double Keep = 0.9; // of the old statistics, in the course

    /// <summary>Nothing is judged where they fit no convention: several mini-batches may have gone into them.</summary>
    /// <param name="x">(N, D), the mini-batch.</param>
    public static Finding Judge(string array, Matrix<double> found, Matrix<double> x, double limit)
    {
        var xMu = x - ColumnMean(x);              // (N, D)
        var variance = ColumnMean(xMu * xMu);     // (1, D)  biased
        double unbiased = x.Rows / (x.Rows - 1.0);
        (string Name, string Sentence, Matrix<double> Value)[] all = array == "running_mean"
            ?
            [
                ("", "", ColumnMean(x) * (1 - Keep)),
                Never(0.0),
                ("momentum-exchanged", "the new mini-batch has the share of the old statistics: 0.9 instead of 0.1", ColumnMean(x) * Keep),
                ("momentum-of-0.99", "the momentum is 0.99, as in TensorFlow and Keras, where the course has 0.9", ColumnMean(x) * 0.01),
                ("no-momentum", "these are the statistics of the mini-batch itself", ColumnMean(x)),
            ]
            :
            [
                ("", "", variance * (1 - Keep)),
                Never(0.0),
                Never(1.0),
                ("momentum-exchanged", "the new mini-batch has the share of the old statistics: 0.9 instead of 0.1", variance * Keep),
                ("unbiased-running-variance", "the variance is divided by N - 1, as in PyTorch's running variance; the course keeps the biased one", variance * (unbiased * (1 - Keep))),
                ("begun-at-1", "the running variance began at 1, where the course's begins at 0", (variance * (1 - Keep)) + Keep),
                ("pytorch", "PyTorch's: unbiased, and begun at 1", (variance * (unbiased * (1 - Keep))) + Keep),
                ("tensorflow", "TensorFlow's and Keras': momentum 0.99, begun at 1", (variance * 0.01) + 0.99),
                ("momentum-of-0.99", "the momentum is 0.99, where the course has 0.9", variance * 0.01),
                ("standard-deviation", "a running standard deviation, as early Keras kept it", Sqrt(variance) * (1 - Keep)),
                ("no-momentum", "these are the statistics of the mini-batch itself", variance),
            ];
        var fits = all.FirstOrDefault(each => Diagnosis.Apart(found, each.Value) <= limit, ("?", "", default));
        return fits.Name switch
        {
            "" => Finding.Right(array),
            "?" => Finding.Right(array) with { Sentence = "not judged: these are not the statistics after one mini-batch" },
            _ => new(array, [fits.Name], fits.Sentence, []),
        };

        (string, string, Matrix<double>) Never(double begun) => (
            "never-updated", "it is still what it began with: the new value must be stored, in bn_param", Matrix<double>.Constant(1, x.Columns, begun));
    }
}
