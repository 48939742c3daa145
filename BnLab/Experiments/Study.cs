using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BnLab.Experiments;

/// <summary>Independent trainings, run in parallel, in any order, on any machine, and a report of their results.</summary>
/// <remarks>Results are JSON from the start, so that a report is the same whether a training has just ended or is read from a journal.</remarks>
internal abstract class Study(string name, TrainingSettings settings)
{
    private ImageSet? _images;
    private double[]? _mean;

    public string Name { get; } = name;

    public TrainingSettings Settings { get; } = settings.Checked();

    public abstract int Count { get; }

    /// <summary>Trainings of one stream draw their random numbers one after the other; all streams are equally long.</summary>
    public virtual int Streams => Count;

    public virtual bool NeedsImages => true;

    /// <summary>Whether its log is printed while it runs; otherwise a terminal shows a progress bar.</summary>
    public virtual bool IsLogged => false;

    /// <summary>Where trainings that are interrupted leave checkpoints; null for nowhere.</summary>
    public CheckpointFolder? Checkpoints { get; set; }

    /// <summary>Opens the data set, when it is first needed.</summary>
    public Func<ImageSet> Open { get; set; } = () => throw new InvalidOperationException("A study needs its images.");

    /// <summary>Seconds, for the times in a report.</summary>
    public Func<double> Clock { get; set; } = () => throw new InvalidOperationException("A study needs a clock.");

    protected ImageSet Images => _images ??= Open();

    /// <summary>Of the training split: D values.</summary>
    protected double[] MeanImage => _mean ??= Preprocessing.MeanImage(Images, Settings.SplitOf(Images).Train);

    /// <summary><c>batchnorm at weight scale 0.01</c>.</summary>
    public abstract string Label(int training);

    /// <summary>The name of a training's checkpoint; null where there is none.</summary>
    public virtual string? CheckpointOf(int training) => null;

    /// <exception cref="OptionException">The study cannot be run on this data set.</exception>
    public virtual void Validate(ImageSet images) => Settings.Validate(images, Count);

    /// <param name="results">Of all trainings, in their order.</param>
    public abstract ExperimentResult Report(IReadOnlyList<string> results);

    /// <param name="log">Receives their lines in the order of the trainings.</param>
    /// <param name="finished">Receives each training as it ends, from any worker, one at a time.</param>
    public void Run(Func<int, bool> wanted, IProgress<TrainingLine>? log, Action<FinishedTraining> finished, CancellationToken cancellation)
    {
        var jobs = Settings.DType == DType.Float64 ? Jobs<double>(wanted) : Jobs<float>(wanted);
        var order = new Lock();
        ParallelTrainings.Run(jobs.Select(Reported), Settings.Workers, log, cancellation);

        Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining> Reported(
            Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining> job) => (lines, stop) =>
        {
            var training = job(lines, stop);
            lock (order) finished(training);
            return training;
        };
    }

