using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BnLab.Experiments;

/// <summary>
/// Trainings that do not depend on each other: run in parallel, in any order, on any machine, and a report that is made
/// from their results when all are there. Results are JSON from the moment they exist, so that a report is made from the
/// same numbers whether a training has just ended or is read from a journal.
/// </summary>
/// <param name="name">The command.</param>
/// <param name="settings">What the trainings have in common.</param>
internal abstract class Study(string name, TrainingSettings settings)
{
    private ImageSet? _images;

    public string Name { get; } = name;

    public TrainingSettings Settings { get; } = settings.Checked();

    /// <summary>How many trainings there are.</summary>
    public abstract int Count { get; }

    /// <summary>How many equal runs of trainings draw their random numbers one after the other.</summary>
    public virtual int Streams => Count;

    public virtual bool NeedsImages => true;

    /// <summary>Whether its log is for a reader while it runs; else a bar takes its place on a terminal.</summary>
    public virtual bool IsLogged => false;

    /// <summary>Where trainings that are interrupted leave checkpoints; null for nowhere.</summary>
    public CheckpointFolder? Checkpoints { get; set; }

    /// <summary>The data set; opened when it is first needed.</summary>
    public Func<ImageSet> Open { get; set; } = () => throw new InvalidOperationException("A study needs its images.");

    /// <summary>Seconds, for what a report times.</summary>
    public Func<double> Clock { get; set; } = () => throw new InvalidOperationException("A study needs a clock.");

    protected ImageSet Images => _images ??= Open();

    /// <summary>What a training is called: <c>batchnorm at weight scale 0.01</c>.</summary>
    public abstract string Label(int training);

    /// <summary>What the checkpoint of a training is called; null where there is none.</summary>
    public virtual string? CheckpointOf(int training) => null;

    /// <summary>Refuses what cannot be run on a data set.</summary>
    /// <exception cref="OptionException">Names the option.</exception>
    public virtual void Validate(ImageSet images) => Settings.Validate(images);

    /// <summary>Tables, figures and verdicts from the results of all trainings, in their order.</summary>
    public abstract ExperimentResult Report(IReadOnlyList<string> results);

    /// <summary>Runs trainings.</summary>
    /// <param name="wanted">Which, by their numbers.</param>
    /// <param name="log">Receives their lines in the order of the trainings.</param>
    /// <param name="finished">Receives each training as it ends, from any worker, one at a time.</param>
    public void Run(Func<int, bool> wanted, IProgress<TrainingLine>? log, Action<FinishedTraining> finished, CancellationToken cancellation)
    {
        var jobs = Settings.DType == DType.Float64 ? Jobs<double>(wanted) : Jobs<float>(wanted);
        var order = new Lock();
        ParallelTrainings.Run(jobs.Select(Reported), Settings.Workers, log, cancellation);

        Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining> Reported(Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining> job) => (lines, stop) =>
        {
            var training = job(lines, stop);
            lock (order) finished(training);
            return training;
        };
    }

