using BnLab.Nets;

namespace BnLab.Experiments.ScaleAndShift;

/// <summary>What <see cref="GammaBeta"/> measured, as tables.</summary>
internal static class ScaleAndShiftTables
{
    /// <summary>What follows from all trainings.</summary>
    public static IReadOnlyList<Table> Answers(List<ScaleAndShiftGroup> groups) =>
    [
        Summary(groups),
        AtEnd(groups, Activation.Sigmoid, ("min", Smallest), ("max", Largest), ("near_linear", (group, i) => group.AtEnd(i, layer => layer.NearLinear).Average())),
        AtEnd(groups, Activation.Relu, ("max", Largest), ("zeros", (group, i) => group.AtEnd(i, layer => layer.ZerosMean).Average()), ("zeros_sd", (group, i) => group.AtEnd(i, layer => layer.ZerosDeviation).Average())),
    ];

    /// <summary>Every training that was finished.</summary>
    public static IReadOnlyList<Table> Trainings(List<ScaleAndShiftGroup> groups) => [Layers(groups), Units(groups), Accuracies(groups)];

    /// <summary>One row a net: accuracies at the end and the two measures that the verdicts compare.</summary>
    private static Table Summary(List<ScaleAndShiftGroup> groups) => new(
        "gamma-beta",
        ["activation", "scale_shift", "seeds", "train_accuracy", "val_accuracy", "val_half_width", "near_linear", "zeros_sd"],
        [
            .. groups.Select(group =>
            {
                var validation = ConfidenceInterval.Of([.. group.Runs.Select(run => run.History.Epochs[^1].Validation)]);
                bool isRelu = group.Variant.Activation == Activation.Relu;
                return new object[]
                {
                    group.Variant.ActivationName, group.Variant.ScaleShift, group.Runs.Count,
                    group.Runs.Average(run => run.History.Epochs[^1].Train), validation.Mean, validation.HalfWidth,
                    isRelu ? double.NaN : group.Runs.Average(run => run.NearLinear),
                    isRelu ? group.Runs.Average(run => run.ZerosDeviation) : double.NaN,
                };
            }),
        ])
    {
        IsPrinted = true,
    };

    /// <summary>One row a layer: learned beside fixed gamma and beta at the end, over all seeds.</summary>
    private static Table AtEnd(
        List<ScaleAndShiftGroup> groups, Activation activation, params (string Name, Func<ScaleAndShiftGroup, int, double> Of)[] measures)
    {
        var both = groups.Where(group => group.Variant.Activation == activation).ToList();
        return new(
            $"gamma-beta.{both[0].Variant.ActivationName}",
            ["layer", .. both.SelectMany(group => measures.Select(measure => $"{group.Variant.ScaleShift}_{measure.Name}"))],
            [
                .. Enumerable.Range(0, both[0].Layers).Select(i => (object[])
                    [i + 1, .. both.SelectMany(group => measures.Select(measure => (object)measure.Of(group, i)))]),
            ])
        {
            IsPrinted = true,
        };
    }

    private static double Smallest(ScaleAndShiftGroup group, int layer) => group.AtEnd(layer, activity => activity.Min).Min();

    private static double Largest(ScaleAndShiftGroup group, int layer) => group.AtEnd(layer, activity => activity.Max).Max();

    /// <summary>Every layer of every net after every epoch.</summary>
    private static Table Layers(List<ScaleAndShiftGroup> groups) => new(
        "gamma-beta.layers",
        ["activation", "scale_shift", "seed", "epoch", "layer", "min", "max", "near_linear", "zeros", "zeros_sd"],
        [
            .. from g in groups
               from run in g.Runs
               from look in run.Looks.Zip(run.History.Epochs)
               from layer in look.First.Select((activity, i) => (activity, number: i + 1))
               select new object[]
               {
                   g.Variant.ActivationName, g.Variant.ScaleShift, run.History.Seed, look.Second.Epoch, layer.number,
                   layer.activity.Min, layer.activity.Max, layer.activity.NearLinear, layer.activity.ZerosMean, layer.activity.ZerosDeviation,
               },
        ]);

    /// <summary>The share of zeros of every ReLU at the end.</summary>
    private static Table Units(List<ScaleAndShiftGroup> groups) => new(
        "gamma-beta.units", ["activation", "scale_shift", "seed", "layer", "unit", "zeros"],
        [
            .. from g in groups
               where g.Variant.Activation == Activation.Relu
               from run in g.Runs
               from layer in run.Last.Select((activity, i) => (activity, number: i + 1))
               from unit in layer.activity.Zeros.Select((zeros, i) => (zeros, number: i + 1))
               select new object[] { g.Variant.ActivationName, g.Variant.ScaleShift, run.History.Seed, layer.number, unit.number, unit.zeros },
        ]);

    private static Table Accuracies(List<ScaleAndShiftGroup> groups) => new(
        "gamma-beta.accuracy", ["activation", "scale_shift", "seed", "epoch", "train_accuracy", "val_accuracy"],
        [
            .. from g in groups
               from run in g.Runs
               from e in run.History.Epochs
               select new object[] { g.Variant.ActivationName, g.Variant.ScaleShift, run.History.Seed, e.Epoch, e.Train, e.Validation },
        ]);
}
