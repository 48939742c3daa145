namespace BnLab.Data.Downloading;

/// <summary>
/// Downloads a data set. All that is unfinished lies in a folder of its own beside the place of the set: the set has its name
/// only when it is complete, its checksums are right, and it has been read.
/// </summary>
/// <param name="source">Where the set is.</param>
/// <param name="folder">The folder that gets it, in a folder of its usual name.</param>
/// <param name="patience">How long a server may be silent.</param>
public sealed class SetDownload(SetSource source, string folder, TimeSpan patience)
{
    private const int Redirections = 5;
    private const long LongestSet = 1 << 30; // bytes of all files in an archive; CIFAR-10 has a sixth of it
    private const string Unfinished = "new";

    /// <summary>Where the set will be.</summary>
    public string Target { get; } = Path.Combine(folder, source.Set.FolderName);

    /// <summary>Where it is until it is complete.</summary>
    public string Workshop { get; } = Path.Combine(folder, $"{source.Set.FolderName}.download");

    /// <summary>Whether anything of it is there to go on with.</summary>
    public bool IsBegun => Directory.Exists(Workshop);

    /// <summary>The set, if it is there already.</summary>
    /// <exception cref="InvalidDataException">What is there is no such set.</exception>
    public ImageSet? Existing()
    {
        if (!Path.Exists(Target) || (Directory.Exists(Target) && !Directory.EnumerateFileSystemEntries(Target).Any())) return null;
        try
        {
            var images = source.Set.Read(Target);
            if (Directory.Exists(Workshop)) Directory.Delete(Workshop, recursive: true); // a run was ended when it had only this left to do
            return images;
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            throw new InvalidDataException($"{e.Message} This is in the place of the download: move {Target} away, or choose another with --to.", e);
        }
    }

    /// <summary>Downloads the set, going on with what an earlier run has left.</summary>
    /// <param name="progress">Who is told.</param>
    /// <param name="cancellation">Ends it; what was downloaded is kept.</param>
    /// <returns>The set.</returns>
    /// <exception cref="IOException">It cannot be had or written; what was downloaded is kept.</exception>
    /// <exception cref="InvalidDataException">What came is not what was asked for; it is removed.</exception>
    public async Task<ImageSet> RunAsync(IProgress<DownloadProgress> progress, CancellationToken cancellation)
    {
        var made = Prepare();
        var parts = new List<PartFile>();
        try
        {
            foreach (var file in source.Files) parts.Add(PartFile.Open(Path.Combine(Workshop, $"{file.Name}.part")));
            using (var client = Client())
            {
                var download = new FileDownload(client, patience, progress);
                foreach (var (file, part) in source.Files.Zip(parts)) await FetchAsync(download, file, part, progress, cancellation);
            }

            Unpack(parts, progress, cancellation);
            foreach (var part in parts) part.Dispose(); // or the folder cannot be deleted everywhere
            if (Directory.Exists(Target)) Directory.Delete(Target); // empty, or it would have been a data set
            Directory.Move(Path.Combine(Workshop, Unfinished, source.Set.FolderName), Target);
            Directory.Delete(Workshop, recursive: true);
            return source.Set.Read(Target);
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
            bool isOurs = parts.Count == source.Files.Count && Directory.Exists(Workshop);
            if (isOurs && parts.All(part => new FileInfo(part.Path).Length == 0)) Directory.Delete(Workshop, recursive: true); // nothing to keep
            foreach (string empty in made.Where(path => Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())) Directory.Delete(empty);
        }
    }

    /// <summary>Makes sure that there is a folder to write to.</summary>
    /// <returns>The folders that were made for it, the innermost first.</returns>
    private List<string> Prepare()
    {
        try
        {
            var made = new List<string>();
            for (string? path = Path.GetFullPath(Workshop); path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path)) made.Add(path);
            Directory.CreateDirectory(Workshop);
            return made;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--to {folder}: expected a folder that can be written to ({e.Message}).", e);
        }
    }

    /// <summary>Proxies are those of the environment (HTTPS_PROXY and its like) or of the system: that is the handler's own rule.</summary>
    private HttpClient Client() =>
        new(new SocketsHttpHandler { MaxAutomaticRedirections = Redirections, ConnectTimeout = patience }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Brings a file, and brings it once more from its beginning where what came does not go with what was there.</summary>
    private async Task FetchAsync(FileDownload download, SourceFile file, PartFile part, IProgress<DownloadProgress> progress, CancellationToken cancellation)
    {
        try
        {
            bool isResumed = await download.RunAsync(file, part, cancellation);
            string? mistake = Mistake(file, part, cancellation);
            if (mistake is not null && isResumed)
            {
                part.Clear();
                progress.Report(new(file.Name, 0, file.Length, $"{file.Name}: beginning anew: with what was there already, {mistake}."));
                await download.RunAsync(file, part, cancellation);
                mistake = Mistake(file, part, cancellation);
            }

            if (mistake is null) return;
            part.Clear();
            throw new InvalidDataException($"{part.Address}: {mistake}. What came was removed; the same command begins anew.");
        }
        catch (NoFileException e)
        {
            throw new IOException($"{e.Message} Check the connection or the proxy (HTTPS_PROXY), name another address with --url, or put the files of {source.Set.Title} into {Target} by hand.", e);
        }
    }

    /// <summary>What is wrong with a file that has come; null if nothing is.</summary>
    private static string? Mistake(SourceFile file, PartFile part, CancellationToken cancellation)
    {
        if (file.Length is { } length && part.Length != length) return string.Create(CultureInfo.InvariantCulture, $"there are {part.Length:N0} bytes; expected {length:N0}");
        string found = part.Sha256(cancellation);
        return found == file.Sha256 ? null : $"the SHA-256 sum is {found}; expected {file.Sha256}";
    }

    private void Unpack(List<PartFile> parts, IProgress<DownloadProgress> progress, CancellationToken cancellation)
    {
        string unfinished = Path.Combine(Workshop, Unfinished);
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        string inner = Directory.CreateDirectory(Path.Combine(unfinished, source.Set.FolderName)).FullName;
        progress.Report(new(source.Set.FolderName, parts.Sum(part => part.Length), parts.Sum(part => part.Length), $"{source.Set.FolderName}: unpacking and reading."));
        try
        {
            foreach (var (file, part) in source.Files.Zip(parts))
            {
                part.Content.Position = 0;
                if (source.IsArchive)
                {
                    SetArchive.Unpack(part.Content, part.Address, source.Set.FolderName, unfinished, LongestSet, cancellation);
                }
                else
                {
                    using var target = new FileStream(Path.Combine(inner, file.Name), FileMode.CreateNew);
                    part.Content.CopyTo(target);
                }
            }

            cancellation.ThrowIfCancellationRequested();
            source.Set.Read(inner); // or it is none
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            // The checksum was right, and still this is no data set: there is nothing to go on with.
            foreach (var part in parts) part.Clear();
            Directory.Delete(unfinished, recursive: true);
            throw new InvalidDataException($"{e.Message} What came was removed.", e);
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }
}
