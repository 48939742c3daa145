using static BnLab.Runs.NetFormat;

namespace BnLab.Runs;

/// <summary>
/// An interrupted training as bytes: an equal training that reads them ends in the same bits. After the head come the net's
/// parameters and running statistics, the best parameters, and the memory of the update rule.
/// </summary>
internal static class CheckpointFile
{
    public static void Write<T>(Stream target, RunKey run, string net, SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (progress, random) = (state.Progress, state.Random.State);
        var (order, orderDone) = state.Batches.State;
        var head = new CheckpointHead(
            run, net, ElementsOf<T>(), progress.Losses[..progress.Done], progress.Epochs, progress.LearningRate, progress.BestValidation,
            state.Rule.Steps, order, orderDone, [.. random.Words], random.Used, random.SpareNormal);
        NetFormat.Write(target, FileKind.Checkpoint, head, RunsJson.Default.CheckpointHead, Matrices(state));
    }

    /// <summary>Restores a training that has not begun; returns how many iterations are done.</summary>
    public static int Read<T>(Stream source, RunKey run, string net, SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (head, progress, samples) = (ReadHead(source, run), state.Progress, state.Batches.Samples);
        Require(head.Net == net, $"the net '{net}', but this is '{SanitizedText.Of(head.Net)}'");
        RequireElements<T>(head.Elements);
        Require(head.Losses.Length <= progress.Losses.Length, $"at most {progress.Losses.Length} iterations, but {head.Losses.Length} are done");
        Require(head.Steps >= 0 && head.Steps <= progress.Losses.Length, $"at most {progress.Losses.Length} steps, but there are {head.Steps}");
        Require(
            (head.Order.Length == 0 || head.Order.Length == samples) && head.OrderDone >= 0 && head.OrderDone <= head.Order.Length
            && head.Order.All(sample => sample >= 0 && sample < samples), $"an order of none or all of {samples} samples");
        Require(
            head.RandomWords.Length == NumpyRandomState.WordCount && head.RandomUsed is >= 0 and <= NumpyRandomState.WordCount,
            $"{NumpyRandomState.WordCount} words of random numbers");
        ReadMatrices(source, [.. Matrices(state)]);

        head.Losses.CopyTo(progress.Losses, 0);
        progress.Done = head.Losses.Length;
        progress.Epochs.Clear();
        progress.Epochs.AddRange(head.Epochs);
        (progress.LearningRate, progress.BestValidation, state.Rule.Steps) = (head.LearningRate, head.BestValidation, head.Steps);
        state.Batches.State = (head.Order, head.OrderDone);
        state.Random.State = new(head.RandomWords, head.RandomUsed, head.SpareNormal);
        return progress.Done;
    }

    /// <summary>Refuses a damaged file and one of another run.</summary>
    public static CheckpointHead ReadHead(Stream source, RunKey run)
    {
        var head = NetFormat.ReadHead(source, FileKind.Checkpoint, RunsJson.Default.CheckpointHead);
        Require(head.Run.IsPossible, "the checkpoint of a possible run");
        return head.Run.Difference(run) is var (theirs, ours)
            ? throw new InvalidDataException($"expected the checkpoint of a run with {ours}, but this one is of a run with {theirs}")
            : head;
    }

    private static IEnumerable<Matrix<T>> Matrices<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MatricesOf(state.Net).Concat(state.Rule.Memory.Prepend(state.Best).SelectMany(state.Net.Parameters.Places));
}

/// <param name="Elements">The type and byte order of its numbers.</param>
/// <param name="Losses">The loss of each iteration so far.</param>
/// <param name="Steps">Steps of the update rule, where it depends on them.</param>
/// <param name="Order">The order of the samples; empty where they are drawn.</param>
/// <param name="OrderDone">How many samples of it are done.</param>
/// <param name="RandomWords">The 624 words of MT19937.</param>
/// <param name="RandomUsed">How many of them are used up.</param>
/// <param name="SpareNormal">The second value of the last pair of normal draws, if it is not used yet.</param>
internal sealed record CheckpointHead(
    RunKey Run, string Net, string Elements, double[] Losses, IReadOnlyList<EpochAccuracy> Epochs, double LearningRate, double BestValidation,
    int Steps, int[] Order, int OrderDone, uint[] RandomWords, int RandomUsed, double? SpareNormal);
