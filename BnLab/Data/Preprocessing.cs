namespace BnLab.Data;

/// <summary>From bytes to what a net is trained on.</summary>
public static class Preprocessing
{
    /// <summary>
    /// The course's preparation: the mean image of the training split is subtracted from all images; the course scales nothing.
    /// </summary>
    /// <param name="images">The data set.</param>
    /// <param name="split">Its division; it must fit.</param>
    /// <param name="numTrain">How many of the training split's first images are trained on; the mean is over all of them.</param>
    /// <param name="scale">Factor on what is left: 1/255 puts all values between -1 and 1.</param>
    /// <returns>Training samples (numTrain, D) and validation samples (split.Validation, D).</returns>
    /// <exception cref="ArgumentException">The split is larger than the set, or numTrain larger than the training split.</exception>
    public static (Samples<T> Train, Samples<T> Validation) SubtractMeanImage<T>(
        ImageSet images, Split split, int numTrain, double scale = 1.0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(images, split, numTrain);
        double[] mean = MeanImage(images, split.Train);
        return (Centre<T>(images, mean, 0, numTrain, scale), Centre<T>(images, mean, split.Train, split.Validation, scale));
    }

    /// <summary>The same for samples that stay bytes, and become numbers wherever they are used.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="mean">The <see cref="MeanImage"/> of the training split.</param>
    /// <param name="split">The set's division; it must fit.</param>
    /// <param name="numTrain">How many of the training split's first images are trained on.</param>
    /// <returns>Training samples (numTrain, D) and validation samples (split.Validation, D).</returns>
    /// <exception cref="ArgumentException">The split is larger than the set, or numTrain larger than the training split.</exception>
    public static (Samples<T> Train, Samples<T> Validation) KeepBytes<T>(ImageSet images, double[] mean, Split split, int numTrain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(images, split, numTrain);
        return (Part(0, numTrain), Part(split.Train, split.Validation));

        Samples<T> Part(int first, int count) => new(new CentredImages(images, mean, first, count), images.LabelsOf(first, count));
    }

    /// <summary>
    /// Divides all samples by one number, the standard deviation of all values of the training samples: the scale that units
    /// with a sigmoid expect, where features keep their proportions and one that never varies stays harmless.
    /// </summary>
    /// <param name="train">Training samples of mean 0, changed in place.</param>
    /// <param name="validation">Validation samples, changed in place.</param>
    /// <exception cref="ArgumentException">Samples are bytes or exist in columns, which would stay as they are.</exception>
    public static void DivideByStd<T>(Samples<T> train, Samples<T> validation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        if (!train.AreRows || !validation.AreRows) throw new ArgumentException("These samples are bytes or exist in columns; expected rows alone.", nameof(validation));
        double squares = 0.0;
        for (int i = 0; i < train.Count; i++)
        {
            foreach (T value in train.X.Row(i)) squares += double.CreateTruncating(value) * double.CreateTruncating(value);
        }

        if (squares == 0.0) return; // all images are the same
        T factor = T.CreateTruncating(Math.Sqrt((double)train.X.Count / squares));
        foreach (var x in new[] { train.X, validation.X })
        {
            for (int i = 0; i < x.Rows; i++)
            {
                foreach (ref T value in x.Row(i)) value *= factor;
            }
        }
    }

    /// <summary>The mean of the first images, exact up to one division: the sums are integers.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="count">How many images, 1 or more.</param>
    public static double[] MeanImage(ImageSet images, int count)
    {
        ArgumentNullException.ThrowIfNull(images);
        var sums = new uint[images.Shape.Length]; // 255 · 16 million images fit
        var reader = images.From(0);
        for (int i = 0; i < count; i++) ByteSums.Add(reader.Next(), sums);
        return [.. sums.Select(sum => (double)sum / count)];
    }

    /// <summary>Subtracts a mean image.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="mean">D values.</param>
    /// <param name="first">The first image, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="scale">Factor on what is left.</param>
    /// <returns>Samples (count, D).</returns>
    public static Samples<T> Centre<T>(ImageSet images, double[] mean, int first, int count, double scale = 1.0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(mean);
        var x = new Matrix<T>(count, images.Shape.Length); // (N, D)
        var reader = images.From(first);
        for (int i = 0; i < count; i++) ByteCentring.Row(reader.Next(), mean, scale, x.Row(i));
        return new(x, images.LabelsOf(first, count));
    }

    private static void RequireFit(ImageSet images, Split split, int numTrain)
    {
        ArgumentNullException.ThrowIfNull(images);
        if ((long)split.Train + split.Validation > images.Count) throw new ArgumentException($"The split {split} does not fit {images.Count} images.", nameof(split));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numTrain, split.Train);
    }
}
