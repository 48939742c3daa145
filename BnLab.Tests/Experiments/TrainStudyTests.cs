namespace BnLab.Tests.Experiments;

public sealed class TrainStudyTests
{
    private const string Small = "train --batchnorm --num-train 60 --split 60,40 --hidden 8 --epochs 2 --batch-size 20";

    private static readonly ImageSet Images = DataSets.Open(DataSets.Synthetic).Images;

    [Fact]
    public void Several_seeds_are_trained_as_one_each_and_their_means_are_drawn()
    {
        var both = Studies.Run($"{Small} --seeds 2", Images);
        var (first, second) = (Studies.Run(Small, Images), Studies.Run($"{Small} --seed 232", Images));
        Assert.Equal(Losses(first).Concat(Losses(second)), Losses(both));
        Assert.NotEqual(Losses(first), Losses(second));
        Assert.Empty(first.Claims);
        Assert.Equal(["times the epochs", "accuracy on held-out images"], both.Claims.Select(claim => claim.Unit));
        double[] right = [.. both.Histories.Select(history => history.Right.Average(r => r))];
        Assert.Equal((right[0] - right[1] + right[2] - right[3]) / 2, both.Claims[1].Effect!.Value, 12);
        Assert.Equal(["train.batchnorm.231.net", "train.baseline.231.net", "train.batchnorm.232.net", "train.baseline.232.net"], both.Attachments.Select(file => file.FileName));
        Assert.Equal(first.Attachments.Concat(second.Attachments).Select(Bytes), both.Attachments.Select(Bytes));
        var panels = both.Figures.Single().Figure.Rows.Select(row => row[0]).ToList();
        Assert.Equal(2, panels[2].Series.OfType<BandSeries>().Count());
        Assert.Equal((first.Histories[1].Losses[0] + second.Histories[1].Losses[0]) / 2, panels[0].Series.OfType<LineSeries>().Last().Y[0], 1e-15);

        static IEnumerable<double> Losses(ExperimentResult result) => result.Histories.SelectMany(history => history.Losses);
    }

    [Fact]
    public void A_net_that_is_written_is_the_one_that_was_trained()
    {
        var result = Studies.Run(Small, Images);
        using var file = new MemoryStream(Bytes(result.Attachments[1]));
        var stored = (StoredNet<float>)NetFile.Read(file);
        var (_, validation) = Preprocessing.SubtractMeanImage<float>(Images, new(60, 40), 60);
        Assert.Equal(result.Histories[1].BestValAccuracy, new Evaluation<float>(stored.Net, validation).Measure());
    }

    [Fact]
    public void Trained_nets_are_written_though_the_images_are_gone()
    {
        var pixels = new Vanishing(Images.ReadPixels);
        var result = Studies.Run($"{Small} --workers 1", Images with { ReadPixels = pixels.Read }, new Told<TrainingLine>(_ => pixels.AreGone = true));
        Assert.True(pixels.AreGone);
        Assert.All(result.Attachments, file => Assert.NotEmpty(Bytes(file)));
    }

    [Fact]
    public void Samples_stay_bytes()
    {
        var study = Studies.Of("train --num-train 900 --split 900,100 --workers 1");
        study.Open = () => Images;
        long before = GC.GetAllocatedBytesForCurrentThread();
        study.Run(_ => false, null, _ => { }, CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 1000 * 3072 * sizeof(float) / 2, $"{allocated} bytes");
    }

    private static byte[] Bytes(Attachment file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private sealed class Vanishing(PixelReader pixels)
    {
        public bool AreGone { get; set; }

        public void Read(int first, Span<byte> to)
        {
            if (AreGone) throw new IOException("gone");
            pixels(first, to);
        }
    }

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
