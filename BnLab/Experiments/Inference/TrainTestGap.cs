using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.Inference;

/// <summary>
/// Why a net that is right in training goes wrong at test time, cause by cause: running averages that are too slow, tiny
/// mini-batches, inputs that drift, and long chains of normalizations.
/// </summary>
internal sealed class TrainTestGap<T>(TrainingSettings settings, Samples<T> train, Samples<T> test)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Brightness = 60.0, Contrast = 0.5; // in pixel values of 0 to 255, and as a factor
    private const int AtOnce = 100; // images in a test batch; with fixed statistics it changes nothing

    /// <summary>Measures the cases of one net.</summary>
    public IReadOnlyList<Case> Measure(InferenceVariant variant, TrainedNet<T> net)
    {
        var reference = net.By(net.Population, test);
        return
        [
            .. from planned in Momentum().Concat(TinyBatches()).Concat(Drift()).Concat(Chain()).Index()
               where planned.Item.Net == variant
               let scores = planned.Item.Scores(net)
               select new Case(planned.Item.Cause, planned.Item.Name, planned.Item.Role, scores.Accuracy, scores.DifferenceFrom(reference))
               {
                   Number = planned.Index,
                   Uncertainty = reference.Uncertainty,
               },
        ];
    }

    /// <summary>Momentum has no part in training, so its four nets are one net with four kinds of running averages.</summary>
    private IEnumerable<Planned> Momentum()
    {
        var slow = InferenceVariant.Slow;
        return new Planned[]
        {
            Population("population", slow),
            new("as in training", Role.Training, slow, net => net.ByOwn(test, net.BatchSize)),
            Running("momentum 0.999", Role.Fault, slow),
            Running("0.999, variance from 1", Role.Fault, InferenceVariant.SlowFromOne),
            Running("momentum 0.99", Role.Fault, InferenceVariant.LessSlow),
            Running("momentum 0.9", Role.Cure, InferenceVariant.Plain),
            new("0.999, bias corrected", Role.Cure, slow, net => net.By(net.Running.BiasCorrected(slow.Conventions, net.Iterations), test)),
            Averaged(slow),
        }.Select(of => of with { Cause = "momentum" });
    }

    /// <summary>
    /// The net stays as it is; only its statistics are gathered from other mini-batches, as where training goes on with tiny
    /// ones. What such training does to the net itself, no statistics make good.
    /// </summary>
    private IEnumerable<Planned> TinyBatches()
    {
        const int Tiny = InferenceVariant.TinyBatch;
        var (course, unbiased) = (BatchNormConventions.Course, new BatchNormConventions(UnbiasedRunningVariance: true));
        var plain = InferenceVariant.Plain;
        return new Planned[]
        {
            Population("population", plain),
            new($"own, batches of {Tiny}", Role.Training, plain, net => net.ByOwn(test, Tiny)),
            new("running, biased", Role.Fault, plain, net => Gathered(net, course, Tiny)),
            Running("trained on them, too", Role.Fault, InferenceVariant.Tiny),
            new("running, m / (m - 1)", Role.Cure, plain, net => Gathered(net, unbiased, Tiny)),
            new("last pass, averaged", Role.Cure, plain, PassAveraged),
            new($"batches of {settings.Solver.BatchSize}", Role.Cure, plain, net => Gathered(net, course, settings.Solver.BatchSize)),
        }.Select(of => of with { Cause = "tiny-batches" });

        ScoreSheet<T> Gathered(TrainedNet<T> trained, BatchNormConventions conventions, int batchSize)
        {
            var net = Copy(trained, conventions);
            for (int first = 0; first + batchSize <= train.Count; first += batchSize) net.Scores(train.X.RowRange(first, batchSize), Mode.Train);
            return ScoreSheet<T>.Of(net, test, AtOnce, Mode.Test);
        }

        ScoreSheet<T> PassAveraged(TrainedNet<T> trained)
        {
            var net = Copy(trained, course);
            PopulationStatistics.SetAveraged(net, train.X, Tiny);
            return ScoreSheet<T>.Of(net, test, AtOnce, Mode.Test);
        }

        static FullyConnectedNet<T> Copy(TrainedNet<T> trained, BatchNormConventions conventions)
        {
            var net = new FullyConnectedNet<T>(trained.Net.Design with { Conventions = conventions });
            trained.Net.Parameters.Values.CopyTo(net.Parameters.Values);
            trained.Population.SetOn(net);
            return net;
        }
    }

    private IEnumerable<Planned> Drift()
    {
        var plain = InferenceVariant.Plain;
        return new Planned[]
        {
            Population("images as in training", plain),
            new("brighter and paler", Role.Fault, plain, net => net.By(net.Population, Drifted(Contrast, Brightness))),
            new("only brighter", Role.Fault, plain, net => net.By(net.Population, Drifted(1.0, Brightness))),
            new("only paler", Role.Fault, plain, net => net.By(net.Population, Drifted(Contrast, 0.0))),
            new($"own, batches of {AtOnce}", Role.Cure, plain, net => net.ByOwn(Drifted(Contrast, Brightness), AtOnce)),
            new("own, all images", Role.Cure, plain, net => net.ByOwn(Drifted(Contrast, Brightness), test.Count)),
        }.Select(of => of with { Cause = "drift" });

        Samples<T> Drifted(double scale, double shift) => new((test.X * scale) + shift, test.Labels);
    }

    private IEnumerable<Planned> Chain()
    {
        var chain = InferenceVariant.Chain;
        return new Planned[]
        {
            Population("population", chain),
            new($"own, batches of {settings.Solver.BatchSize}", Role.Training, chain, net => net.ByOwn(test, net.BatchSize)),
            Running("running averages", Role.Fault, chain),
            Running($"running, {settings.Hidden.Count} layers only", Role.Fault, InferenceVariant.Plain),
            Averaged(chain),
            new("own, all images", Role.Cure, chain, net => net.ByOwn(test, test.Count)),
        }.Select(of => of with { Cause = "chain" });
    }

    private Planned Population(string name, InferenceVariant net) => new(name, Role.Reference, net, trained => trained.By(trained.Population, test));

    private Planned Running(string name, Role role, InferenceVariant net) => new(name, role, net, trained => trained.By(trained.Running, test));

    private Planned Averaged(InferenceVariant net) => new("last pass, averaged", Role.Cure, net, trained => trained.By(trained.Averaged, test));

    private sealed record Planned(string Name, Role Role, InferenceVariant Net, Func<TrainedNet<T>, ScoreSheet<T>> Scores)
    {
        public string Cause { get; init; } = "";
    }
}
