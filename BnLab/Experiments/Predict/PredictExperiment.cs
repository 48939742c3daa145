using BnLab.Checking;
using BnLab.Data;
using BnLab.Nets;
using BnLab.Runs;

namespace BnLab.Experiments.Predict;

/// <summary>A trained net at test time: the class that it predicts for each image.</summary>
internal sealed class PredictExperiment
{
    private const int BatchSize = 250;

    private readonly PredictOptions _options;
    private readonly StoredNet _stored;

    private PredictExperiment(PredictOptions options, StoredNet stored) => (_options, _stored) = (options, stored);

    /// <summary>Reads the net.</summary>
    public static PredictExperiment Open(PredictOptions options) => new(options, NetFile.Read(options.Net));

    /// <summary>Refuses images that the net cannot take, and records that are not there.</summary>
    public void Validate(ImageSet images)
    {
        var net = _stored.Description;
        if (images.Shape != net.Shape)
            throw new OptionException("--data", images.Source, $"images of {net.Shape}, which {_options.Net} was trained on, but these have {images.Shape}");
        _options.Range(images, net.Split, net.NumTrain);
        if (!_options.Folded || _stored.Design?.Normalization == Normalization.Batch) return;
        string other = _stored.Design?.Normalization switch
        {
            null => "is convolutional",
            Normalization.Layer => "has layer normalization, whose statistics are those of each image",
            _ => "has no normalization",
        };
        throw new OptionException("--folded", "", $"a net with batch normalization, which can be folded, but {_options.Net} {other}");
    }

    /// <summary>Whether the labels of images mean what the net's answers mean: their classes have the same names.</summary>
    public bool HasLabelsOf(ImageSet images)
    {
        return images.ClassNames.SequenceEqual(_stored.Description.ClassNames, StringComparer.Ordinal);
    }

    /// <summary>Classifies the images.</summary>
    public ExperimentResult Run(ImageSet images, CancellationToken cancellation = default) => _stored switch
    {
        StoredNet<double> stored => Run(stored.Net, images, cancellation),
        StoredNet<float> stored => Run(stored.Net, images, cancellation),
        _ => throw new InvalidOperationException("A net is of floats or doubles."),
    };

    private ExperimentResult Run<T>(Network<T> net, ImageSet images, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var description = _stored.Description;
        var (first, count) = _options.Range(images, description.Split, description.NumTrain);
        var used = _options.Folded ? Folding.Fold((FullyConnectedNet<T>)net) : net;
        var predictions = new Predictions(description.ClassNames, HasLabelsOf(images));
        double largest = 0.0;
        for (int done = 0; done < count; done += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = Preprocessing.Centre<T>(images, description.Mean, first + done, int.Min(BatchSize, count - done));
            var scores = used.Scores(batch.X); // (n, C)
            if (_options.Folded) largest = double.Max(largest, Distance.Largest(scores, net.Scores(batch.X)));
            for (int i = 0; i < batch.Count; i++) predictions.Add(first + done + i, batch.Labels[i], scores.Row(i));
        }

        return new("predict", [], predictions.Tables(), [], _options.Folded ? [Same<T>(largest)] : []);
    }

    private static Verdict Same<T>(double largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double limit = Distance.RoundingLimit<T>();
        return new(
            "folded into the affine layers, batch normalization leaves the scores as they are, but for rounding",
            string.Create(CultureInfo.InvariantCulture, $"largest difference {ShortNumber.Text(largest)} of the largest score"), ShortNumber.Text(limit), largest <= limit);
    }
}
