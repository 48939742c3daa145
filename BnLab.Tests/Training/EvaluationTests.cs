namespace BnLab.Tests.Training;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Batch)]
    [InlineData(Normalization.Layer)]
    public void Scores_do_not_depend_on_the_layout_or_the_size_of_the_batch(Normalization normalization)
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
        Matrix<T> room = default;
        for (int first = 0; first < samples.Count;)
        {
            var block = samples.Columns(first, ref room);
            double[] byColumns = net.ScoresTransposed(block).ToArray();
            Assert.Equal(byColumns, net.Scores(samples.X.RowRange(first, block.Columns)).ToArray());
            first += block.Columns;
        }
    }

    /// <summary>A net after a few steps, so that no bias is 0, and samples that end in a narrower block.</summary>
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
