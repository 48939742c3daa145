using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Runs;

/// <summary>A training that was interrupted, as bytes: whoever reads them into an equal training goes on to the same end, bit by bit.</summary>
internal static class CheckpointFile
{
    /// <summary>Writes a training.</summary>
    public static void Write<T>(Stream target, RunKey run, NetDescription description, FullyConnectedNet<T> net, SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FileFormat.Write<T>(target, FileKind.Checkpoint, writer =>
        {
            RunKeySection.Write(writer, run);
            NetSection.Write(writer, description, net);
            TrainingSection.Write(writer, state);
        });

    /// <summary>Makes sure that a file is whole and belongs to a run.</summary>
    public static void Check(Stream source, RunKey run) => Open(source, run);

    /// <summary>Brings a training to where the file's stood.</summary>
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
        if (RunKeySection.Read(reader).Difference(run) is var (theirs, ours))
            throw new InvalidDataException($"expected the checkpoint of a run with {ours}, but this one is of a run with {theirs}");
        return (reader, isDouble);
    }
}
