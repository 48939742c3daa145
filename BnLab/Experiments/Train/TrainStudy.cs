using System.Collections.Concurrent;
using System.Text.Json;
using BnLab.Experiments.Sweeps;

namespace BnLab.Experiments.Train;

/// <summary>The course's first experiment: a deep net trained on few images, with and without normalization.</summary>
internal sealed class TrainStudy(Values options) : SequenceStudy("train", TrainingSettings.Of(options), Sequence(options))
{
    private const int FewestEpochs = 4, ShortestEpoch = 5; // for a running mean
    private const int LargestKept = 1 << 24; // weights: the nets of the journal are text in memory, too

    private static readonly Setting<bool> BatchNorm = Setting.Flag("--batchnorm", "Train the net with batch normalization.");
    private static readonly Setting<bool> LayerNorm = Setting.Flag("--layernorm", "Train the net with layer normalization.");
    private static readonly Setting<bool> NoBaseline = Setting.Flag("--no-baseline", "Leave out the net without normalization.");

    private static readonly Setting<int> CheckpointEvery = Setting.Whole(
        "--checkpoint-every", 0, "Epochs from one checkpoint to the next; 0 for none but at Ctrl-C.", 0) with
    {
        Range = "a number of epochs, or 0 for no checkpoints",
        ChangesNoNumber = true,
    };

    private readonly ConcurrentDictionary<int, Action<Stream>> _large = new(); // the nets that no journal keeps
    private readonly int _checkpointEvery = options.Get(CheckpointEvery);
    private readonly Shard _part = options.Get(StudyOptions.Part);

    public static StudyExperiment Experiment { get; } = new(
        "train", "Train the six-layer net on 1,000 images, with batch or layer normalization and without.", "train --batchnorm",
        StudyOptions.All([BatchNorm, LayerNorm, NoBaseline, CheckpointEvery]), options => new TrainStudy(options));

    public override bool IsLogged => true;

    public override string Label(int training) => CheckpointOf(training);

    public override string CheckpointOf(int training)
    {
        var (net, seed) = (Trainings.All[training].Net.Name, Trainings.All[training].Settings.Seed);
        return Trainings.Streams.Count == 1 ? net : string.Create(CultureInfo.InvariantCulture, $"{net}.{seed}");
    }

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        int largest = Trainings.All.Max(plan => plan.Net.Design(images.Shape.Length, images.ClassNames.Count, Settings).WeightCount);
        TrainingSettings.Require(_part.Count == 1 || largest <= LargestKept, StudyOptions.Part, _part, $"1/1 with nets of more than {LargestKept} weights");
    }

    public override ExperimentResult Report(IReadOnlyList<string> results)
    {
        var all = RunJson.ReadAll(results, RunJson.Default.TrainRun);
        var runs = new StudyRuns<NetVariant, TrainRun>(Name, [.. Trainings.Streams[0].Groups[0].Select(plan => plan.Net)], all, run => run.History);
        return new(
            Name, [.. all.Select(run => run.History)], [runs.Losses(bySeed: true), runs.Accuracies(bySeed: true)], [(Name, Draw(runs))])
        {
            Claims = Hypothesis.Judge([.. Judge(runs)]),
            Attachments = [.. all.Select((run, i) => new Attachment($"train.{CheckpointOf(i)}.net", run.Net is { } net ? stream => stream.Write(net) : _large[i]))],
        };
    }

    protected override FinishedTraining Run<T>(PreparedTraining<T> training, IProgress<TrainingLine> log, CancellationToken stop)
    {
        var net = training.Net;
        var description = new NetDescription(training.Plan.Net.Name, Images.Shape, Images.ClassNames, Settings.SplitOf(Images), Settings.NumTrain, MeanImage);
        var history = Checkpoints is { } folder
            ? new CheckpointedTraining<T>(training, folder, CheckpointOf(training.Number), _checkpointEvery).Run(log, stop)
            : training.Run(log, stop);
        bool isKept = net.Design.WeightCount <= LargestKept;
        if (!isKept) _large[training.Number] = stream => NetFile.Write(stream, description, net);
        var run = new TrainRun(history, isKept ? NetFile.Bytes(description, net) : null);
        return new(training.Number, JsonSerializer.Serialize(run, RunJson.Default.TrainRun), history.BestValAccuracy) { IsKept = isKept };
    }

    private static IEnumerable<Hypothesis> Judge(StudyRuns<NetVariant, TrainRun> runs)
    {
        if (runs.Seeds < 2 || !runs.Variants.Contains(NetVariant.Baseline)) yield break; // the notebook's run claims nothing
        foreach (var net in runs.Variants.Where(net => net != NetVariant.Baseline))
        {
            yield return Hypothesis.Below($"{net.Label} reaches 50 % training accuracy in fewer epochs than the baseline", runs.Ratio(net, NetVariant.Baseline, Epochs), "times the epochs") with
            { Measured = string.Create(CultureInfo.InvariantCulture, $"{runs.Mean(net, Epochs).Mean:0.0} against {runs.Mean(NetVariant.Baseline, Epochs).Mean:0.0}; a net that never does counts as {runs.All[0].History.Epochs[^1].Epoch + 1}") };
            yield return Hypothesis.Above($"{net.Label} is more accurate than the baseline", runs.AccuracyDifference(net, NetVariant.Baseline), TrainingMeasure.HeldOut);
        }

        static double Epochs(TrainRun run) => run.History.Epochs.EpochsTo(0.5);
    }

    private Figure Draw(StudyRuns<NetVariant, TrainRun> runs)
    {
        // Losses scatter from batch to batch: their mean over about an epoch shows which net's are lower.
        int epoch = Settings.Schedule.IterationsPerEpoch;
        return Figure.Stacked(
            $"Training a net of {Settings.Hidden.Count + 1} layers",
            runs.LossPanel(epoch < ShortestEpoch || Settings.Solver.Epochs < FewestEpochs ? 0 : epoch),
            runs.AccuracyPanel("Training accuracy", e => e.Train), runs.AccuracyPanel("Validation accuracy", e => e.Validation));
    }

    private static TrainingSequence Sequence(Values options)
    {
        bool batchNorm = options.Get(BatchNorm), layerNorm = options.Get(LayerNorm);
        NetVariant[] nets =
        [
            .. NetVariant.OfNotebook.Where(net => net.Normalization switch
            {
                Normalization.Batch => batchNorm,
                Normalization.Layer => layerNorm,
                _ => !options.Get(NoBaseline),
            }),
        ];
        if (nets.Length == 0) throw new OptionException(NoBaseline.Name, "", "--batchnorm or --layernorm beside it, or no net is left to train");
        var settings = TrainingSettings.Of(options);
        var seeds = Seeds.Of(options);
        return new([.. seeds.Select(seed => new SeededTrainings(seed, [[.. nets.Select(net => new PlannedTraining(
            net, settings with { Seed = seed }, seeds.Count == 1 ? $"{Heading(net)}:" : $"{Heading(net)}, seed {seed}:", IsLogged: true))]]))]);

        // As the notebook prints it.
        string Heading(NetVariant net) => net.Normalization switch
        {
            Normalization.Batch => "Solver with batch norm",
            Normalization.Layer => "Solver with layer norm",
            _ when batchNorm && layerNorm => "Solver without normalization",
            _ => layerNorm ? "Solver without layer norm" : "Solver without batch norm",
        };
    }
}

/// <param name="Net">The bytes of the trained net's file; null where it is too large for a journal.</param>
internal sealed record TrainRun(History History, byte[]? Net);
