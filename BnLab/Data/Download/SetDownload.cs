using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace BnLab.Data;

/// <summary>
/// Downloads a data set. Unfinished files are in a folder of their own: the set appears under its name only when it is
/// complete, its checksums are right, and it has been read.
/// </summary>
internal sealed class SetDownload(SetSource source, string folder, TimeSpan timeout)
{
    private const int Redirections = 5;
    private const int Exists = 17, NotAFolder = 20, ExistsOnWindows = unchecked((int)0x80070050); // errors where an archive has a name as file and as folder
    private const string Unfinished = "new";
    private const string ExpectedPart = "a file that can be written to and that no other download is writing";

    /// <summary>The set's final folder.</summary>
    public string Target { get; } = Path.Combine(folder, source.Set.FolderName);

    /// <summary>The folder of the unfinished files.</summary>
    public string Workshop { get; } = Path.Combine(folder, $"{source.Set.FolderName}.download");

    /// <summary>Whether there are unfinished files to continue with.</summary>
    public bool IsBegun => Directory.Exists(Workshop);

    /// <summary>Null if the set's folder is empty or not there; anything but the set in its place is an error.</summary>
    public ImageSet? Existing()
    {
        if (!Path.Exists(Target) || (Directory.Exists(Target) && !Directory.EnumerateFileSystemEntries(Target).Any())) return null;
        try
        {
            var images = source.Set.Read(Target);
            if (IsBegun) Directory.Delete(Workshop, recursive: true); // the run before was killed just before this step
            return images;
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            throw new InvalidDataException($"{e.Message} This is in the place of the download: move {Target} away, or choose another with --to.", e);
        }
    }

