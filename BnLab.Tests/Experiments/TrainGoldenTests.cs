using BnLab.Tests.Golden;

namespace BnLab.Tests.Experiments;

/// <summary>The six-layer pair in double precision against NumPy: all losses to 1e-9, all accuracies exactly.</summary>
public sealed class TrainGoldenTests
{
    [Fact]
    public void Meets_NumPy_on_synthetic_images() => Meets("train-synthetic.json", DataSets.Synthetic, workers: 2);

    [RealImagesFact]
    public void Meets_NumPy_on_real_images() => Meets("train-cifar.json", Repository.SharedImages, workers: 1);

    private static void Meets(string file, string data, int workers)
    {
        var golden = GoldenFile.Read(file);
        var (images, _) = DataSets.Open(data);
        var result = Studies.Run($"train --batchnorm --dtype float64 --workers {workers}", images);
        Assert.Equal(["batchnorm", "baseline"], result.Histories.Select(h => h.Net));
        foreach (var history in result.Histories)
        {
            var expected = golden.GetProperty(history.Net);
            double[] losses = expected.GetProperty("loss_history").Doubles();
            Assert.Equal(losses.Length, history.Losses.Count);
            Assert.All(losses.Zip(history.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
            Assert.Equal(expected.GetProperty("train_acc_history").Doubles(), history.Epochs.Select(e => e.Train));
            Assert.Equal(expected.GetProperty("val_acc_history").Doubles(), history.Epochs.Select(e => e.Validation));
        }
    }
}
