namespace BnLab.Experiments.Inference;

/// <summary>Causes of errors at test time: slow running averages, tiny mini-batches, drifting inputs, and long chains of normalizations.</summary>
internal sealed class TrainTestGap<T>(TrainingSettings settings, Samples<T> train, Samples<T> test)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Brightness = 60.0, Contrast = 0.5; // in pixel values of 0 to 255, and as a factor
    private const int AtOnce = 100; // images in a test batch; with fixed statistics it changes nothing
    private const int Tiny = InferenceVariant.TinyBatch;

    private static readonly InferenceVariant Plain = InferenceVariant.Plain, Slow = InferenceVariant.Slow, LongChain = InferenceVariant.Chain;

    private readonly int _batchSize = settings.Solver.BatchSize;

    public IReadOnlyList<Case> Measure(InferenceVariant variant, TrainedNet<T> net)
    {
        var reference = net.By(net.Population, test);
        Planned[] all = [.. Momentum(), .. TinyBatches(), .. Drift(), .. Chain()];
        return
        [
            .. from planned in all.Index()
               where planned.Item.Net == variant
               let scores = planned.Item.Scores(net)
               select new Case(planned.Item.Cause, planned.Item.Name, planned.Item.Role, scores.Accuracy, scores.DifferenceFrom(reference))
               {
                   Number = planned.Index,
                   Right = scores.Right,
               },
        ];
    }

    /// <summary>Momentum does not change training: the four nets are one net with four kinds of running averages.</summary>
    private IEnumerable<Planned> Momentum() => Of(
        Cause.Momentum,
        Population("population", Slow),
        new("as in training", Role.Training, Slow, net => net.ByOwn(test, _batchSize)),
        Running("momentum 0.999", Role.Fault, Slow),
        Running("0.999, variance from 1", Role.Fault, InferenceVariant.SlowFromOne),
        Running("momentum 0.99", Role.Fault, InferenceVariant.LessSlow),
        Running("momentum 0.9", Role.Cure, Plain),
        new("0.999, bias corrected", Role.Cure, Slow, net => net.By(net.Running.BiasCorrected(Slow.Conventions, net.History.Losses.Count), test)),
        Averaged(Slow));

    /// <summary>The net does not change: only its statistics come from other mini-batches, as where training goes on with tiny ones.</summary>
    /// <remarks>No statistics repair what such training does to the net itself.</remarks>
    private IEnumerable<Planned> TinyBatches()
    {
        var (course, unbiased) = (BatchNormConventions.Course, new BatchNormConventions(UnbiasedRunningVariance: true));
        return Of(
            Cause.TinyBatches,
            Population("population", Plain),
            new($"own, batches of {Tiny}", Role.Training, Plain, net => net.ByOwn(test, Tiny)),
            new("running, biased", Role.Fault, Plain, net => With(net, course, copy => Gather(copy, Tiny))),
            Running("trained on them, too", Role.Fault, InferenceVariant.Tiny),
            new("running, m / (m - 1)", Role.Cure, Plain, net => With(net, unbiased, copy => Gather(copy, Tiny))),
            new("last pass, averaged", Role.Cure, Plain, net => With(net, course, copy => PopulationStatistics.SetAveraged(copy, train.X, Tiny))),
            new($"batches of {_batchSize}", Role.Cure, Plain, net => With(net, course, copy => Gather(copy, _batchSize))));

        void Gather(FullyConnectedNet<T> net, int batchSize)
        {
            for (int first = 0; first + batchSize <= train.Count; first += batchSize) net.Scores(train.X.RowRange(first, batchSize), Mode.Train);
        }

        // The scores of a copy of the net with other statistics.
        ScoreSheet<T> With(TrainedNet<T> trained, BatchNormConventions conventions, Action<FullyConnectedNet<T>> setStatistics)
        {
            var net = new FullyConnectedNet<T>(trained.Net.Design with { Conventions = conventions });
            trained.Net.Parameters.Values.CopyTo(net.Parameters.Values);
            trained.Population.SetOn(net);
            setStatistics(net);
            return ScoreSheet<T>.Of(net, test, AtOnce, Mode.Test);
        }
    }

    private IEnumerable<Planned> Drift()
    {
        return Of(
            Cause.Drift,
            Population("images as in training", Plain),
            new("brighter and paler", Role.Fault, Plain, net => net.By(net.Population, Drifted(Contrast, Brightness))),
            new("only brighter", Role.Fault, Plain, net => net.By(net.Population, Drifted(1.0, Brightness))),
            new("only paler", Role.Fault, Plain, net => net.By(net.Population, Drifted(Contrast, 0.0))),
            new($"own, batches of {AtOnce}", Role.Cure, Plain, net => net.ByOwn(Drifted(Contrast, Brightness), AtOnce)),
            new("own, all images", Role.Cure, Plain, net => net.ByOwn(Drifted(Contrast, Brightness), test.Count)));

        Samples<T> Drifted(double scale, double shift) => new((test.X * scale) + shift, test.Labels);
    }

    private IEnumerable<Planned> Chain() => Of(
        Cause.Chain,
        Population("population", LongChain),
        new($"own, batches of {_batchSize}", Role.Training, LongChain, net => net.ByOwn(test, _batchSize)),
        Running("running averages", Role.Fault, LongChain),
        Running($"running, {settings.Hidden.Count} layers only", Role.Fault, Plain),
        Averaged(LongChain),
        new("own, all images", Role.Cure, LongChain, net => net.ByOwn(test, test.Count)));

    private static IEnumerable<Planned> Of(string cause, params Planned[] cases) => cases.Select(of => of with { Cause = cause });

    private Planned Population(string name, InferenceVariant net) => new(name, Role.Reference, net, trained => trained.By(trained.Population, test));

    private Planned Running(string name, Role role, InferenceVariant net) => new(name, role, net, trained => trained.By(trained.Running, test));

    private Planned Averaged(InferenceVariant net) => new("last pass, averaged", Role.Cure, net, trained => trained.By(trained.Averaged, test));

    private sealed record Planned(string Name, Role Role, InferenceVariant Net, Func<TrainedNet<T>, ScoreSheet<T>> Scores, string Cause = "");
}