    public ExperimentResult Run(ImageSet? images = null, IProgress<TrainingLine>? log = null, CancellationToken cancellation = default)
    {
        if (images is not null)
        {
            Validate(images);
            Open = () => images;
        }

        var results = new string[Count];
        Run(_ => true, log, training => results[training.Number] = training.Result, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Report(results);
    }

    /// <summary>Each is made when a worker takes it.</summary>
    protected abstract IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>> Jobs<T>(Func<int, bool> wanted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <param name="Number">Its place among the trainings of its study.</param>
/// <param name="Accuracy">Best validation accuracy, for the progress bar; NaN if it has none.</param>
internal sealed record FinishedTraining(int Number, string Result, double Accuracy)
{
    /// <summary>Whether a journal keeps the result.</summary>
    public bool IsKept { get; init; } = true;
}

/// <param name="Samples">Prepared when the first training uses them.</param>
internal sealed record TrainingContext<T>(uint Seed, Lazy<(Samples<T> Train, Samples<T> Validation)> Samples, IProgress<TrainingLine> Log, CancellationToken Stop)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The source of weights and mini-batches.</summary>
    public NumpyRandom Random { get; } = new(Seed);

    public Samples<T> Train => Samples.Value.Train;

    public Samples<T> Validation => Samples.Value.Validation;

    public Lazy<Samples<T>?> HeldOut { get; init; } = new((Samples<T>?)null);

    /// <summary>Trains a net whose weights are drawn already.</summary>
    public History Fit(
        Network<T> net, SolverOptions options, string name, Action<int>? observe = null, Action<Matrix<T>>? distort = null, IProgress<TrainingLine>? log = null,
        Action<Matrix<T>>? restrict = null) =>
        new Solver<T>(net, Train, Validation, options, Random) { Observe = observe, Distort = distort, Restrict = restrict, HeldOut = HeldOut.Value }.Train(name, Seed, log, Stop);
}

/// <summary>Variants of a net, trained with the same seeds. Nets of a seed begin with the same draws: they are compared seed by seed.</summary>
internal abstract class Study<TVariant, TRun>(
    string name, Values options, IReadOnlyList<TVariant> variants, JsonTypeInfo<TRun> json, Func<TRun, History> historyOf) : Study(name, TrainingSettings.Of(options).For(variants))
    where TVariant : NetVariant
{
    private readonly int _seeds = Seeds.Of(options).Count;

    public override int Count => variants.Count * _seeds;

    public override string Label(int training) => string.Create(CultureInfo.InvariantCulture, $"{VariantOf(training).Name}, seed {SeedOf(training)}");

    public override ExperimentResult Report(IReadOnlyList<string> results) =>
        Report(new StudyRuns<TVariant, TRun>(Name, variants, RunJson.ReadAll(results, json), historyOf));

    protected virtual double AccuracyOf(TRun run) => historyOf(run).BestValAccuracy;

    protected abstract ExperimentResult Report(StudyRuns<TVariant, TRun> runs);

    /// <summary>All draws must come from the seed.</summary>
    protected abstract TRun Train<T>(TVariant variant, TrainingContext<T> context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Factor on the pixels. Without normalization, sigmoids need values from -1 to 1, or they are saturated from the start.</summary>
    protected virtual double PixelScale => 1.0;

    protected virtual (Samples<T> Train, Samples<T> Validation) Prepare<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Centre<T>(0, Settings.NumTrain), Centre<T>(Settings.SplitOf(Images).Train, Settings.SplitOf(Images).Validation));

    /// <summary>Images as <see cref="Prepare{T}"/> prepares them, for <see cref="History.Right"/>; null where the study claims nothing about accuracy.</summary>
    protected virtual Samples<T>? PrepareHeldOut<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!NeedsImages) return null;
        var (first, count) = Settings.HeldOutOf(Images);
        return Centre<T>(first, count);
    }

    private Samples<T> Centre<T>(int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Preprocessing.Centre<T>(Images, MeanImage, first, count, PixelScale);

    protected NetDesign DesignOf(NetVariant variant) => variant.Design(Images.Shape.Length, Images.ClassNames.Count, Settings);

    /// <summary>The line of the log about a training that has ended; null for none.</summary>
    protected virtual TrainingLine? Summary(TVariant variant, TRun run)
    {
        var history = historyOf(run);
        return new HeadingLine(variant.Name, string.Create(
            CultureInfo.InvariantCulture, $"{variant.Name}, seed {history.Seed}: train acc {history.Epochs[^1].Train:F3}, best val_acc {history.BestValAccuracy:F3}"));
    }

    protected sealed override IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>> Jobs<T>(Func<int, bool> wanted)
    {
        var samples = new Lazy<(Samples<T> Train, Samples<T> Validation)>(Prepare<T>);
        var heldOut = new Lazy<Samples<T>?>(PrepareHeldOut<T>);
        return Enumerable.Range(0, Count).Where(wanted).Select(Job);

        Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining> Job(int number) => (log, stop) =>
        {
            var variant = VariantOf(number);
            var run = Train(variant, new TrainingContext<T>(SeedOf(number), samples, log, stop) { HeldOut = heldOut });
            if (Summary(variant, run) is { } line) log.Report(line);
            return new(number, JsonSerializer.Serialize(run, json), AccuracyOf(run));
        };
    }

    private TVariant VariantOf(int training) => variants[training % variants.Count];

    private uint SeedOf(int training) => Settings.Seed + (uint)(training / variants.Count);
}

/// <summary>A study that keeps only the history of a training.</summary>
internal abstract class Study<TVariant>(string name, Values options, IReadOnlyList<TVariant> variants)
    : Study<TVariant, History>(name, options, variants, RunJson.Default.History, history => history)
    where TVariant : NetVariant;
