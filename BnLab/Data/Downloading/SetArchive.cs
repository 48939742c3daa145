using System.Formats.Tar;
using System.IO.Compression;

namespace BnLab.Data.Downloading;

/// <summary>
/// Unpacks the archive of a data set (tar, compressed with gzip), which need not mean well: files below the set's folder
/// only, each as long as announced, all together below a limit. Times, owners and permissions are not taken over.
/// </summary>
internal static class SetArchive
{
    private const int LongestPath = 200;
    private const int LongestShown = 300;
    private const int LongestTail = 1 << 20; // bytes behind the end mark; tar fills up to 10,240

    /// <summary>Unpacks an archive.</summary>
    /// <param name="compressed">The archive.</param>
    /// <param name="archive">What messages call it.</param>
    /// <param name="root">The only folder that it may hold.</param>
    /// <param name="folder">The folder that gets the root, an empty one.</param>
    /// <param name="limit">How many bytes all files may have.</param>
    /// <param name="cancellation">Ends it in mid-file.</param>
    /// <exception cref="InvalidDataException">It is damaged, or holds what it should not.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Unpack(Stream compressed, string archive, string root, string folder, long limit, CancellationToken cancellation)
    {
        using var content = new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        Read(content, archive, root, limit, path =>
        {
            string target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            return new FileStream(target, FileMode.CreateNew);
        }, cancellation);
    }

    /// <summary>Reads an archive file by file.</summary>
    /// <param name="content">The archive, decompressed.</param>
    /// <param name="archive">What messages call it.</param>
    /// <param name="root">The only folder that it may hold.</param>
    /// <param name="limit">How many bytes all files may have.</param>
    /// <param name="create">Given the path of a file below the root, where its content goes; it is closed.</param>
    /// <param name="cancellation">Ends it in mid-file.</param>
    public static void Read(Stream content, string archive, string root, long limit, Func<string, Stream> create, CancellationToken cancellation)
    {
        using var guard = new TarGuard(content, limit);
        using var tar = new TarReader(guard, leaveOpen: true);
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var buffer = new byte[1 << 14];
        while (Ask(archive, () => tar.GetNextEntry()) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) continue;
            string path = Checked(entry.Name, archive, root);
            if (entry.EntryType is TarEntryType.Directory) continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
                throw Bad(archive, $"entry '{path}' is of the kind {entry.EntryType}; expected files and folders only");
            if (path == root) throw Bad(archive, $"'{root}' is a file in it; expected a folder");
            if (entry.Length != guard.Announced) throw Bad(archive, $"entry '{path}' has two lengths, {entry.Length} and {guard.Announced}");
            if (!paths.Add(path)) throw Bad(archive, $"entry '{path}' is there twice");
            using var target = create(path);
            for (long left = entry.Length; left > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = Ask(archive, () => entry.DataStream!.Read(buffer));
                if (count == 0) throw Bad(archive, $"it ends within entry '{path}'");
                target.Write(buffer.AsSpan(0, count));
                left -= count;
            }
        }

        // To the end, where the decoder compares the checksum.
        for (int count, tail = 0; (count = Ask(archive, () => content.Read(buffer))) > 0;)
        {
            tail += count;
            if (tail > LongestTail) throw Bad(archive, $"more than {LongestTail} bytes are behind its end mark");
        }

        if (paths.Count == 0) throw Bad(archive, $"it holds no files; expected those of {root}");
    }

    /// <summary>A path that stays below the root, whatever the system takes for a separator, a drive or a stream.</summary>
    private static string Checked(string name, string archive, string root)
    {
        string path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        string[] parts = path.TrimEnd('/').Split('/');
        if (path.Contains(Cifar10Diagnostics.PythonFolder, StringComparison.Ordinal)) throw Bad(archive, Cifar10Diagnostics.PythonVersion.TrimEnd('.'));
        bool isPlain = path.Length <= LongestPath
            && parts.All(part => part.Length > 0 && part is not ("." or "..") && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));
        if (!isPlain || parts[0] != root) throw Bad(archive, $"it has an entry '{Shown(name)}'; expected files below '{root}/', with plain names");
        return string.Join('/', parts);
    }

    private static string Shown(string text) => string.Concat(text.Take(LongestShown).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));

    /// <summary>Asks the decoders, which do not know the archive's name.</summary>
    private static TValue Ask<TValue>(string archive, Func<TValue> question)
    {
        try
        {
            return question();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or FormatException or ArithmeticException)
        {
            throw new InvalidDataException($"{archive}: the archive is damaged or not to be trusted: {Shown(e.Message).TrimEnd('.')}.", e);
        }
    }

    private static InvalidDataException Bad(string archive, string what) => new($"{archive}: the archive is damaged or not to be trusted: {what}.");
}
