using BnLab.Data;
using BnLab.Experiments.InUse;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// What to normalize with when a net is used: running averages, the population's statistics in two readings, or the test
/// batch's own; why training and use can disagree, and what helps; and batch normalization folded away.
/// </summary>
/// <remarks>Ioffe and Szegedy 2015, section 3.1 and Algorithm 2; cs231n, <c>batchnorm_forward</c> with mode test.</remarks>
internal static class Inference
{
    /// <summary>Trains the nets and uses them.</summary>
    public static ExperimentResult Run(
        InferenceOptions options, ImageSet images, Func<double> seconds,
        IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        return options.Settings.DType == DType.Float64
            ? Run<double>(options, images, seconds, progress, cancellation)
            : Run<float>(options, images, seconds, progress, cancellation);
    }

    private static ExperimentResult Run<T>(
        InferenceOptions options, ImageSet images, Func<double> seconds, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var samples = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        var trainings = NetRecipe.All.Select(recipe => (Func<IProgress<TrainingLine>, CancellationToken, TrainedNet<T>>)((log, stop) =>
            TrainedNet<T>.Train(recipe, settings, images.ClassNames.Count, samples, log, stop)));
        var trained = ParallelTrainings.Run(trainings, settings.Workers, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();

        var nets = NetRecipe.All.Zip(trained).ToDictionary(pair => pair.First, pair => pair.Second!);
        var plain = nets[NetRecipe.Plain];
        StudyPart[] parts =
        [
            TestBatches.Measure(plain, samples.Validation, settings.Seed, cancellation),
            new Causes<T>(nets, samples.Train, samples.Validation).Measure(settings.Seed, cancellation),
            Mismatches.Measure(nets[NetRecipe.Chain], settings, samples, cancellation),
            FoldedForms.Measure([("plain", plain), ("chain", nets[NetRecipe.Chain])], samples.Validation, options, seconds, cancellation),
        ];
        NetRecipe[] momenta = [NetRecipe.Plain, NetRecipe.LessSlow, NetRecipe.Slow, NetRecipe.SlowFromOne];
        var momentum = MomentumFigure.Draw(
            [.. momenta.Select(recipe => (recipe.Label, nets[recipe].History, nets[recipe].Iterations))],
            plain.By(plain.Population, samples.Validation).Accuracy);
        return new(
            "inference", [.. nets.Values.Select(net => net.History)], [.. parts.Select(part => part.Table)],
            [.. parts.SelectMany(part => part.Figures), ("inference.momentum", momentum)], [.. parts.SelectMany(part => part.Verdicts)]);
    }
}
