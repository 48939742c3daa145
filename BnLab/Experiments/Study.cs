using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BnLab.Data;
using BnLab.Runs;
using BnLab.Training;

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
    public Samples<T> Train => Samples.Value.Train;

    public Samples<T> Validation => Samples.Value.Validation;
}

/// <summary>
/// Variants of a net, each trained with the same seeds: nets of one seed begin with the same draws, so their results are
/// compared seed by seed.
/// </summary>
/// <typeparam name="TVariant">One of the nets.</typeparam>
/// <typeparam name="TRun">What a training gives.</typeparam>
/// <param name="options">The values of the study's options.</param>
/// <param name="json">Writes and reads a run.</param>
internal abstract class Study<TVariant, TRun>(string name, Values options, JsonTypeInfo<TRun> json) : Study(name, TrainingSettings.Of(options))
    where TVariant : class
    where TRun : class
{
    private readonly int _seeds = new Seeds(options.Get(StudyOptions.Seed), options.Get(StudyOptions.Seeds)).Checked().Count;

    protected abstract IReadOnlyList<TVariant> Variants { get; }

    public override int Count => Variants.Count * _seeds;

    public override string Label(int training) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(VariantOf(training))}, seed {SeedOf(training)}");

    public override ExperimentResult Report(IReadOnlyList<string> results) =>
        Report(new(Variants, RunJson.ReadAll(results, json)));

    protected abstract string NameOf(TVariant variant);

    protected abstract History HistoryOf(TRun run);

    /// <summary>Its best validation accuracy, for the progress bar; NaN if it has none.</summary>
    protected virtual double AccuracyOf(TRun run) => HistoryOf(run).BestValAccuracy;

    protected abstract ExperimentResult Report(StudyRuns<TVariant, TRun> runs);

    /// <summary>Trains a net. All its draws come from the seed.</summary>
    protected abstract TRun Train<T>(TVariant variant, TrainingContext<T> context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What all trainings are trained and validated on.</summary>
    protected virtual (Samples<T> Train, Samples<T> Validation) Prepare<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Preprocessing.SubtractMeanImage<T>(Images, Settings.SplitOf(Images), Settings.NumTrain);

    /// <summary>A line about a training that has ended; null for none.</summary>
    protected virtual TrainingLine? Summary(TVariant variant, TRun run) => SummaryLine.Of(NameOf(variant), HistoryOf(run));

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

    private TVariant VariantOf(int training) => Variants[training % Variants.Count];

    private uint SeedOf(int training) => Settings.Seed + (uint)(training / Variants.Count);
}

/// <summary>The results of a study's trainings.</summary>
/// <param name="variants">The nets.</param>
/// <param name="all">All runs: those of the first seed, net by net, then those of the second.</param>
internal sealed class StudyRuns<TVariant, TRun>(IReadOnlyList<TVariant> variants, IReadOnlyList<TRun> all)
    where TVariant : class
{
    public IReadOnlyList<TVariant> Variants { get; } = variants;

    public IReadOnlyList<TRun> All { get; } = all;

    public int Seeds => All.Count / Variants.Count;

    /// <summary>Net by net, the runs of each in the order of the seeds.</summary>
    public IEnumerable<(TVariant Variant, IReadOnlyList<TRun> Runs)> Groups => Variants.Select(variant => (variant, Of(variant)));

    /// <summary>The runs of one net in the order of the seeds.</summary>
    public IReadOnlyList<TRun> Of(TVariant variant)
    {
        int first = Enumerable.Range(0, Variants.Count).First(i => Variants[i] == variant);
        return [.. Enumerable.Range(0, Seeds).Select(seed => All[(seed * Variants.Count) + first])];
    }

    /// <summary>A measure of one net over the seeds.</summary>
    public ConfidenceInterval Mean(TVariant variant, Func<TRun, double> measure) => ConfidenceInterval.Of([.. Of(variant).Select(measure)]);

    /// <summary>How two nets differ in a measure, seed by seed: one minus the other.</summary>
    public ConfidenceInterval Difference(TVariant one, TVariant other, Func<TRun, double> measure) =>
        ConfidenceInterval.Of([.. Of(one).Zip(Of(other), (a, b) => measure(a) - measure(b))]);
}
