using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;

namespace BnLab.Experiments.InUse;

/// <summary>
/// Why a net that is right in training goes wrong in use, cause by cause: running averages that are too slow, tiny
/// mini-batches, inputs that drift, and long chains of normalizations.
/// </summary>
internal sealed class Causes<T>(IReadOnlyDictionary<NetRecipe, TrainedNet<T>> nets, Samples<T> train, Samples<T> test)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Brightness = 60.0, Contrast = 0.5; // in pixel values of 0 to 255, and as a factor
    private const int AtOnce = 100; // images in a test batch; where statistics are fixed it changes nothing

    private readonly TrainedNet<T> _plain = nets[NetRecipe.Plain];

    /// <summary>Measures all causes and their cures.</summary>
    public StudyPart Measure(uint seed, CancellationToken cancellation)
    {
        var causes = new List<Cause>();
        foreach (var measure in (Func<Cause>[])[Momentum, TinyBatches, Drift, Chain])
        {
            cancellation.ThrowIfCancellationRequested();
            causes.Add(measure());
        }

        var rows = from cause in causes
                   from c in cause.Cases
                   select new object[] { cause.Name, c.Name, c.Role.ToString().ToLowerInvariant(), seed, c.Accuracy, c.Difference };
        return new(
            new("inference.causes", ["cause", "case", "role", "seed", "accuracy", "difference"], [.. rows]) { IsPrinted = true },
            [("inference.causes", CauseFigure.Draw(causes))],
            [.. causes.Select(cause => cause.Judge())]);
    }

    /// <summary>Momentum has no part in training, so its four nets are one net with four kinds of running averages.</summary>
    private Cause Momentum()
    {
        var slow = nets[NetRecipe.Slow];
        var reference = slow.By(slow.Population, test);
        var corrected = slow.Running.BiasCorrected(NetRecipe.Slow.Conventions, slow.Iterations);
        return new("momentum", $"Momentum 0.999, {slow.Iterations} mini-batches", Harm.LostAccuracy, reference.Uncertainty,
        [
            Case.Of("population", Role.Reference, reference, reference),
            Case.Of("as in training", Role.Training, slow.ByOwn(test, slow.BatchSize), reference),
            Running("momentum 0.999", NetRecipe.Slow, Role.Fault),
            Running("0.999, variance from 1", NetRecipe.SlowFromOne, Role.Fault),
            Running("momentum 0.99", NetRecipe.LessSlow, Role.Fault),
            Running("momentum 0.9", NetRecipe.Plain, Role.Cure),
            Case.Of("0.999, bias corrected", Role.Cure, slow.By(corrected, test), reference),
            Case.Of("last pass, averaged", Role.Cure, slow.By(slow.Averaged, test), reference),
        ]);

        Case Running(string name, NetRecipe recipe, Role role) => Case.Of(name, role, nets[recipe].By(nets[recipe].Running, test), reference);
    }

    /// <summary>
    /// The net stays as it is; only its statistics are gathered from other mini-batches, as where training goes on with tiny
    /// ones. What such training does to the net itself, no statistics make good.
    /// </summary>
    private Cause TinyBatches()
    {
        const int Tiny = NetRecipe.TinyBatch;
        var (course, unbiased) = (BatchNormConventions.Course, new BatchNormConventions(UnbiasedRunningVariance: true));
        var trained = nets[NetRecipe.Tiny];
        var reference = _plain.By(_plain.Population, test);
        var averaged = Gathering(course);
        PopulationStatistics.SetAveraged(averaged, train.X, Tiny);
        return new("tiny-batches", $"Statistics of mini-batches of {Tiny}", Harm.OtherScores, Chance: 0.0,
        [
            Case.Of("population", Role.Reference, reference, reference),
            Case.Of($"own, batches of {Tiny}", Role.Training, _plain.ByOwn(test, Tiny), reference),
            Gathered("running, biased", Role.Fault, course, Tiny),
            Case.Of("trained on them, too", Role.Fault, trained.By(trained.Running, test), trained.By(trained.Population, test)),
            Gathered("running, m / (m - 1)", Role.Cure, unbiased, Tiny),
            Case.Of("last pass, averaged", Role.Cure, ScoreSheet<T>.Of(averaged, test, AtOnce, Mode.Test), reference),
            Gathered($"batches of {_plain.BatchSize}", Role.Cure, course, _plain.BatchSize),
        ]);

        Case Gathered(string name, Role role, BatchNormConventions conventions, int batchSize)
        {
            var net = Gathering(conventions);
            for (int first = 0; first + batchSize <= train.Count; first += batchSize) net.Scores(train.X.RowRange(first, batchSize), Mode.Train);
            return Case.Of(name, role, ScoreSheet<T>.Of(net, test, AtOnce, Mode.Test), reference);
        }

        FullyConnectedNet<T> Gathering(BatchNormConventions conventions)
        {
            var net = new FullyConnectedNet<T>(_plain.Net.Design with { Conventions = conventions });
            _plain.Net.Parameters.Values.CopyTo(net.Parameters.Values);
            _plain.Population.SetOn(net);
            return net;
        }
    }

    private Cause Drift()
    {
        var reference = _plain.By(_plain.Population, test);
        var (brighter, paler, both) = (Drifted(1.0, Brightness), Drifted(Contrast, 0.0), Drifted(Contrast, Brightness));
        return new("drift", $"Brighter by {Brightness:0}, half the contrast", Harm.LostAccuracy, reference.Uncertainty,
        [
            Case.Of("images as in training", Role.Reference, reference, reference),
            Fixed("brighter and paler", both),
            Fixed("only brighter", brighter),
            Fixed("only paler", paler),
            Case.Of($"own, batches of {AtOnce}", Role.Cure, _plain.ByOwn(both, AtOnce), reference),
            Case.Of("own, all images", Role.Cure, _plain.ByOwn(both, test.Count), reference),
        ]);

        Samples<T> Drifted(double scale, double shift) => new((test.X * scale) + shift, test.Labels);

        Case Fixed(string name, Samples<T> images) => Case.Of(name, Role.Fault, _plain.By(_plain.Population, images), reference);
    }

    private Cause Chain()
    {
        var chain = nets[NetRecipe.Chain];
        var reference = chain.By(chain.Population, test);
        int length = chain.Running.Layers.Count, shorter = _plain.Running.Layers.Count;
        return new("chain", $"A chain of {length} normalizations", Harm.OtherScores, Chance: 0.0,
        [
            Case.Of("population", Role.Reference, reference, reference),
            Case.Of($"own, batches of {chain.BatchSize}", Role.Training, chain.ByOwn(test, chain.BatchSize), reference),
            Case.Of("running averages", Role.Fault, chain.By(chain.Running, test), reference),
            Case.Of($"running, {shorter} layers only", Role.Fault, _plain.By(_plain.Running, test), _plain.By(_plain.Population, test)),
            Case.Of("last pass, averaged", Role.Cure, chain.By(chain.Averaged, test), reference),
            Case.Of("own, all images", Role.Cure, chain.ByOwn(test, test.Count), reference),
        ]);
    }
}
