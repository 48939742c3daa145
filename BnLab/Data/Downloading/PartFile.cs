using System.Security.Cryptography;
using System.Text;

namespace BnLab.Data.Downloading;

/// <summary>
/// A file while it is downloaded, and beside it a note of where its first bytes come from. Whatever ends a run, the next one goes
/// on with what is there.
/// </summary>
internal sealed class PartFile : IDisposable
{
    private readonly string _notePath;

    private PartFile(string path, FileStream content)
    {
        (Path, Content, _notePath) = (path, content, $"{path}.source");
        if (!ReadNote()) Content.SetLength(0);
        Content.Position = Content.Length;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What is there.</summary>
    public FileStream Content { get; }

    /// <summary>Number of bytes that are there.</summary>
    public long Length => Content.Length;

    /// <summary>The address that the first of them come from.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the server called this version of the file (an entity tag or a date); empty if it said nothing of use.</summary>
    public string Version { get; private set; } = "";

    /// <summary>How many bytes there will be, if the server said so.</summary>
    public long? Total { get; private set; }

    /// <summary>Opens a part, or an empty one if there is none or if it is not known where it comes from.</summary>
    /// <param name="path">Where it is; its folder is there.</param>
    /// <exception cref="IOException">It cannot be written to, or another run is writing it.</exception>
    public static PartFile Open(string path)
    {
        try
        {
            // Unbuffered: what is counted as there is there, even if the process is killed.
            return new(path, new(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected a file that can be written to and that no other download is writing ({e.Message}).", e);
        }
    }

    /// <summary>Begins from nothing.</summary>
    /// <param name="address">Where the bytes will come from.</param>
    /// <param name="version">What the server calls this version of the file.</param>
    /// <param name="total">How many there will be.</param>
    public void Begin(string address, string version, long? total)
    {
        Content.SetLength(0); // first: a note is never beside bytes of another origin
        Content.Position = 0;
        (Address, Version, Total) = (address, version, total);
        string written = $"{_notePath}.new";
        File.WriteAllText(written, string.Create(CultureInfo.InvariantCulture, $"{address}\n{version}\n{total}\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(written, _notePath, overwrite: true);
    }

    /// <summary>Takes away what is there.</summary>
    public void Clear()
    {
        Content.SetLength(0);
        Content.Position = 0;
    }

    /// <summary>The checksum of what is there.</summary>
    /// <returns>64 hexadecimal digits in small letters.</returns>
    public string Sha256(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        Content.Position = 0;
        for (int count; (count = Content.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();

    private bool ReadNote()
    {
        if (!File.Exists(_notePath) || File.ReadAllText(_notePath).Split('\n') is not [string address, string version, string total, ""]) return false;
        (Address, Version) = (address, version);
        Total = long.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;
        return true;
    }
}
