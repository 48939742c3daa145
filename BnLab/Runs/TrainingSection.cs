using BnLab.Training;
namespace BnLab.Runs;

/// <summary>
/// The state of a training in a file, beside its net: position, history, best parameters, what the update rule remembers,
/// the generator.
/// </summary>
internal static class TrainingSection
{
    private const int BytesOfEpoch = sizeof(int) + (2 * sizeof(double));

    public static void Write<T>(FormatWriter writer, SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var progress = state.Progress;
        writer.Whole(progress.Losses.Length);
        writer.Whole(progress.Done);
        writer.Number(progress.LearningRate);
        writer.Number(progress.BestValidation);
        writer.Elements<double>(progress.Losses.AsSpan(0, progress.Done));
        writer.Whole(progress.Epochs.Count);
        foreach (var epoch in progress.Epochs)
        {
            writer.Whole(epoch.Epoch);
            writer.Number(epoch.Train);
            writer.Number(epoch.Validation);
        }

        NetSection.WriteParameters(writer, state.Net, state.Best);
        writer.Whole(state.Rule.Steps);
        writer.Whole(state.Rule.Memory.Count);
        foreach (var memory in state.Rule.Memory) NetSection.WriteParameters(writer, state.Net, memory);
        var (order, behind) = state.Batches.State;
        writer.Whole(order.Length);
        writer.Elements<int>(order);
        writer.Whole(behind);
        Write(writer, state.Random.State);
    }

    /// <summary>Reads a training's state into a training that has not begun.</summary>
    public static void Read<T>(FormatReader reader, SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var progress = state.Progress;
        int iterations = progress.Losses.Length;
        reader.Whole("iterations", iterations, iterations);
        progress.Done = reader.Whole("iterations done", 0, iterations);
        progress.LearningRate = reader.Number();
        progress.BestValidation = reader.Number();
        reader.Elements(progress.Losses.AsSpan(0, progress.Done));
        progress.Epochs.Clear();
        progress.Epochs.AddRange(reader.List(BytesOfEpoch, () => new EpochAccuracy(reader.Whole("epoch", 0), reader.Number(), reader.Number())));
        NetSection.ReadParameters(reader, state.Net, state.Best);
        state.Rule.Steps = reader.Whole("steps", 0, iterations);
        reader.Whole("parts of an update rule's memory", state.Rule.Memory.Count, state.Rule.Memory.Count);
        foreach (var memory in state.Rule.Memory) NetSection.ReadParameters(reader, state.Net, memory);
        state.Batches.State = ReadOrder(reader, state.Batches.Samples);
        state.Random.State = ReadRandom(reader);
    }

    private static (int[] Order, int Behind) ReadOrder(FormatReader reader, int samples)
    {
        int count = reader.Whole("samples in order", 0, samples);
        if (count != 0 && count != samples) throw new InvalidDataException($"expected an order of none or all of {samples} samples, but it has {count}");
        reader.Require(count, sizeof(int));
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = reader.Whole("a sample's number", 0, samples - 1);
        return (order, reader.Whole("samples behind", 0, count));
    }

    private static void Write(FormatWriter writer, NumpyRandomState random)
    {
        writer.Elements<uint>([.. random.Words]);
        writer.Whole(random.Used);
        writer.Truth(random.SpareNormal is not null);
        writer.Number(random.SpareNormal ?? 0.0);
    }

    private static NumpyRandomState ReadRandom(FormatReader reader)
    {
        uint[] words = new uint[NumpyRandomState.WordCount];
        reader.Elements(words.AsSpan());
        int used = reader.Whole("words used", 0, NumpyRandomState.WordCount);
        bool hasSpare = reader.Truth("a spare normal draw");
        double spare = reader.Number();
        return new(words, used, hasSpare ? spare : null);
    }
}
