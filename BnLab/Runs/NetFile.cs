using BnLab.Nets;

namespace BnLab.Runs;

/// <summary>A trained net as bytes.</summary>
internal static class NetFile
{
    /// <summary>Writes a net.</summary>
    public static void Write<T>(Stream target, NetDescription description, FullyConnectedNet<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FileFormat.Write<T>(target, FileKind.Net, writer => NetSection.Write(writer, description, net));

    /// <summary>A net as the bytes of its file.</summary>
    public static byte[] Bytes<T>(NetDescription description, FullyConnectedNet<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        Write(stream, description, net);
        return stream.ToArray();
    }

    /// <summary>Reads a net.</summary>
    public static StoredNet Read(Stream source)
    {
        var (reader, isDouble) = FileFormat.Open(source, FileKind.Net);
        return isDouble ? Read<double>(reader) : Read<float>(reader);
    }

    private static StoredNet<T> Read<T>(FormatReader reader)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (description, design) = NetSection.ReadDesign<T>(reader);
        var net = new FullyConnectedNet<T>(design);
        NetSection.ReadNumbers(reader, net);
        return reader.IsAtEnd ? new(description, net) : throw new InvalidDataException("expected nothing more behind the net");
    }
}

/// <summary>A trained net and what it is for.</summary>
/// <param name="Description">What it is for.</param>
/// <param name="Design">What it is made of.</param>
internal abstract record StoredNet(NetDescription Description, NetDesign Design);

/// <summary>A trained net of floats or doubles.</summary>
/// <param name="Description">What it is for.</param>
/// <param name="Net">The net.</param>
internal sealed record StoredNet<T>(NetDescription Description, FullyConnectedNet<T> Net) : StoredNet(Description, Net.Design)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
