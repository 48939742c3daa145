using BnLab.Nets;

namespace BnLab.Training.Checkpoints;

/// <summary>A training that was interrupted, as bytes: whoever reads them into an equal training goes on to the same end, bit by bit.</summary>
internal static class CheckpointFile
{
    /// <summary>Writes a training.</summary>
    /// <param name="target">Left open.</param>
    /// <param name="run">What it belongs to.</param>
    /// <param name="description">Its net.</param>
    /// <param name="net">The net itself, without dropout: the generator of masks is not part of the state.</param>
    /// <param name="state">Where the training stands.</param>
    public static void Write<T>(Stream target, RunKey run, NetDescription description, FullyConnectedNet<T> net, SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FileFormat.Write<T>(target, FileKind.Checkpoint, writer =>
        {
            RunSection.Write(writer, run);
            NetSection.Write(writer, description, net);
            TrainingSection.Write(writer, state);
        });

    /// <summary>Makes sure that a file is whole and belongs to a run.</summary>
    /// <param name="source">The file; it can seek.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="InvalidDataException">It is damaged, or something else, or belongs to a run with other options.</exception>
    public static void Check(Stream source, RunKey run) => Open(source, run);

    /// <summary>Brings a training to where the file's stood.</summary>
    /// <param name="source">The file; it can seek.</param>
    /// <param name="run">The run that it has to belong to.</param>
    /// <param name="net">Which net of the run.</param>
    /// <param name="state">A training that has not begun, of that net.</param>
    /// <exception cref="InvalidDataException">The file is not what is expected.</exception>
    public static void Read<T>(Stream source, RunKey run, string net, SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (reader, isDouble) = Open(source, run);
        if (isDouble != (typeof(T) == typeof(double))) throw new InvalidDataException($"expected numbers of {typeof(T).Name}");
        var (description, design) = NetSection.ReadDesign<T>(reader);
        if (description.Name != net) throw new InvalidDataException($"expected the net '{net}', but this is '{SanitizedText.Of(description.Name)}'");
        if (!new FullyConnectedNet<T>(design).Parameters.All.Select(p => p.Shape).SequenceEqual(state.Net.Parameters.All.Select(p => p.Shape)))
            throw new InvalidDataException("expected a net of other layers");
        NetSection.ReadNumbers(reader, state.Net);
        TrainingSection.Read(reader, state);
        if (!reader.IsAtEnd) throw new InvalidDataException("expected nothing more behind the training");
    }

    private static (FormatReader Reader, bool IsDouble) Open(Stream source, RunKey run)
    {
        var (reader, isDouble) = FileFormat.Open(source, FileKind.Checkpoint);
        if (RunSection.Read(reader).Difference(run) is var (theirs, ours))
            throw new InvalidDataException($"expected the checkpoint of a run with {ours}, but this one is of a run with {theirs}");
        return (reader, isDouble);
    }
}
