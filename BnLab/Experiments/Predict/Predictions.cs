namespace BnLab.Experiments.Predict;

/// <summary>The classes that a net predicts: collected image by image, and counted.</summary>
internal sealed class Predictions(IReadOnlyList<string> classes, bool isLabelled)
{
    private readonly List<object[]> _rows = [];
    private readonly int[,] _counts = new int[classes.Count, classes.Count]; // label, prediction
    private int _notFinite;                                                  // images

    /// <param name="record">The image's number in the data set.</param>
    public void Add<T>(int record, int label, ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int predicted = RowStatistics.ArgMax(scores);
        foreach (T score in scores)
        {
            if (T.IsFinite(score)) continue;
            _notFinite++;
            break;
        }

        object[] known = isLabelled ? [record, label] : [record];
        _rows.Add([.. known, predicted, .. Softmax(scores).Cast<object>()]);
        if (isLabelled) _counts[label, predicted]++;
    }

    /// <summary>A row for each image; where labels are known also the accuracy, and the confusion matrix: labels down, predictions across.</summary>
    public IReadOnlyList<Table> Tables()
    {
        string[] known = isLabelled ? ["record", "label"] : ["record"];
        var all = new Table("predict", [.. known, "predicted", .. classes.Select((_, c) => $"p_{c}")], _rows);
        if (!isLabelled) return [all];

        var range = Enumerable.Range(0, classes.Count);
        int right = range.Sum(c => _counts[c, c]);
        return
        [
            all,
            new("predict.accuracy", ["images", "right", "accuracy"], [[_rows.Count, right, (double)right / _rows.Count]]) { IsPrinted = true, IsWritten = false },
            new(
                "predict.confusion", ["label", .. range.Select(c => $"{c}"), "class"],
                [.. range.Select(label => (object[])[label, .. range.Select(c => (object)_counts[label, c]), classes[label]])]) { IsPrinted = true },
        ];
    }

    /// <summary>Broken where the net has scores that are no numbers: its accuracy is then that of a guess at class 0.</summary>
    public IEnumerable<Check> Check() => _notFinite == 0 ? [] :
        [new("The net's scores are finite numbers", string.Create(CultureInfo.InvariantCulture, $"of {_notFinite} of {_rows.Count} images they are not"), "all", Passed: false)];

    private static double[] Softmax<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] p = new double[scores.Length];
        double largest = double.NegativeInfinity, sum = 0.0;
        foreach (T score in scores) largest = double.Max(largest, double.CreateTruncating(score));
        for (int c = 0; c < p.Length; c++) sum += p[c] = Math.Exp(double.CreateTruncating(scores[c]) - largest);
        for (int c = 0; c < p.Length; c++) p[c] /= sum;
        return p;
    }
}
