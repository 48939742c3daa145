namespace BnLab.Experiments.Regularization;

/// <summary>What is measured of the trainings of all points and seeds.</summary>
internal sealed record Grid(StudyRuns<GridPoint, History> Runs)
{
    private const double Half = 0.5;

    /// <summary>Training minus validation accuracy after the last epoch.</summary>
    public static double Gap(History history) => history.Epochs[^1].Train - history.Epochs[^1].Validation;

    /// <summary>The first epoch after which half of the training images, undistorted, are classified rightly; infinite if there was none.</summary>
    public static double EpochsToHalf(History history) =>
        history.Epochs.Where(epoch => epoch.Train >= Half).Select(epoch => (double)epoch.Epoch).FirstOrDefault(double.PositiveInfinity);

    /// <summary>The middle value, which is finite as long as more than half of the values are.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// How much a regularizer adds to a net's best validation accuracy, seed by seed: the mean over all pairs of points that
    /// differ in it and in nothing else.
    /// </summary>
    public double[] Gains(NetPlan net, Regularizer regularizer)
    {
        return [.. Runs.All.Chunk(Runs.Variants.Count).Select(seed => Mean(seed, has: true) - Mean(seed, has: false))];

        double Mean(History[] seed, bool has) => Runs.Variants.Zip(seed)
            .Where(run => run.First.Net == net && run.First.Has(regularizer) == has).Average(run => run.Second.BestValAccuracy);
    }

    /// <summary>How much more a regularizer adds without batch normalization than with it, seed by seed.</summary>
    public double[] Spared(Regularizer regularizer) =>
        [.. Gains(NetPlan.Baseline, regularizer).Zip(Gains(NetPlan.BatchNorm, regularizer), (without, with) => without - with)];
}
