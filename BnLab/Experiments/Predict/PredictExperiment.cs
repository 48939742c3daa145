namespace BnLab.Experiments.Predict;

/// <summary>A trained net at test time: the class that it predicts for each image.</summary>
internal sealed class PredictExperiment
{
    private const int BatchSize = 250;
    private const string Validation = "validation", Train = "train", All = "all";

    private static readonly Setting<string> NetFileName = Setting.Word("--net", "", "The trained net: a file NAME.net that 'bnlab train' has written.") with
    { ValueName = "FILE", IsRequired = true };

    private static readonly Setting<string> Records = Setting.Word(
        "--records", Validation, "Which images: validation or train (those of the net's training), all, or from the first to the last, from 0: 0-99.") with
    {
        ValueName = "WHICH",
        Accepts = records => records is Validation or Train or All || Numbers(records) is not null,
        Range = "validation, train, all, or the first and the last record, like 0-99",
    };

    private static readonly Setting<bool> Folded = Setting.Flag("--folded", "Fold batch normalization into the affine layers first, and compare the scores.");

    private readonly string _file, _records;
    private readonly bool _isFolded;
    private readonly StoredNet _stored;

    /// <param name="tell">Receives a sentence if the net is not what its run wrote.</param>
    public PredictExperiment(Values values, Action<string> tell)
    {
        (_file, _records, _isFolded) = (values.Get(NetFileName), values.Get(Records), values.Get(Folded));
        _stored = NetFile.Read(RunFile.Find(_file, tell));
    }

    public static IReadOnlyList<Setting> Settings => [NetFileName, Records, Folded];

    public void Validate(ImageSet images)
    {
        var shape = _stored.Description.Shape;
        if (images.Shape != shape)
            throw new OptionException(StudyOptions.Data.Name, images.Source, $"images of {shape}, which {_file} was trained on, but these have {images.Shape}");
        Range(images);
        if (!_isFolded || _stored.Design?.Normalization == Normalization.Batch) return;
        string other = _stored.Design?.Normalization switch
        {
            null => "is convolutional",
            Normalization.Layer => "has layer normalization, whose statistics are those of each image",
            _ => "has no normalization",
        };
        throw new OptionException(Folded.Name, "", $"a net with batch normalization, which can be folded, but {_file} {other}");
    }

    /// <summary>Whether the classes have the names of the net's classes, so that labels and answers can be compared.</summary>
    public bool HasLabelsOf(ImageSet images) => images.ClassNames.SequenceEqual(_stored.Description.ClassNames, StringComparer.Ordinal);

    public ExperimentResult Run(ImageSet images, CancellationToken cancellation = default) => _stored switch
    {
        StoredNet<double> stored => Run(stored.Net, images, cancellation),
        StoredNet<float> stored => Run(stored.Net, images, cancellation),
        _ => throw new InvalidOperationException("A net is of floats or doubles."),
    };

    private ExperimentResult Run<T>(Network<T> net, ImageSet images, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (first, count) = Range(images);
        var used = _isFolded ? Folding.Fold((FullyConnectedNet<T>)net) : net;
        var predictions = new Predictions(_stored.Description.ClassNames, HasLabelsOf(images));
        double largest = 0.0;
        for (int done = 0; done < count; done += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = Preprocessing.Centre<T>(images, _stored.Description.Mean, first + done, int.Min(BatchSize, count - done));
            var scores = used.Scores(batch.X); // (n, C)
            if (_isFolded) largest = double.Max(largest, Distance.Largest(scores, net.Scores(batch.X)));
            for (int i = 0; i < batch.Count; i++) predictions.Add(first + done + i, batch.Labels[i], scores.Row(i));
        }

        return new("predict", [], predictions.Tables(), []) { Checks = [.. predictions.Check(), .. _isFolded ? [JudgeFolding(largest, Distance.RoundingLimit<T>())] : Array.Empty<Check>()] };
    }

    private static Check JudgeFolding(double largest, double limit) => new(
        "folded into the affine layers, batch normalization leaves the scores as they are, but for rounding",
        $"largest difference {ShortNumber.Text(largest)} of the largest score", ShortNumber.Text(limit), largest <= limit);

    private (int First, int Count) Range(ImageSet images)
    {
        var (split, numTrain) = (_stored.Description.Split, _stored.Description.NumTrain);
        var (first, last) = _records switch
        {
            Validation => (split.Train, (long)split.Train + split.Validation - 1),
            Train => (0, numTrain - 1L),
            All => (0, images.Count - 1L),
            _ => Numbers(_records)!.Value,
        };
        if (last >= images.Count || last < first)
            throw new OptionException(Records.Name, _records, $"records from 0 to {images.Count - 1}, as {images.Source} has, but these are {first} to {last}");
        return (first, (int)(last - first + 1));
    }

    private static (int First, long Last)? Numbers(string records)
    {
        string[] parts = records.Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && first <= last ? (first, last) : null;
    }
}
