using System.Runtime.CompilerServices;
using static BnLab.Runs.NetFormat;

namespace BnLab.Runs;

/// <summary>A trained net as bytes, fully connected or convolutional.</summary>
internal static class NetFile
{
    private const long MostPadding = 1 << 18; // values: a net of very many narrow layers takes far more memory than its file has bytes
    private const long MostValues = 1 << 28; // padding included, as many as a net on the command line may have

    public static void Write<T>(Stream target, NetDescription description, Network<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var head = new NetHead(ElementsOf<T>(), description, (net as FullyConnectedNet<T>)?.Design, (net as ConvNet<T>)?.Design);
        NetFormat.Write(target, FileKind.Net, head, RunsJson.Default.NetHead, MatricesOf(net));
    }

    public static byte[] Bytes<T>(NetDescription description, Network<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        Write(stream, description, net);
        return stream.ToArray();
    }

    public static StoredNet Read(string path) => InputFile.Read(path, "a trained net", Read);

    public static StoredNet Read(Stream source)
    {
        var head = NetFormat.ReadHead(source, FileKind.Net, RunsJson.Default.NetHead);
        return head.Elements == ElementsOf<double>() ? Read<double>(source, head) : Read<float>(source, head);
    }

    private static StoredNet<T> Read<T>(Stream source, NetHead head)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireElements<T>(head.Elements);
        RequireRoom<T>(Weights(head), source.Length - source.Position);
        Network<T> net = head.FullyConnected is { } design
            ? new FullyConnectedNet<T>(design with { Keep = 1.0 }) // at test time dropout does nothing
            : new ConvNet<T>(head.Convolutional!);
        ReadMatrices(source, [.. MatricesOf(net)]);
        Require(MatricesOf(net).All(matrix => matrix.ToArray().All(double.IsFinite)), "finite numbers; those of a training that diverged are not");
        return new(head.Net, head.FullyConnected, net);
    }

    /// <summary>Checks that there can be such a net, and returns the shapes of its weights.</summary>
    private static IEnumerable<(int Rows, int Columns)> Weights(NetHead head)
    {
        var (net, shape) = (head.Net, head.Net.Shape);
        Require(net.ClassNames.All(name => name is not null), "a name for each class");
        Require(net.Split is { Train: > 0, Validation: >= 0 } && net.NumTrain > 0 && net.NumTrain <= net.Split.Train, "numbers of images that fit together");
        Require(
            shape is { Channels: > 0, Height: > 0, Width: > 0 } && (double)shape.Channels * shape.Height * shape.Width == net.Mean.Length,
            $"a mean image of {shape} values, but it has {net.Mean.Length}");
        return head switch
        {
            { FullyConnected: { } design, Convolutional: null } => Weights(design, net),
            { FullyConnected: null, Convolutional: { } design } => Weights(design, net),
            _ => throw new InvalidDataException("expected a net that is either fully connected or convolutional"),
        };
    }

    private static IEnumerable<(int Rows, int Columns)> Weights(NetDesign design, NetDescription net)
    {
        Require(design.Inputs == net.Mean.Length, $"a net of {net.Mean.Length} inputs, but it has {design.Inputs}");
        Require(
            design.Conventions is not null && Enum.IsDefined(design.Normalization) && Enum.IsDefined(design.Activation),
            "a normalization and an activation that this version of bnlab knows");
        return Affine(design.Inputs, design.Hidden, design.Outputs, net);
    }

    private static IEnumerable<(int Rows, int Columns)> Weights(ConvNetDesign design, NetDescription net)
    {
        var (channels, height, width) = design.Input;
        Require(design.Input == net.Shape && int.IsEvenInteger(height) && int.IsEvenInteger(width), $"a net for images of {net.Shape}, of even height and width");
        Require(design.Kernel > 0 && int.IsOddInteger(design.Kernel) && design.Kernel <= height + width && design.Filters > 0, "filters that fit the images");
        Require(design.Groups <= 0 || design.Hidden.Prepend(design.Filters).All(channels => channels % design.Groups == 0), $"channels that make {design.Groups} equal groups");
        double area = design.Input.Area;
        Require(
            area * channels * design.Kernel * design.Kernel <= MostValues && area * design.Filters <= MostValues, $"filters and windows of at most {MostValues} values");
        return [(design.Filters, channels * design.Kernel * design.Kernel), (1, design.Filters), .. Affine(design.Pooled.Length, design.Hidden, design.Classes, net)];
    }

    private static IEnumerable<(int Rows, int Columns)> Affine(int inputs, IReadOnlyList<int> hidden, int outputs, NetDescription net)
    {
        int[] widths = [inputs, .. hidden, outputs];
        Require(outputs == net.ClassNames.Count, $"a net of {net.ClassNames.Count} classes, but it has {outputs}");
        Require(widths.All(units => units > 0), "layers of one unit or more");
        return widths.Zip(widths.Skip(1));
    }

    /// <summary>A net is made only if its weights fit in the file, so its memory is at most a small multiple of the file's size.</summary>
    private static void RequireRoom<T>(IEnumerable<(int Rows, int Columns)> weights, long bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double count = 0.0, padded = 0.0;
        foreach (var (rows, columns) in weights)
        {
            count += (double)rows * columns;
            padded += (rows + 3.0) * Matrix<T>.PaddedLength(int.Min(columns, 1 << 30)); // with bias, gamma and beta
        }

        Require(padded <= MostValues, $"a net of at most {MostValues} weights");
        Require(padded <= (8 * count) + MostPadding, $"a net of wider layers: all of them have only {count} weights");
        Require(count * Unsafe.SizeOf<T>() <= bytes, $"{count} weights of {Unsafe.SizeOf<T>()} bytes, but only {bytes} bytes are left");
    }
}

/// <param name="Elements">The type and byte order of its numbers.</param>
/// <param name="FullyConnected">Null for a convolutional net.</param>
/// <param name="Convolutional">Null for a fully connected net.</param>
internal sealed record NetHead(string Elements, NetDescription Net, NetDesign? FullyConnected, ConvNetDesign? Convolutional);

/// <summary>What a net's inputs and outputs mean.</summary>
/// <param name="Name">Which net: <c>baseline</c>, <c>batchnorm</c>, <c>layernorm</c>.</param>
/// <param name="NumTrain">How many images of the training split it was trained on, from the first.</param>
/// <param name="Mean">The mean image, which is subtracted from every image: D values.</param>
internal sealed record NetDescription(
    string Name, ImageShape Shape, IReadOnlyList<string> ClassNames, Split Split, int NumTrain, double[] Mean);

/// <param name="Design">Null for a convolutional net.</param>
internal abstract record StoredNet(NetDescription Description, NetDesign? Design);

internal sealed record StoredNet<T>(NetDescription Description, NetDesign? Design, Network<T> Net) : StoredNet(Description, Design)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
