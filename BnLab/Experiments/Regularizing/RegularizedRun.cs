namespace BnLab.Experiments.Regularizing;

/// <summary>One training of the grid, and what is measured of it.</summary>
/// <param name="Cell">How the net was normalized and regularized.</param>
/// <param name="History">What the training left behind.</param>
internal sealed record RegularizedRun(Cell Cell, History History)
{
    private const double Half = 0.5;

    /// <summary>Training minus validation accuracy after the last epoch.</summary>
    public double Gap => History.Epochs[^1].Train - History.Epochs[^1].Validation;

    /// <summary>The highest validation accuracy of all epochs.</summary>
    public double BestVal => History.BestValAccuracy;

    /// <summary>The first epoch after which half of the training images, undistorted, are classified rightly; infinite if there was none.</summary>
    public double EpochsToHalf
    {
        get
        {
            foreach (var epoch in History.Epochs)
            {
                if (epoch.Train >= Half) return epoch.Epoch;
            }

            return double.PositiveInfinity;
        }
    }
}
