using System.Runtime.InteropServices;

namespace BnLab.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks the command to end, and ends the process if it has not within a second: files that are
/// being written are waited for. The second ends it at once. What is on the disk is whole at any moment.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.9), Pause = TimeSpan.FromMilliseconds(20), LongestWrite = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWord = TimeSpan.FromMilliseconds(100); // a full pipe that nobody reads would take for ever

    private readonly CancellationTokenSource _source = new();
    private readonly TextWriter _error;
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    public Interruption(TextWriter error)
    {
        _error = error;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true; // the system's own end would be without a word
        if (Interlocked.Increment(ref _signals) > 1) End();
        new Thread(EndAfterGrace) { IsBackground = true }.Start(); // the process does not wait for this one
        _source.Cancel(); // here, as the pool may be busy with trainings
    }

    private void EndAfterGrace()
    {
        Thread.Sleep(Grace);
        for (var waited = Grace; OutputFile.IsWriting && waited < LongestWrite; waited += Pause) Thread.Sleep(Pause);
        End();
    }

    private void End()
    {
        var told = new Thread(Tell) { IsBackground = true };
        told.Start();
        told.Join(LongestWord);
        Environment.Exit(ExitCode.Interrupted);
    }

    private void Tell()
    {
        Terminal.ShowCursor();
        Terminal.Tell(_error, "interrupted; what was finished is kept.");
    }
}
