using System.Security.Cryptography;

namespace BnLab.Files;

/// <summary>
/// Lets one run at a time publish files in a folder: else the manifest of one run could end beside the figures of another. It is a
/// file that the system keeps locked while the process lives, so it holds between containers and on shared disks.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _lock;

    /// <summary>Waits until no other process holds it.</summary>
    /// <param name="tell">Receives a sentence if it has to wait for a second.</param>
    public FolderLock(string folder, Action<string> tell)
    {
        string path = Path.Combine(folder, ".bnlab.lock");
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _lock = OutputFile.OpenAlone(path, "a file that can be locked");
                if (IsUnderItsName()) return;
                _lock.Dispose(); // the run before took it away, and another has made a new one
            }
            catch (IOException e) when (e.InnerException is FileNotFoundException || (e.InnerException is IOException inner && OutputFile.IsBlocked(inner)))
            {
                if (attempt == 50) tell($"waiting until another run has written its files to {folder}.");
                Thread.Sleep(Pause);
            }
        }
    }

    public void Dispose() => OutputFile.DeleteAlone(_lock);

    /// <summary>Whether the locked file is the one that has the name: it gets a random length, which the file of that name then has.</summary>
    private bool IsUnderItsName()
    {
        int length = RandomNumberGenerator.GetInt32(1, 1 << 16);
        _lock.SetLength(length);
        return new FileInfo(_lock.Name) is { Exists: true } named && named.Length == length;
    }
}
