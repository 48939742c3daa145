using System.Text.Json.Serialization;

namespace BnLab.Results;

/// <summary>The losses and accuracies of one training.</summary>
/// <param name="Net">Which net: <c>baseline</c>, <c>batchnorm</c>, <c>layernorm</c>.</param>
/// <param name="Seed">The seed of the run it belongs to.</param>
/// <param name="Losses">The loss of each iteration's mini-batch, before the update.</param>
/// <param name="Epochs">The accuracies after the first iteration and after every epoch.</param>
public sealed record History(string Net, uint Seed, IReadOnlyList<double> Losses, IReadOnlyList<EpochAccuracy> Epochs)
{
    /// <summary>For each held-out image 1 where the net classifies it rightly after the last iteration, else 0; empty where none are held out.</summary>
    public byte[] Right { get; init; } = [];

    /// <summary>The highest training accuracy of all epochs.</summary>
    public double BestTrainAccuracy => Epochs.Max(e => e.Train);

    /// <summary>The highest validation accuracy of all epochs.</summary>
    public double BestValAccuracy => Epochs.Max(e => e.Validation);

    /// <summary>The mean of the last 100 losses, or of all if there are fewer: the sweep's measure of the final training loss.</summary>
    public double FinalTrainLoss => Losses.Skip(Losses.Count - 100).Average();

    /// <summary>The mean loss of an epoch's mini-batches; single ones scatter too much.</summary>
    /// <param name="epoch">From 1.</param>
    public double EpochLoss(int epoch)
    {
        int length = Losses.Count / Epochs[^1].Epoch;
        return Losses.Skip((epoch - 1) * length).Take(length).Average();
    }

    /// <summary>The first iteration, from 1, at which the mean of the last ten losses is so low; one more than were made if there is none.</summary>
    public int IterationsTo(double loss)
    {
        const int Smoothed = 10;
        return Enumerable.Range(1, Losses.Count).Where(t => t >= Smoothed && Losses.Skip(t - Smoothed).Take(Smoothed).Average() <= loss).DefaultIfEmpty(Losses.Count + 1).First();
    }

    /// <summary>The first iteration, from 1, whose loss is NaN or infinite; null if there is none.</summary>
    public int? FirstNotFinite => Losses.Index().Where(loss => !double.IsFinite(loss.Item)).Select(loss => (int?)loss.Index + 1).FirstOrDefault();
}

/// <summary>Accuracies at one moment of a training.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Train">Share of right answers on training samples; in a regression the mean squared error.</param>
/// <param name="Validation">Share of right answers on the validation samples; in a regression the mean squared error.</param>
[method: JsonConstructor]
public readonly record struct EpochAccuracy(int Epoch, double Train, double Validation);

internal static class EpochAccuracies
{
    /// <summary>The first epoch, from 1, after which training accuracy is so high; one more than were trained if there is none.</summary>
    public static int EpochsTo(this IReadOnlyList<EpochAccuracy> epochs, double accuracy) =>
        epochs.Where(e => e.Train >= accuracy).Select(e => int.Max(1, e.Epoch)).DefaultIfEmpty(epochs[^1].Epoch + 1).First();
}
