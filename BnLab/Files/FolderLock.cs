using System.Security.Cryptography;
using System.Text;

namespace BnLab.Files;

/// <summary>
/// Lets one run at a time publish files in a folder: else the manifest of one run could end beside the figures of another.
/// It is released when the process ends, however that ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly Mutex? _turn;

    /// <summary>Waits until no other process of this user holds it.</summary>
    public FolderLock(string folder)
    {
        byte[] name = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder)));
        try
        {
            _turn = Wait($"bnlab-{Convert.ToHexString(name)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system cannot make the mutex (there is no folder of temporary files): to lose the results would be worse.
        }
    }

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
            // A run was killed while it held the mutex, which this one now holds.
        }

        return turn;
    }
}
