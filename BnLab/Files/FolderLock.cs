namespace BnLab.Files;

/// <summary>
/// Lets one run at a time publish files in a folder: else the manifest of one run could end beside the figures of another. It is a
/// file that the system keeps locked while the process lives, so it holds between containers and on shared disks.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int Blocked = 11, BlockedOnMac = 35, BlockedOnWindows = unchecked((int)0x80070020); // EAGAIN; ERROR_SHARING_VIOLATION

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
                if (File.Exists(path)) return;
                _lock.Dispose(); // the run before took it away before this one had it
            }
            catch (IOException e) when (e.InnerException is IOException { HResult: Blocked or BlockedOnMac or BlockedOnWindows })
            {
                if (attempt == 50) tell($"waiting until another run has written its files to {folder}.");
                Thread.Sleep(Pause);
            }
        }
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) OutputFile.TryDelete(_lock.Name); // before it is free, or another run's could be deleted
        _lock.Dispose();
        if (OperatingSystem.IsWindows()) OutputFile.TryDelete(_lock.Name); // not while it is open
    }
}
