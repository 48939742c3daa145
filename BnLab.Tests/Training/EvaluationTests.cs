namespace BnLab.Tests.Training;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Batch)]
    [InlineData(Normalization.Layer)]
    public void Scores_do_not_depend_on_the_size_of_the_batch(Normalization normalization)
    {
        Check<float>(normalization);
        Check<double>(normalization);
    }

    [Fact]
    public void Accuracy_is_the_share_of_right_answers()
    {
        var (net, samples) = Make<float>(Normalization.Batch);
        var scores = net.Scores(samples.X);
        int right = Enumerable.Range(0, samples.Count).Count(n => RowStatistics.ArgMax<float>(scores.Row(n)) == samples.Labels[n]);
        var evaluation = new Evaluation<float>(net, samples);
        Assert.Equal((double)right / samples.Count, evaluation.Measure());
        Assert.Equal((double)right / samples.Count, evaluation.Measure([.. Enumerable.Range(0, samples.Count)]));
    }

    private static void Check<T>(Normalization normalization)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (net, samples) = Make<T>(normalization);
        double[] all = net.Scores(samples.X).ToArray();
        for (int first = 0; first < samples.Count; first += 64)
        {
            var batch = samples.X.RowRange(first, int.Min(64, samples.Count - first));
            Assert.Equal(all.Skip(first * 10).Take(batch.Rows * 10), net.Scores(batch).ToArray());
        }
    }

    /// <summary>A net after a few steps, so that no bias is 0, and samples whose last batch is a smaller one.</summary>
    private static (FullyConnectedNet<T> Net, Samples<T> Samples) Make<T>(Normalization normalization)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new NumpyRandom(12);
        var net = new FullyConnectedNet<T>(150, [50, 21], 10, normalization);
        net.Initialize(random, 0.1);
        var samples = new Samples<T>(Draw.Normal<T>(random, 150, 150), [.. Enumerable.Range(0, 150).Select(_ => random.NextInteger(10))]);
        var solver = new Solver<T>(net, samples, samples, new() { BatchSize = 20 }, random);
        for (int i = 0; i < 5; i++) solver.Step();
        return (net, samples);
    }
}
