namespace BnLab.Experiments.Sweeps;

/// <summary>Trainings in the order of a notebook, which runs them one after the other: it fixes the random numbers that each draws.</summary>
/// <remarks>They can run in any order and on any machine: each begins with the generator's state at its place in the sequence.</remarks>
internal sealed record TrainingSequence(IReadOnlyList<SeededTrainings> Streams)
{
    /// <summary>The number of a training is its place here.</summary>
    public IReadOnlyList<PlannedTraining> All { get; } = [.. Streams.SelectMany(stream => stream.Groups).SelectMany(group => group)];

    public IEnumerable<PreparedTraining<T>> Queue<T>(
        (Samples<T> Train, Samples<T> Validation) samples, int classes, Func<int, bool> wanted, Samples<T>? heldOut = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = 0; // number of the first training of the stream, then of the group
        foreach (var stream in Streams)
        {
            int next = first + stream.Groups.Sum(group => group.Count);
            int last = Enumerable.Range(first, next - first).LastOrDefault(wanted, -1);
            var random = new NumpyRandom(stream.Seed);
            foreach (var group in stream.Groups)
            {
                if (first > last) break; // nothing draws from this stream any more
                foreach (var training in Group(group, first, random, samples, classes, wanted)) yield return training with { HeldOut = heldOut };
                first += group.Count;
            }

            first = next;
        }
    }

    /// <summary>All nets of a group draw their weights; then one training follows the other.</summary>
    private static IEnumerable<PreparedTraining<T>> Group<T>(
        IReadOnlyList<PlannedTraining> group, int first, NumpyRandom random,
        (Samples<T> Train, Samples<T> Validation) samples, int classes, Func<int, bool> wanted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var nets = new FullyConnectedNet<T>?[group.Count];
        for (int i = 0; i < group.Count; i++)
        {
            var settings = group[i].Settings;
            var design = group[i].Net.Design(samples.Train.Features, classes, settings);
            if (wanted(first + i))
            {
                nets[i] = new FullyConnectedNet<T>(design);
                nets[i]!.Initialize(random, settings.WeightScale);
            }
            else
            {
                random.SkipNormals(design.WeightCount);
            }
        }

        for (int i = 0; i < group.Count; i++)
        {
            var draws = nets[i] is null ? null : random.Clone();
            new Schedule(samples.Train.Count, group[i].Settings.Solver).SkipDraws(random);
            if (draws is null) continue;
            var net = nets[i]!;
            nets[i] = null; // kept by its training alone
            yield return new(first + i, group[i], net, samples, draws);
        }
    }
}

/// <summary>Trainings that draw from one generator.</summary>
/// <param name="Groups">The nets of a group draw all their weights before the first of them is trained.</param>
internal sealed record SeededTrainings(uint Seed, IReadOnlyList<IReadOnlyList<PlannedTraining>> Groups);

/// <param name="Settings">With the seed of its run.</param>
/// <param name="Heading">Precedes its log; empty for none.</param>
internal sealed record PlannedTraining(NetVariant Net, TrainingSettings Settings, string Heading = "", bool IsLogged = false);

/// <param name="Number">Its place in the sequence.</param>
/// <param name="Draws">The generator in the state with which the training begins.</param>
internal sealed record PreparedTraining<T>(
    int Number, PlannedTraining Plan, FullyConnectedNet<T> Net, (Samples<T> Train, Samples<T> Validation) Samples, NumpyRandom Draws)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Solver<T>? _solver;

    public Samples<T>? HeldOut { get; init; }

    public Solver<T> Solver => _solver ??= new(Net, Samples.Train, Samples.Validation, Plan.Settings.Solver, Draws) { HeldOut = HeldOut };

    public History Run(IProgress<TrainingLine> log, CancellationToken stop)
    {
        if (Plan.Heading.Length > 0) log.Report(new HeadingLine(Plan.Net.Name, Plan.Heading));
        return Solver.Train(Plan.Net.Name, Plan.Settings.Seed, Plan.IsLogged ? log : null, stop);
    }
}

/// <summary>A study whose trainings draw their random numbers one after the other, as the notebook's do.</summary>
internal abstract class SequenceStudy(string name, TrainingSettings settings, TrainingSequence trainings) : Study(name, settings.For(trainings.All.Select(training => training.Net)))
{
    public TrainingSequence Trainings { get; } = trainings;

    public override int Count => Trainings.All.Count;

    public override int Streams => Trainings.Streams.Count;

    public override void Validate(ImageSet images)
    {
        foreach (var each in Trainings.All.Select(training => training.Settings).Distinct()) each.Validate(images, Count);
    }

    protected sealed override IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>> Jobs<T>(Func<int, bool> wanted)
    {
        var samples = Preprocessing.KeepBytes<T>(Images, MeanImage, Settings.SplitOf(Images), Settings.NumTrain);
        var (first, count) = Settings.HeldOutOf(Images);
        var heldOut = Preprocessing.BytesOf(Images, new ByteMeans<T>(MeanImage), first, count);
        return Trainings.Queue(samples, Images.ClassNames.Count, wanted, heldOut).Select(training =>
            (Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>)((log, stop) => Run(training, log, stop)));
    }

    protected abstract FinishedTraining Run<T>(PreparedTraining<T> training, IProgress<TrainingLine> log, CancellationToken stop)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
