using BnLab.Data;
using BnLab.Nets;
using BnLab.Runs;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// Keeps the nets of a run: the trained ones, to be used, and on the way there their checkpoints, where they are wanted.
/// </summary>
internal sealed class NetStore : IDisposable
{
    private readonly CheckpointOptions? _options;
    private readonly CheckpointFolder? _folder;
    private readonly Dictionary<string, Attachment> _trained = new(StringComparer.Ordinal);
    private readonly Lazy<double[]> _mean;
    private readonly Func<string, NetDescription> _describe;
    private readonly Lock _lock = new();

    /// <summary>A keeper that has checked the checkpoints of an earlier run, or put them aside.</summary>
    public NetStore(TrainingSettings settings, ImageSet images, IReadOnlyList<string> nets, CheckpointOptions? options)
    {
        var split = settings.SplitOf(images);
        _mean = new(() => Preprocessing.MeanImage(images, split.Train));
        _describe = name => new(name, images.Shape, images.ClassNames, split, settings.NumTrain, MeanImage);
        if (options is null) return;
        (_options, _folder) = (options, new(options.Folder, options.Run));
        try
        {
            Begin(options, _folder, nets);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>The mean image of the training split, which goes into the nets' files: computed once, when it is first asked for.</summary>
    public double[] MeanImage => _mean.Value;

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    /// <summary>The trained nets as files.</summary>
    public IReadOnlyList<Attachment> Trained(IEnumerable<string> nets)
    {
        lock (_lock) return [.. nets.Where(_trained.ContainsKey).Select(net => _trained[net])];
    }

    /// <summary>The checkpoints that are there.</summary>
    public IReadOnlyList<string> Checkpoints(IEnumerable<string> nets) =>
        _folder is null ? [] : [.. nets.Where(_folder.Has).Select(_folder.PathOf)];

    /// <summary>Trains a net, from its checkpoint if there is one to go on from.</summary>
    public History Train<T>(string name, FullyConnectedNet<T> net, Solver<T> solver, Func<History> train)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var history = _folder is null ? train() : WithCheckpoints(name, net, solver, train);
        var trained = new Attachment($"train.{name}.net", stream => NetFile.Write(stream, _describe(name), net));
        lock (_lock) _trained.Add(name, trained);
        return history;
    }

    private History WithCheckpoints<T>(string name, FullyConnectedNet<T> net, Solver<T> solver, Func<History> train)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (folder, options, state) = (_folder!, _options!, solver.State);
        if (options.Resume && folder.Has(name))
        {
            folder.Read(name, stream => CheckpointFile.Read(stream, options.Run, name, state));
            lock (_lock) options.Tell($"{folder.PathOf(name)}: {state.Progress.Done} of {state.Progress.Losses.Length} iterations are done; going on with the next.");
        }

        int last = state.Progress.Done;
        solver.EpochEnded = () =>
        {
            int epochs = state.Progress.Epochs[^1].Epoch;
            bool isLast = state.Progress.Done == state.Progress.Losses.Length;
            if (isLast || (options.Every > 0 && epochs % options.Every == 0)) Write();
        };
        try
        {
            return train();
        }
        catch (OperationCanceledException)
        {
            if (state.Progress.Done > last) Write();
            throw;
        }

        void Write()
        {
            folder.Write(name, stream => CheckpointFile.Write(stream, options.Run, _describe(name), net, state));
            last = state.Progress.Done;
        }
    }

    private static void Begin(CheckpointOptions options, CheckpointFolder folder, IReadOnlyList<string> nets)
    {
        foreach (string net in nets)
        {
            if (!options.Resume)
            {
                if (folder.PutAside(net) is { } aside) options.Tell($"beginning anew; an earlier checkpoint is now {aside}. (To go on from it, give it its name back and use --resume.)");
            }
            else if (folder.Has(net))
            {
                folder.Read(net, stream => CheckpointFile.Check(stream, options.Run));
            }
            else
            {
                options.Tell($"no checkpoint {folder.PathOf(net)}: beginning with the first iteration.");
            }
        }
    }
}