    /// <summary>
    /// Downloads the set, continuing with the files of an earlier run. Downloaded bytes are kept if it is cancelled or fails
    /// with an IOException, and removed if they are wrong (InvalidDataException).
    /// </summary>
    public async Task<ImageSet> RunAsync(IProgress<DownloadProgress> progress, CancellationToken cancellation)
    {
        var made = Prepare();
        var parts = new List<FileStream>();
        try
        {
            foreach (var file in source.Files) parts.Add(OutputFile.OpenAlone(Path.Combine(Workshop, $"{file.Name}.part"), ExpectedPart));

            // The handler itself uses the proxies of the environment (HTTPS_PROXY and others) or of the system.
            var handler = new SocketsHttpHandler { MaxAutomaticRedirections = Redirections, ConnectTimeout = timeout };
            using (var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan })
            {
                var download = new FileDownload(client, timeout, progress);
                foreach (var (file, part) in source.Files.Zip(parts)) await FetchAsync(download, file, part, progress, cancellation);
            }

            await UnpackAsync(parts, progress, cancellation);
            foreach (var part in parts) part.Dispose(); // some systems do not delete open files
            if (Directory.Exists(Target)) Directory.Delete(Target); // empty, see Existing
            string unpacked = Path.Combine(Workshop, Unfinished, source.Set.FolderName);
            Flush(unpacked);
            Directory.Move(unpacked, Target);
            Disk.FlushFolder(folder);
            Directory.Delete(Workshop, recursive: true);
            return source.Set.Read(Target);
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
            bool isOurs = parts.Count == source.Files.Count && IsBegun;
            if (isOurs && parts.All(part => new FileInfo(part.Name).Length == 0)) parts.ForEach(part => OutputFile.TryDelete(part.Name)); // nothing to keep
            OutputFolder.RemoveEmpty([Workshop, .. made]);
        }
    }

    private void Flush(string unpacked)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(unpacked, "*", SearchOption.AllDirectories))
            {
                using var stream = new FileStream(file, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read); // an archive may have files that are only to be read
                Disk.Flush(stream);
            }

            Disk.FlushFolder(unpacked);
        }
        catch (IOException e)
        {
            throw new IOException($"{Target}: the files cannot be written to the disk ({e.Message}). What was downloaded is kept in {Workshop}.", e);
        }
    }

    /// <summary>Returns the new folders, the innermost first.</summary>
    private IReadOnlyList<string> Prepare()
    {
        try
        {
            return OutputFolder.Create(Workshop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--to {folder}: expected a folder that can be written to ({e.Message}).", e);
        }
    }

    /// <summary>A file that is wrong, and of which a part was there before, is downloaded once more from its beginning.</summary>
    private async Task FetchAsync(FileDownload download, SourceFile file, FileStream part, IProgress<DownloadProgress> progress, CancellationToken cancellation)
    {
        if (part.Length > 0 && Mistake(file, part) is null) return; // complete: an earlier run ended after the last byte
        try
        {
            var (address, isResumed) = await download.RunAsync(file, part, cancellation);
            string? mistake = Mistake(file, part);
            if (mistake is not null && isResumed)
            {
                part.SetLength(0);
                progress.Report(new(file.Name, 0, file.Length, $"{file.Name}: beginning anew: with what was there already, {mistake}."));
                (address, _) = await download.RunAsync(file, part, cancellation);
                mistake = Mistake(file, part);
            }

            if (mistake is null) return;
            part.SetLength(0);
            throw new InvalidDataException($"{address}: {mistake}. What came was removed; the same command begins anew.");
        }
        catch (NoFileException e)
        {
            throw new IOException(
                $"{e.Message} Check the connection or the proxy (HTTPS_PROXY), name another address with --url, "
                + $"or put the files of {source.Set.Title} into {Target} by hand.", e);
        }
    }

    private static string? Mistake(SourceFile file, FileStream part)
    {
        if (file.Length is { } length && part.Length != length)
            return string.Create(CultureInfo.InvariantCulture, $"there are {part.Length:N0} bytes; expected {length:N0}");

        part.Position = 0;
        string found = Convert.ToHexStringLower(SHA256.HashData(part));
        return found == file.Sha256 ? null : $"the SHA-256 sum is {found}; expected {file.Sha256}";
    }

    private async Task UnpackAsync(List<FileStream> parts, IProgress<DownloadProgress> progress, CancellationToken cancellation)
    {
        string unfinished = Path.Combine(Workshop, Unfinished), inner = Path.Combine(unfinished, source.Set.FolderName);
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        long total = parts.Sum(part => part.Length);
        progress.Report(new(source.Set.FolderName, total, total, $"{source.Set.FolderName}: unpacking and reading."));
        try
        {
            Directory.CreateDirectory(source.IsArchive ? unfinished : inner);
            foreach (var (file, part) in source.Files.Zip(parts))
            {
                part.Position = 0;
                if (source.IsArchive)
                {
                    await ExtractAsync(part, unfinished, cancellation);
                }
                else
                {
                    using var target = new FileStream(Path.Combine(inner, file.Name), FileMode.CreateNew);
                    await part.CopyToAsync(target, cancellation);
                }
            }

            if (!Directory.Exists(inner))
            {
                string mistake = ForeignData.Explain(unfinished)
                    ?? $"the archive does not contain the folder '{source.Set.FolderName}'; expected {source.Set.Title}.";
                throw new InvalidDataException($"{source.Files[0].Name}: {mistake}");
            }

            source.Set.Read(inner); // throws if it is not a data set
        }
        catch (Exception e)
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
            if (e is not (InvalidDataException or FileNotFoundException)) throw;
            foreach (var part in parts) part.SetLength(0); // the checksum was right: another attempt would end in the same way
            throw new InvalidDataException($"{e.Message} What came was removed.", e);
        }
    }

    /// <summary>Extracts an archive; .NET refuses entries that lead out of the folder.</summary>
    private static async Task ExtractAsync(FileStream part, string folder, CancellationToken cancellation)
    {
        try
        {
            await using var content = new GZipStream(part, CompressionMode.Decompress, leaveOpen: true);
            await TarFile.ExtractToDirectoryAsync(content, folder, overwriteFiles: false, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or FormatException or UnauthorizedAccessException or IOException { HResult: Exists or NotAFolder or ExistsOnWindows })
        {
            string archive = Path.GetFileNameWithoutExtension(part.Name), reason = e.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new InvalidDataException($"{archive}: the archive cannot be unpacked ({reason}); expected tar, compressed with gzip.", e);
        }
    }
}

/// <summary>The progress of a download: bytes of a file so far and in all, if the length is known, or a message for the user.</summary>
internal readonly record struct DownloadProgress(string File, long Done, long? Total, string? Message = null);
