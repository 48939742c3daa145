using System.Numerics.Tensors;

namespace BnLab.Data;

/// <summary>Turns images into samples that a net is trained on.</summary>
public static class Preprocessing
{
    /// <summary>The course's preparation: the mean image of the training split is subtracted from all images, and nothing is scaled.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="split">Its division into training and validation.</param>
    /// <param name="numTrain">The number of images to train on, the first of the training split; the mean is over the whole split.</param>
    /// <param name="scale">A factor applied after the subtraction: 1/255 puts all values between -1 and 1.</param>
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

    /// <summary>The same, with samples that remain bytes in memory and are converted where they are used.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="mean">The <see cref="MeanImage"/> of the training split.</param>
    /// <param name="split">The set's division into training and validation.</param>
    /// <param name="numTrain">The number of images to train on, the first of the training split.</param>
    /// <returns>Training samples (numTrain, D) and validation samples (split.Validation, D).</returns>
    /// <exception cref="ArgumentException">The split is larger than the set, or numTrain larger than the training split.</exception>
    public static (Samples<T> Train, Samples<T> Validation) KeepBytes<T>(ImageSet images, double[] mean, Split split, int numTrain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(images, split, numTrain);
        var means = new ByteMeans<T>(mean);
        return (BytesOf(images, means, 0, numTrain, isDrawn: true), BytesOf(images, means, split.Train, split.Validation));
    }

    internal static Samples<T> BytesOf<T>(ImageSet images, ByteMeans<T> mean, int first, int count, bool isDrawn = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(new CentredImages<T>(images, mean, first, count, isDrawn), images.LabelsOf(first, count));

    /// <summary>
    /// Divides all samples in place by the standard deviation of all training values, the scale that sigmoid units expect:
    /// features keep their proportions, and constant ones are harmless. The training samples must have mean 0.
    /// </summary>
    /// <exception cref="ArgumentException">The samples are bytes or exist in columns too, which would remain unscaled.</exception>
    public static void DivideByStd<T>(Samples<T> train, Samples<T> validation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        if (!train.AreRows || !validation.AreRows) throw new ArgumentException("These samples are bytes or exist in columns; expected rows alone.", nameof(validation));
        double squares = train.X.SumOfSquares();
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

    /// <summary>The mean (D values) of the first <paramref name="count"/> images, exact up to one division: the sums are integers.</summary>
    public static double[] MeanImage(ImageSet images, int count)
    {
        ArgumentNullException.ThrowIfNull(images);
        var sums = new uint[images.Shape.Length]; // 255 · 16 million images fit
        var reader = images.From(0);
        for (int i = 0; i < count; i++) ByteSums.Add(reader.Next(), sums);
        return [.. sums.Select(sum => (double)sum / count)];
    }

    /// <summary>(image - mean) · scale of <paramref name="count"/> images from number <paramref name="first"/> on: samples (count, D).</summary>
    public static Samples<T> Centre<T>(ImageSet images, double[] mean, int first, int count, double scale = 1.0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(mean);
        var x = new Matrix<T>(count, images.Shape.Length); // (N, D)
        var reader = images.From(first);
        double[] centred = new double[mean.Length];
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.ConvertTruncating(reader.Next(), centred);
            TensorPrimitives.Subtract<double>(centred, mean, centred);
            TensorPrimitives.Multiply(centred, scale, centred);
            TensorPrimitives.ConvertTruncating<double, T>(centred, x.Row(i));
        }

        return new(x, images.LabelsOf(first, count));
    }

    private static void RequireFit(ImageSet images, Split split, int numTrain)
    {
        ArgumentNullException.ThrowIfNull(images);
        if ((long)split.Train + split.Validation > images.Count) throw new ArgumentException($"The split {split} does not fit {images.Count} images.", nameof(split));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numTrain, split.Train);
    }
}

/// <summary>The division of a data set: its first records are for training, the next ones for validation.</summary>
/// <param name="Train">Number of training records.</param>
/// <param name="Validation">Number of validation records.</param>
public readonly record struct Split(int Train, int Validation)
{
    /// <summary>The course's division of CIFAR-10's 50,000 training images.</summary>
    public static Split Course { get; } = new(49_000, 1_000);

    /// <summary>The course's division if there are enough records; else the last tenth, at most 1,000, is for validation.</summary>
    public static Split Default(int count)
    {
        if (count >= Course.Train + Course.Validation) return Course;
        int validation = int.Clamp(count / 10, int.Min(1, count), Course.Validation);
        return new(count - validation, validation);
    }

    /// <summary>The two numbers in the form of the command line: <c>49000,1000</c>.</summary>
    public override string ToString() => $"{Train},{Validation}";
}
