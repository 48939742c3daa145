using static BnLab.Runs.NetFormat;

namespace BnLab.Runs;

/// <summary>Saves what a net has learned, and reads it into a net of the same layers.</summary>
/// <remarks>docs/files.md describes the format. What <c>bnlab train</c> saves knows its images besides: <c>bnlab predict</c> reads it.</remarks>
public static class SavedNet
{
    /// <summary>Writes the parameters and running statistics of a net; an older file is replaced when the new one is on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="net">A net of any layers.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(string path, Network<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(net);
        OutputFile.Write(path, stream => Write(stream, FileKind.Parameters, Head(net), RunsJson.Default.ParametersHead, MatricesOf(net)));
    }

    /// <summary>Reads them into a net.</summary>
    /// <param name="path">A file of <see cref="Save{T}"/>.</param>
    /// <param name="net">A net of the same layers; its parameters and running statistics are replaced.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of a net of other layers or of other numbers.</exception>
    public static void Load<T>(string path, Network<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(net);
        InputFile.Read(path, "a saved net", stream =>
        {
            var (found, expected) = (ReadHead(stream, FileKind.Parameters, RunsJson.Default.ParametersHead), Head(net));
            RequireElements<T>(found.Elements);
            Require(found.Matrices.SequenceEqual(expected.Matrices, StringComparer.Ordinal), $"a net of {Text(expected)}, but this is one of {Text(found)}");
            ReadMatrices(stream, [.. MatricesOf(net)]);
            return net;
        });

        static string Text(ParametersHead head) => SanitizedText.Of(string.Join(", ", head.Matrices), longest: 200);
    }

    private static ParametersHead Head<T>(Network<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string[] names = [.. net.Parameters.All.Select(named => named.Shape.Name)];
        return new(ElementsOf<T>(), [.. MatricesOf(net).Select((matrix, i) => string.Create(CultureInfo.InvariantCulture, $"{(i < names.Length ? names[i] : "running")} ({matrix.Rows}, {matrix.Columns})"))]);
    }
}

/// <param name="Elements">The type and byte order of its numbers.</param>
/// <param name="Matrices">Name and shape of each: <c>W1 (10, 20)</c>; of running statistics, <c>running (1, 20)</c>.</param>
internal sealed record ParametersHead(string Elements, IReadOnlyList<string> Matrices);
