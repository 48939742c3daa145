namespace BnLab.Tests.Training;

public sealed class ParallelTrainingsTests
{
    [Fact]
    public void A_log_that_fails_ends_the_run_with_its_own_exception_whatever_held_its_lines_back()
    {
        using var second = new ManualResetEventSlim();
        Func<IProgress<TrainingLine>, CancellationToken, string>[] trainings =
        [
            (_, _) =>
            {
                second.Wait(CancellationToken.None);
                return "first";
            },
            (log, _) =>
            {
                log.Report(new HeadingLine("net", "waits until the first training has ended"));
                second.Set();
                return "second";
            },
        ];
        Assert.Throws<IOException>(() => ParallelTrainings.Run(trainings, 2, new Told<TrainingLine>(_ => throw new IOException("no space left")), CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Lines_and_histories_come_in_the_order_of_the_trainings(int workers)
    {
        var lines = new List<TrainingLine>();
        var trainings = Enumerable.Range(0, 5).Select(i => Training($"net{i}", delay: 20 * (4 - i))).ToList();
        var histories = ParallelTrainings.Run(trainings, workers, new Told<TrainingLine>(lines.Add), CancellationToken.None);
        Assert.Equal(["net0", "net1", "net2", "net3", "net4"], histories.Select(h => h!.Net));
        Assert.Equal(Enumerable.Range(0, 15).Select(i => $"net{i / 3}"), lines.Select(l => l.Net));
    }

    [Fact]
    public void What_was_finished_before_an_interruption_is_kept()
    {
        using var source = new CancellationTokenSource();
        var histories = ParallelTrainings.Run(
            [
                Training("first", 0),
                (_, cancellation) =>
                {
                    source.Cancel();
                    cancellation.ThrowIfCancellationRequested();
                    throw new InvalidOperationException("not reached");
                },
                Training("third", 0),
            ],
            workers: 1, log: null, source.Token);
        Assert.Equal("first", histories[0]!.Net);
        Assert.Null(Assert.Single(histories.Skip(1))); // the third was not begun
    }

    [Fact]
    public void Trainings_are_asked_for_only_when_a_worker_is_free()
    {
        int asked = 0, ended = 0, ahead = 0;
        IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, History>> Queue()
        {
            for (int i = 0; i < 20; i++)
            {
                asked++;
                ahead = int.Max(ahead, asked - Volatile.Read(ref ended));
                yield return (_, _) =>
                {
                    Interlocked.Increment(ref ended);
                    return new History($"net{asked}", 231, [1], []);
                };
            }
        }

        Assert.Equal(20, ParallelTrainings.Run(Queue(), workers: 3, log: null, CancellationToken.None).Count);
        Assert.InRange(ahead, 1, 3);
    }

    private static Func<IProgress<TrainingLine>, CancellationToken, History> Training(string net, int delay) => (log, _) =>
    {
        for (int i = 1; i <= 3; i++)
        {
            log.Report(new IterationLine(net, i, 3, 1));
            Thread.Sleep(delay);
        }

        return new History(net, 231, [1], []);
    };
}
