using System.Runtime.CompilerServices;
using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Runs;

/// <summary>A net in a file: its description, its design, its parameters, the running statistics of its batch normalization.</summary>
internal static class NetSection
{
    private const long MostPadding = 1 << 18; // values: thousands of layers of a unit each take memory that no file shows
    private const long MostValues = 1 << 28; // padding included, as many as a net on the command line may have

    public static void Write<T>(FormatWriter writer, NetDescription description, FullyConnectedNet<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Write(writer, description);
        Write(writer, net.Design);
        WriteParameters(writer, net, net.Parameters.Values);
        foreach (var (mean, variance) in BatchNormStatistics<T>.Of(net).Layers)
        {
            writer.Elements(mean);
            writer.Elements(variance);
        }
    }

    /// <summary>Values of all parameters, in the order of the layers.</summary>
    public static void WriteParameters<T>(FormatWriter writer, Network<T> net, Matrix<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var place in net.Parameters.Places(row)) writer.Elements(place);
    }

    /// <summary>Reads what a net is for and made of.</summary>
    public static (NetDescription Description, NetDesign Design) ReadDesign<T>(FormatReader reader)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var description = ReadDescription(reader);
        var design = ReadDesign(reader);
        if (design.Inputs != description.Mean.Length || design.Outputs != description.ClassNames.Count)
            throw new InvalidDataException($"expected a net of {description.Mean.Length} inputs and {description.ClassNames.Count} classes, but it has {design.Inputs} and {design.Outputs}");
        RequireRoom<T>(reader, design);
        return (description, design);
    }

    /// <summary>Reads the numbers of a net.</summary>
    public static void ReadNumbers<T>(FormatReader reader, Network<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadParameters(reader, net, net.Parameters.Values);
        foreach (var layer in net.Layers.OfType<BatchNormalization<T>>())
        {
            reader.Elements(layer.RunningMean);
            reader.Elements(layer.RunningVariance);
        }
    }

    public static void ReadParameters<T>(FormatReader reader, Network<T> net, Matrix<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var place in net.Parameters.Places(row)) reader.Elements(place);
    }

    private static void Write(FormatWriter writer, NetDescription description)
    {
        writer.Text(description.Name);
        writer.Whole(description.Shape.Channels);
        writer.Whole(description.Shape.Height);
        writer.Whole(description.Shape.Width);
        writer.Whole(description.ClassNames.Count);
        foreach (string name in description.ClassNames) writer.Text(name);
        writer.Whole(description.Split.Train);
        writer.Whole(description.Split.Validation);
        writer.Whole(description.NumTrain);
        writer.Elements<double>(description.Mean);
    }

    private static NetDescription ReadDescription(FormatReader reader)
    {
        string name = reader.Text();
        var shape = new ImageShape(reader.Whole("channels", 1), reader.Whole("rows of an image", 1), reader.Whole("columns of an image", 1));
        var classes = reader.List(sizeof(int), reader.Text);
        var split = new Split(reader.Whole("training images", 1), reader.Whole("validation images", 0));
        int numTrain = reader.Whole("images trained on", 1, split.Train);
        var values = (BigInteger)shape.Channels * shape.Height * shape.Width;
        reader.Require(values > int.MaxValue ? long.MaxValue : (long)values, sizeof(double));
        double[] mean = new double[(int)values];
        reader.Elements(mean.AsSpan());
        return new(name, shape, classes, split, numTrain, mean);
    }

    private static void Write(FormatWriter writer, NetDesign design)
    {
        writer.Whole(design.Inputs);
        writer.Whole(design.Hidden.Count);
        foreach (int width in design.Hidden) writer.Whole(width);
        writer.Whole(design.Outputs);
        writer.Whole((int)design.Normalization);
        writer.Whole((int)design.Activation);
        writer.Truth(design.NormalizesAfterActivation);
        writer.Truth(design.LearnsScaleAndShift);
        writer.Number(design.Regularization);
        writer.Number(design.Conventions.Eps);
        writer.Number(design.Conventions.Momentum);
        writer.Truth(design.Conventions.UnbiasedRunningVariance);
        writer.Number(design.Conventions.InitialRunningVariance);
    }

    private static NetDesign ReadDesign(FormatReader reader) =>
        new(reader.Whole("inputs", 1), reader.List(sizeof(int), () => reader.Whole("units of a layer", 1)), reader.Whole("outputs", 1))
        {
            Normalization = (Normalization)reader.Whole("normalization", 0, (int)Normalization.Layer),
            Activation = (Activation)reader.Whole("activation", 0, (int)Activation.Tanh),
            NormalizesAfterActivation = reader.Truth("place of the normalization"),
            LearnsScaleAndShift = reader.Truth("learned gamma and beta"),
            Regularization = reader.Number(),
            Conventions = new(reader.Number(), reader.Number(), reader.Truth("unbiased running variance"), reader.Number()),
        };

    /// <summary>A net is made only if the file can hold its weights: its memory is then a small multiple of the file's size.</summary>
    private static void RequireRoom<T>(FormatReader reader, NetDesign design)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] widths = [design.Inputs, .. design.Hidden, design.Outputs];
        long weights = 0, padded = 0;
        for (int i = 1; i < widths.Length; i++)
        {
            weights += (long)widths[i - 1] * widths[i];
            padded += ((long)widths[i - 1] + 3) * Matrix<T>.PaddedLength(int.Min(widths[i], 1 << 30));
            if (padded > MostValues) throw new InvalidDataException($"expected a net of at most {MostValues} weights");
        }

        if (padded > (8 * weights) + MostPadding) throw new InvalidDataException($"expected a net of wider layers: {widths.Length - 1} of them have only {weights} weights");
        reader.Require(weights, Unsafe.SizeOf<T>());
    }
}
