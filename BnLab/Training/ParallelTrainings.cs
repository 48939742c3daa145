using System.Runtime.ExceptionServices;

namespace BnLab.Training;

/// <summary>Runs independent trainings on several workers; what they report comes out in the order of the trainings.</summary>
public static class ParallelTrainings
{
    /// <summary>Runs all trainings.</summary>
    /// <typeparam name="TResult">What a training gives back: its <see cref="History"/>, or more.</typeparam>
    /// <param name="trainings">
    /// A free worker takes the next one; they are asked for one at a time and only when a worker is free, so a sequence
    /// that builds its nets as it goes has no more of them than there are workers. The trainings share nothing that changes.
    /// </param>
    /// <param name="workers">Trainings at the same time, 1 or more.</param>
    /// <param name="log">Receives the lines of the first training as they come, of later ones after those before.</param>
    /// <param name="cancellation">Ends trainings under way and starts no more.</param>
    /// <returns>
    /// The results of the trainings that were begun, in their order; null for those that were not finished. All trainings
    /// were begun if none was interrupted.
    /// </returns>
    public static IReadOnlyList<TResult?> Run<TResult>(
        IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, TResult>> trainings,
        int workers, IProgress<TrainingLine>? log, CancellationToken cancellation)
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(trainings);
        using var queue = trainings.GetEnumerator();
        var queueLock = new Lock();
        var results = new List<TResult?>();
        var order = new OrderedLog(log);
        Exception? failure = null;
        Task[] running = [.. Enumerable.Range(1, workers).Select(_ => Task.Run(Work, CancellationToken.None))];
        Task.WaitAll(running, CancellationToken.None);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return results;

        void Work()
        {
            try
            {
                while (!cancellation.IsCancellationRequested && Volatile.Read(ref failure) is null && TrainNext())
                {
                    GC.Collect(); // or the nets of forty trainings stay in memory, as nothing else makes the collector run
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null); // the first failure is reported
            }
        }

        bool TrainNext()
        {
            Func<IProgress<TrainingLine>, CancellationToken, TResult> training;
            int i;
            lock (queueLock)
            {
                if (!queue.MoveNext()) return false;
                training = queue.Current;
                i = results.Count;
                results.Add(null);
                order.Begin();
            }

            try
            {
                var result = training(order.Of(i), cancellation);
                lock (queueLock) results[i] = result;
            }
            catch (OperationCanceledException)
            {
                // Interrupted: this training has no result; those that were finished keep theirs.
            }
            finally
            {
                order.Finish(i);
            }

            return true;
        }
    }

    /// <summary>Holds back the lines of a training until all trainings before it have ended.</summary>
    private sealed class OrderedLog(IProgress<TrainingLine>? log)
    {
        private readonly List<(List<TrainingLine> Waiting, bool HasEnded)> _trainings = [];
        private readonly Lock _lock = new();
        private int _current;

        public IProgress<TrainingLine> Of(int training) => new Part(this, training);

        public void Begin()
        {
            lock (_lock) _trainings.Add(([], false));
        }

        public void Finish(int training)
        {
            lock (_lock)
            {
                _trainings[training] = (_trainings[training].Waiting, true);
                while (_current < _trainings.Count && _trainings[_current].HasEnded)
                {
                    _current++;
                    if (_current == _trainings.Count) break;
                    foreach (var line in _trainings[_current].Waiting) log?.Report(line);
                    _trainings[_current].Waiting.Clear();
                }
            }
        }

        private void Report(int training, TrainingLine line)
        {
            lock (_lock)
            {
                if (training == _current) log?.Report(line);
                else _trainings[training].Waiting.Add(line);
            }
        }

        private sealed class Part(OrderedLog whole, int training) : IProgress<TrainingLine>
        {
            public void Report(TrainingLine value) => whole.Report(training, value);
        }
    }
}
