using BnLab.Runs;
namespace BnLab.Experiments;

/// <summary>Whether and where trainings leave checkpoints, and whether they go on from those of an earlier run.</summary>
/// <param name="Folder">Where the checkpoints are; it exists.</param>
/// <param name="Every">Epochs from one checkpoint to the next; with 0 there is one only where a training is interrupted.</param>
/// <param name="Resume">Whether to go on from the checkpoints in the folder; if not, they are put aside.</param>
/// <param name="Run">What the checkpoints belong to.</param>
/// <param name="Tell">Told in a sentence what was found.</param>
internal sealed record CheckpointOptions(string Folder, int Every, bool Resume, RunKey Run, Action<string> Tell)
{
    /// <summary>Refuses what cannot be run.</summary>
    public static void Validate(int every)
    {
        if (every < 0) throw new OptionException("--checkpoint-every", every, "a number of epochs, or 0 for no checkpoints");
    }
}
