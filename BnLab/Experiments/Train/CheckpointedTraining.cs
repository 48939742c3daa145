using BnLab.Experiments.Sweeps;

namespace BnLab.Experiments.Train;

/// <summary>A training that writes checkpoints, and resumes from the last one of an interrupted run.</summary>
/// <param name="every">Epochs from one checkpoint to the next; 0 for one at an interruption only.</param>
internal sealed class CheckpointedTraining<T>(PreparedTraining<T> training, CheckpointFolder folder, string name, int every)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public History Run(IProgress<TrainingLine> log, CancellationToken stop)
    {
        var solver = training.Solver;
        var (state, progress) = (solver.State, solver.State.Progress);
        if (folder.Has(name))
        {
            int done = folder.Read(name, stream => CheckpointFile.Read(stream, folder.Key, training.Plan.Net.Name, state));
            folder.Tell(name, done, progress.Losses.Length);
        }

        int last = progress.Done;
        solver.EpochEnded = () =>
        {
            if (every > 0 && progress.Epochs[^1].Epoch % every == 0) Write();
        };
        try
        {
            return training.Run(log, stop);
        }
        catch (OperationCanceledException)
        {
            if (progress.Done > last) Write();
            throw;
        }

        void Write()
        {
            folder.Write(name, stream => CheckpointFile.Write(stream, folder.Key, training.Plan.Net.Name, state));
            last = progress.Done;
        }
    }
}
