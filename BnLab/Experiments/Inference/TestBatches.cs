using BnLab.Checking;
using BnLab.Data;

namespace BnLab.Experiments.Inference;

/// <summary>
/// The scores of a trained net for test images, one at a time and in batches, with each kind of statistics: why do batches
/// predict better than single samples?
/// </summary>
/// <param name="Batches">Each kind of statistics with each size of the test batch.</param>
/// <param name="Uncertainty">Of the accuracy with the population's statistics.</param>
/// <param name="SingleRange">How far the scores of any two images are apart that are normalized by their own statistics.</param>
/// <param name="CompanyDifference">How far the scores of an image alone are from those among others, with fixed statistics.</param>
internal sealed record TestBatches(IReadOnlyList<TestBatch> Batches, double Uncertainty, double SingleRange, double CompanyDifference)
{
    private static readonly int[] Sizes = [1, 2, 5, 20, 100];

    public static TestBatches Measure<T>(TrainedNet<T> net, Samples<T> test)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (string Name, Func<int, ScoreSheet<T>> Scores)[] statistics =
        [
            ("running", size => net.By(net.Running, test, size)),
            ("population", size => net.By(net.Population, test, size)),
            ("averaged", size => net.By(net.Averaged, test, size)),
            ("own", size => net.ByOwn(test, size)),
        ];
        int[] sizes = [.. Sizes.Where(size => size < test.Count), test.Count];
        var sheets = (from kind in statistics from size in sizes select (kind.Name, size, kind.Scores)).ToDictionary(
            cell => (cell.Name, cell.size), cell => cell.Scores(cell.size));
        var reference = net.By(net.Population, test);
        return new(
            [.. sheets.Select(sheet => new TestBatch(
                sheet.Key.Name, sheet.Key.size, sheet.Value.Accuracy, sheet.Value.ChangedFrom(reference), sheet.Value.DifferenceFrom(reference)))],
            reference.Uncertainty,
            sheets[("own", 1)].Range,
            Distance.Largest(sheets[("population", 1)].Scores, sheets[("population", test.Count)].Scores));
    }
}

/// <summary>Test images in batches of one size, normalized with one kind of statistics.</summary>
/// <param name="Statistics">Which.</param>
/// <param name="Size">Images in a batch.</param>
/// <param name="Changed">The share of images that get another class than with the population's statistics.</param>
/// <param name="Difference">How far the scores are from those with the population's statistics.</param>
internal sealed record TestBatch(string Statistics, int Size, double Accuracy, double Changed, double Difference);