    /// <summary>Runs all trainings and reports.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted before all were finished.</exception>
    public ExperimentResult Run(ImageSet? images = null, IProgress<TrainingLine>? log = null, CancellationToken cancellation = default)
    {
        if (images is not null) Validate(images);
        Open = () => images!;
        var results = new string[Count];
        Run(_ => true, log, training => results[training.Number] = training.Result, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Report(results);
    }

    /// <summary>The trainings that are wanted, each made when a worker asks for it.</summary>
    protected abstract IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>> Jobs<T>(Func<int, bool> wanted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A training that has ended.</summary>
/// <param name="Number">Its place among the trainings of its study.</param>
/// <param name="Result">What it gave, as JSON.</param>
/// <param name="Accuracy">Its best validation accuracy, for the progress bar; NaN if it has none.</param>
internal sealed record FinishedTraining(int Number, string Result, double Accuracy)
{
    /// <summary>Whether a journal keeps the result.</summary>
    public bool IsKept { get; init; } = true;
}

/// <summary>What a training of a study gets.</summary>
/// <param name="Seed">The seed of all its draws.</param>
/// <param name="Samples">What all trainings are trained and validated on, prepared when the first of them asks for it.</param>
internal sealed record TrainingContext<T>(uint Seed, Lazy<(Samples<T> Train, Samples<T> Validation)> Samples, IProgress<TrainingLine> Log, CancellationToken Stop)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where it draws weights and mini-batches from.</summary>
    public NumpyRandom Random { get; } = new(Seed);

    public Samples<T> Train => Samples.Value.Train;

    public Samples<T> Validation => Samples.Value.Validation;

    /// <summary>Trains a net whose weights are drawn.</summary>
    /// <param name="observe">As <see cref="Solver{T}.Observe"/>.</param>
    /// <param name="distort">As <see cref="Solver{T}.Distort"/>.</param>
    public History Fit(
        Network<T> net, SolverOptions options, string name, Action<int>? observe = null, Action<Matrix<T>>? distort = null, IProgress<TrainingLine>? log = null) =>
        new Solver<T>(net, Train, Validation, options, Random) { Observe = observe, Distort = distort }.Train(name, Seed, log, Stop);
}

/// <summary>
/// Variants of a net, each trained with the same seeds: nets of one seed begin with the same draws, so their results are
/// compared seed by seed.
/// </summary>
/// <typeparam name="TVariant">One of the nets.</typeparam>
/// <typeparam name="TRun">What a training gives.</typeparam>
/// <param name="options">The values of the study's options.</param>
/// <param name="json">Writes and reads a run.</param>
internal abstract class Study<TVariant, TRun>(
    string name, Values options, IReadOnlyList<TVariant> variants, JsonTypeInfo<TRun> json, Func<TRun, History> historyOf) : Study(name, TrainingSettings.Of(options))
    where TVariant : NetVariant
{
    private readonly int _seeds = Seeds.Of(options).Count;

    public override int Count => variants.Count * _seeds;

    public override string Label(int training) => string.Create(CultureInfo.InvariantCulture, $"{VariantOf(training).Name}, seed {SeedOf(training)}");

    public override ExperimentResult Report(IReadOnlyList<string> results) =>
        Report(new StudyRuns<TVariant, TRun>(Name, variants, RunJson.ReadAll(results, json), historyOf));

    /// <summary>Its best validation accuracy, for the progress bar; NaN if it has none.</summary>
    protected virtual double AccuracyOf(TRun run) => historyOf(run).BestValAccuracy;

    protected abstract ExperimentResult Report(StudyRuns<TVariant, TRun> runs);

    /// <summary>Trains a net. All its draws come from the seed.</summary>
    protected abstract TRun Train<T>(TVariant variant, TrainingContext<T> context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Factor on the pixels: sigmoids that are not normalized ask for values from -1 to 1, or they would be saturated from the start.</summary>
    protected virtual double PixelScale => 1.0;

    /// <summary>What all trainings are trained and validated on.</summary>
    protected virtual (Samples<T> Train, Samples<T> Validation) Prepare<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Preprocessing.SubtractMeanImage<T>(Images, Settings.SplitOf(Images), Settings.NumTrain, PixelScale);

    protected NetDesign DesignOf(NetVariant variant) => variant.Design(Images.Shape.Length, Images.ClassNames.Count, Settings);

    /// <summary>A line about a training that has ended; null for none.</summary>
    protected virtual TrainingLine? Summary(TVariant variant, TRun run)
    {
        var history = historyOf(run);
        return new HeadingLine(variant.Name, string.Create(
            CultureInfo.InvariantCulture, $"{variant.Name}, seed {history.Seed}: train acc {history.Epochs[^1].Train:F3}, best val_acc {history.BestValAccuracy:F3}"));
    }

    protected sealed override IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining>> Jobs<T>(Func<int, bool> wanted)
    {
        var samples = new Lazy<(Samples<T> Train, Samples<T> Validation)>(Prepare<T>);
        return Enumerable.Range(0, Count).Where(wanted).Select(Job);

        Func<IProgress<TrainingLine>, CancellationToken, FinishedTraining> Job(int number) => (log, stop) =>
        {
            var variant = VariantOf(number);
            var run = Train(variant, new TrainingContext<T>(SeedOf(number), samples, log, stop));
            if (Summary(variant, run) is { } line) log.Report(line);
            return new(number, JsonSerializer.Serialize(run, json), AccuracyOf(run));
        };
    }

    private TVariant VariantOf(int training) => variants[training % variants.Count];

    private uint SeedOf(int training) => Settings.Seed + (uint)(training / variants.Count);
}

/// <summary>A study that keeps nothing of a training but its history.</summary>
internal abstract class Study<TVariant>(string name, Values options, IReadOnlyList<TVariant> variants)
    : Study<TVariant, History>(name, options, variants, RunJson.Default.History, history => history)
    where TVariant : NetVariant;
