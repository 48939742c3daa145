using System.Security.Cryptography;
using System.Text;

namespace BnLab.Files;

/// <summary>
/// The turn to give files their names in a folder: one run at a time, or the folder could end with the manifest of one run
/// and the figures of another. It ends with the process, however that ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly Mutex? _turn;

    /// <summary>Waits until no other process of this user has its turn.</summary>
    public FolderLock(string folder)
    {
        byte[] name = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder)));
        try
        {
            _turn = Wait($"bnlab-{Convert.ToHexString(name)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system has no place for its mark (no folder of temporary files): to lose the results would be worse.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn?.ReleaseMutex();
        _turn?.Dispose();
    }

    private static Mutex Wait(string name)
    {
        var turn = new Mutex(initiallyOwned: false, name, new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Another run was killed in its turn; now it is this one's.
        }

        return turn;
    }
}
